//! Checks of people before something is granted to them, and lists that warn against people (Art. 14, 22; UAVG 31-33).

use gestand_policy::model::{Listing, Screening, ScreeningKind, Topic};

use super::purposes::by_theme;
use super::{Detail, Section, Writer, of_topic};
use crate::lang::t;

pub(super) fn screening(w: &Writer) -> Section {
    let lists = w.document.activities.values().any(|activity| activity.listing.is_some());
    let title = if lists { t!(w.texts, "section-listing") } else { t!(w.texts, "section-screening") };
    let mut section = of_topic(w, "screening", title, Topic::Screening);
    for (id, activity) in by_theme(w) {
        if let Some(screening) = &activity.screening {
            let (text, details) = checked(w, w.label(activity.label.as_ref(), id), screening);
            w.say(&mut section, format!("activities.{id}.screening"), text, details);
        }
        if let Some(listing) = &activity.listing {
            let text = t!(w.texts, "listing", label = w.label(activity.label.as_ref(), id));
            w.say(&mut section, format!("activities.{id}.listing"), text, listed(w, listing));
        }
    }
    section
}

fn checked(w: &Writer, label: String, screening: &Screening) -> (String, Vec<Detail>) {
    let texts = &w.texts;
    let asks: Vec<String> = screening
        .asks
        .iter()
        .map(|kind| match kind.value {
            ScreeningKind::Credit => t!(texts, "screening-credit"),
            ScreeningKind::NuisanceHistory => t!(texts, "screening-nuisance"),
            ScreeningKind::ContactData => t!(texts, "screening-contact"),
            ScreeningKind::GivenData => t!(texts, "screening-given"),
        })
        .collect();
    let mut out = Vec::new();
    if !asks.is_empty() {
        out.push(Detail::new(t!(texts, "label-screening-asks"), w.joined(&asks)));
    }
    if let Some(look_back) = screening.look_back.as_deref() {
        out.push(Detail::plain(t!(texts, "screening-look-back", length = w.length(*look_back))));
    }
    match screening.person_decides.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "screening-person"))),
        Some(false) => out.push(Detail::plain(t!(texts, "screening-computer"))),
        None => {}
    }
    match screening.refused_without.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "screening-refused"))),
        Some(false) => out.push(Detail::plain(t!(texts, "screening-not-refused"))),
        None => {}
    }
    match screening.told.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "screening-told"))),
        Some(false) => out.push(Detail::plain(t!(texts, "screening-not-told"))),
        None => {}
    }
    match screening.effect_elsewhere.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "screening-elsewhere"))),
        Some(false) => out.push(Detail::plain(t!(texts, "screening-not-elsewhere"))),
        None => {}
    }
    let text = match &screening.always_before {
        Some(moment) => t!(texts, "screening-before", label = label, moment = w.text(moment)),
        None => t!(texts, "screening", label = label),
    };
    (text, out)
}

fn listed(w: &Writer, listing: &Listing) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    if !listing.grounds.is_empty() {
        out.push(Detail::new(t!(texts, "label-listing-grounds"), w.texts_joined(&listing.grounds)));
    }
    if let Some(effect) = &listing.effect {
        out.push(Detail::new(t!(texts, "label-listing-effect"), w.text(effect)));
    }
    if !listing.decided_by.is_empty() {
        out.push(Detail::new(t!(texts, "label-decided-by"), w.functions(&listing.decided_by)));
    }
    match listing.told.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "listing-told"))),
        Some(false) => out.push(Detail::plain(t!(texts, "listing-not-told"))),
        None => {}
    }
    match listing.shared.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "listing-shared"))),
        Some(false) => out.push(Detail::plain(t!(texts, "listing-not-shared"))),
        None => {}
    }
    out.extend(listing.protocol.iter().map(|protocol| Detail::new(t!(texts, "label-protocol"), protocol.clone())));
    out
}
