//! Cookies and the website (Tw 11.7a): what is placed, what for and how long.

use gestand_policy::model::{Cookie, CookieClass, CookieConsent, CookieStorage, Topic};

use super::conduct::commitments;
use super::sharing::region_in_words;
use super::{Detail, Entry, Section, Writer};
use crate::lang::{Texts, t};
use crate::words;

pub(super) fn cookies(w: &Writer) -> Section {
    let heads = (t!(w.texts, "head-cookie"), t!(w.texts, "head-cookie-facts"));
    let mut section = Section::new("cookies", t!(w.texts, "section-cookies")).heads(heads.0, heads.1);
    rules(w, &mut section);
    for (id, cookie) in w.document.cookies.iter().filter(|(_, cookie)| !cookie.retired) {
        let label = w.label(cookie.label.as_ref(), id);
        let (says, text) = match &cookie.aim {
            Some(aim) => {
                let aim = w.text(aim);
                let text = t!(w.texts, "cookie-aim", label = label.as_str(), aim = aim.as_str());
                (t!(w.texts, "cookie-aim-entry", aim = aim), text)
            }
            None => (String::new(), t!(w.texts, "cookie", label = label.as_str())),
        };
        let entry = (Entry::named(&label, says), text);
        w.entry(&mut section, format!("cookies.{id}"), None, entry, details(w, cookie));
    }
    commitments(w, &mut section, Topic::Website);
    section
}

/// The rules for all cookies.
fn rules(w: &Writer, section: &mut Section) {
    let (texts, node) = (&w.texts, "cookie_rules");
    let Some(rules) = &w.document.cookie_rules else { return };
    let mut say = |part: &str, text: String, details: Vec<Detail>| w.say_of(section, node, part, text, details);
    match rules.consent.as_deref() {
        Some(CookieConsent::OptIn) => say("consent", t!(texts, "cookies-opt-in"), Vec::new()),
        Some(CookieConsent::Implied) => say("consent", t!(texts, "cookies-implied"), Vec::new()),
        Some(CookieConsent::NotAsked) => say("consent", t!(texts, "cookies-not-asked"), Vec::new()),
        None => {}
    }
    match rules.refuse_as_easy {
        Some(true) => say("refuse", t!(texts, "cookies-refuse"), Vec::new()),
        Some(false) => say("refuse", t!(texts, "cookies-refuse-harder"), Vec::new()),
        None => {}
    }
    if !rules.only_classes.is_empty() {
        let classes = rules.only_classes.iter().map(|class| Detail::plain(class_in_words(texts, **class))).collect();
        say("classes", t!(texts, "cookies-only"), classes);
    }
    if !rules.never.is_empty() {
        say("never", t!(texts, "cookies-never", what = w.words("cookies-kind", &rules.never)), Vec::new());
    }
    if !rules.aims.is_empty() {
        let aims = rules.aims.iter();
        let aims = aims.map(|(class, aim)| Detail::new(words::capital(&class_in_words(texts, *class)), w.text(aim)));
        say("aims", t!(texts, "cookies-aims"), aims.collect());
    }
    if !rules.techniques.is_empty() {
        let techniques = w.words("technique", &rules.techniques);
        say("techniques", t!(texts, "cookies-techniques", techniques = techniques), Vec::new());
    }
    if let Some(exempt) = &rules.exempt {
        let text = t!(texts, "cookies-exempt", why = w.text(exempt));
        say("exempt", text, Vec::new());
    }
    if let Some(length) = rules.choice_kept.as_deref() {
        say("choice", t!(texts, "cookies-choice-kept", length = w.length(*length)), Vec::new());
    }
    if rules.browser_settings.as_deref() == Some(&true) || !rules.browsers.is_empty() {
        let browsers = w.list(&rules.browsers, str::to_owned);
        let browsers = Some(browsers).filter(|browsers| !browsers.is_empty());
        let browsers =
            browsers.map(|browsers| Detail::new(t!(texts, "label-browsers"), browsers)).into_iter().collect();
        say("browser", t!(texts, "cookies-browser"), browsers);
    }
    if let Some(without) = &rules.without {
        let text = w.text(without);
        say("without", text, Vec::new());
    }
    if let Some(page) = &rules.elsewhere {
        say("elsewhere", t!(texts, "cookies-elsewhere", page = page.as_str()), Vec::new());
    }
}

fn class_in_words(texts: &Texts, class: CookieClass) -> String {
    match class {
        CookieClass::Functional => t!(texts, "cookie-functional"),
        CookieClass::Analytic => t!(texts, "cookie-analytic"),
        CookieClass::Video => t!(texts, "cookie-video"),
        CookieClass::Marketing => t!(texts, "cookie-marketing"),
    }
}

fn details(w: &Writer, cookie: &Cookie) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    if let Some(class) = cookie.class.as_deref() {
        out.push(Detail::new(t!(texts, "label-cookie-class"), class_in_words(texts, *class)));
    }
    if let Some(supplier) = &cookie.supplier {
        out.push(Detail::new(t!(texts, "label-supplier"), supplier.clone()));
    }
    let joined =
        |names: &[gestand_policy::At<String>]| names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
    if !cookie.names.is_empty() {
        out.push(Detail::new(t!(texts, "label-cookie-names"), joined(&cookie.names)));
    }
    match cookie.kept_in.as_deref() {
        Some(CookieStorage::LocalStorage) => out.push(Detail::plain(t!(texts, "cookie-local-storage"))),
        Some(CookieStorage::SessionStorage) => out.push(Detail::plain(t!(texts, "cookie-session-storage"))),
        Some(CookieStorage::Cookie) | None => {}
    }
    if !cookie.hosts.is_empty() {
        out.push(Detail::new(t!(texts, "label-hosts"), joined(&cookie.hosts)));
    }
    match cookie.lifetime.as_deref() {
        Some(lifetime) if lifetime.count == 0 => out.push(Detail::plain(t!(texts, "cookie-session"))),
        Some(lifetime) => out.push(Detail::new(t!(texts, "label-lifetime"), w.length(*lifetime))),
        None => {}
    }
    match cookie.shares {
        Some(true) => out.push(Detail::plain(t!(texts, "cookie-shared"))),
        Some(false) => out.push(Detail::plain(t!(texts, "cookie-not-shared"))),
        None => {}
    }
    if let Some(region) = cookie.region.as_deref() {
        out.push(Detail::new(t!(texts, "label-region"), region_in_words(texts, *region)));
    }
    match cookie.supplier_statement.as_ref().map(|page| page.as_str()) {
        Some("unlinked") => out.push(Detail::plain(t!(texts, "cookie-supplier-statement"))),
        Some(page) => out.push(Detail::new(t!(texts, "label-supplier-statement"), page.to_owned())),
        None => {}
    }
    out.extend(cookie.without.iter().map(|text| Detail::new(t!(texts, "label-cookie-without"), w.text(text))));
    if cookie.low_impact.as_deref() == Some(&true) {
        out.push(Detail::plain(t!(texts, "cookie-low-impact")));
    }
    out
}
