//! Cameras and cookies (Tw 11.7a): what is placed, what for and how long.

use gestand_policy::model::{Camera, Cookie, CookieClass, CookieConsent, Region, Topic};

use super::conduct::commitments;
use super::{Section, Writer};
use crate::lang::{Texts, t};
use crate::words;

pub(super) fn cameras(w: &Writer) -> Section {
    let mut section = w.section("cameras", t!(w.texts, "section-cameras"));
    for (id, camera) in &w.document.cameras {
        let label = w.texts.label(camera.label.as_ref(), id);
        section.say(format!("cameras.{id}"), t!(w.texts, "camera", label = label), details(w, camera));
    }
    commitments(w, &mut section, Topic::Cameras);
    section
}

fn details(w: &Writer, camera: &Camera) -> Vec<String> {
    let texts = &w.texts;
    let mut out = Vec::new();
    let activity = camera.activity.as_ref().and_then(|id| w.document.activities.get(id.as_str()));
    if let Some(purpose) = activity.and_then(|activity| activity.purpose.as_ref()) {
        out.push(t!(texts, "camera-purpose", purpose = texts.text(purpose)));
    }
    if camera.signs.as_deref() == Some(&true) {
        out.push(t!(texts, "camera-signs"));
    }
    match camera.hidden.as_deref() {
        Some(true) => out.push(t!(texts, "camera-hidden")),
        Some(false) => out.push(t!(texts, "camera-not-hidden")),
        None => {}
    }
    if !camera.avoids.is_empty() {
        let avoids: Vec<String> = camera.avoids.iter().map(|what| words::word("avoids", what, texts.lang)).collect();
        out.push(t!(texts, "camera-avoids", avoids = words::list_in_words(&avoids, texts.lang)));
    }
    if !camera.viewers.is_empty() {
        let viewers = w.labels(&camera.viewers, &w.document.functions, |function| function.label.as_ref());
        out.push(t!(texts, "camera-viewers", viewers = viewers));
    }
    if !camera.reasons.is_empty() {
        out.push(t!(texts, "camera-reasons", reasons = w.words("viewing", &camera.reasons)));
    }
    let about = |rule: &gestand_policy::model::RetentionRule| {
        camera.data.as_ref().is_some_and(|data| rule.data.iter().any(|about| about.value == data.value))
    };
    if let Some(keep) = w.document.retention.values().find(|rule| about(rule)).and_then(|rule| rule.keep.as_ref()) {
        let term = words::keep_in_words(keep, &w.document.events, texts.lang);
        out.push(t!(texts, "camera-kept", term = texts.fit(&term)));
    }
    out
}

pub(super) fn cookies(w: &Writer) -> Section {
    let mut section = w.section("cookies", t!(w.texts, "section-cookies"));
    let (texts, node) = (&w.texts, "cookie_rules");
    if let Some(rules) = &w.document.cookie_rules {
        match rules.consent.as_deref() {
            Some(CookieConsent::OptIn) => section.say_of(node, "consent", t!(texts, "cookies-opt-in"), Vec::new()),
            Some(CookieConsent::Implied) => section.say_of(node, "consent", t!(texts, "cookies-implied"), Vec::new()),
            Some(CookieConsent::NotAsked) => {
                section.say_of(node, "consent", t!(texts, "cookies-not-asked"), Vec::new())
            }
            None => {}
        }
        if rules.refuse_as_easy == Some(true) {
            section.say_of(node, "refuse", t!(texts, "cookies-refuse"), Vec::new());
        }
        if !rules.only_classes.is_empty() {
            let classes = rules.only_classes.iter().map(|class| class_in_words(texts, **class)).collect();
            section.say_of(node, "classes", t!(texts, "cookies-only"), classes);
        }
        if let Some(page) = &rules.elsewhere {
            section.say_of(node, "elsewhere", t!(texts, "cookies-elsewhere", page = page.as_str()), Vec::new());
        }
    }
    for (id, cookie) in w.document.cookies.iter().filter(|(_, cookie)| !cookie.retired) {
        let label = texts.label(cookie.label.as_ref(), id);
        let text = match &cookie.aim {
            Some(aim) => t!(texts, "cookie-aim", label = words::capital(&label), aim = texts.text(aim)),
            None => t!(texts, "cookie", label = label),
        };
        section.say(format!("cookies.{id}"), text, cookie_details(texts, cookie));
    }
    commitments(w, &mut section, Topic::Website);
    section
}

fn class_in_words(texts: &Texts, class: CookieClass) -> String {
    match class {
        CookieClass::Functional => t!(texts, "cookie-functional"),
        CookieClass::Analytic => t!(texts, "cookie-analytic"),
        CookieClass::Video => t!(texts, "cookie-video"),
        CookieClass::Marketing => t!(texts, "cookie-marketing"),
    }
}

fn cookie_details(texts: &Texts, cookie: &Cookie) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(class) = cookie.class.as_deref() {
        out.push(t!(texts, "cookie-class", class = class_in_words(texts, *class)));
    }
    if let Some(supplier) = &cookie.supplier {
        out.push(t!(texts, "cookie-supplier", supplier = supplier.as_str()));
    }
    if !cookie.names.is_empty() {
        let names: Vec<&str> = cookie.names.iter().map(|name| name.as_str()).collect();
        out.push(t!(texts, "cookie-names", names = names.join(", ")));
    }
    match cookie.lifetime.as_deref() {
        Some(lifetime) if lifetime.count == 0 => out.push(t!(texts, "cookie-session")),
        Some(lifetime) => {
            out.push(t!(texts, "cookie-lifetime", length = words::length_in_words(*lifetime, texts.lang)))
        }
        None => {}
    }
    match cookie.shares {
        Some(true) => out.push(t!(texts, "cookie-shared")),
        Some(false) => out.push(t!(texts, "cookie-not-shared")),
        None => {}
    }
    if cookie.region.as_deref() == Some(&Region::ThirdCountry) {
        out.push(t!(texts, "detail-region", region = t!(texts, "region-third-country")));
    }
    out
}
