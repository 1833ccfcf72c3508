//! The first layer: who, what for, what may surprise, rights, contact and complaints, in a few lines each
//! (WP260 rev.01, paragraph 36).

use gestand_policy::model::Theme;

use super::purposes::{by_theme, theme};
use super::requests::answer_term;
use super::rights::right_in_words;
use super::{Detail, Section, Writer, who};
use crate::lang::t;

pub(super) fn short(w: &Writer) -> Section {
    let mut section = Section::new("short", t!(w.texts, "section-short")).intro(t!(w.texts, "short-intro"));
    if let Some(organisation) = &w.document.organisation {
        let text = who::controller(w, organisation.called_controller);
        w.say_of(&mut section, "organisation", "short", text, Vec::new());
    }
    purposes(w, &mut section);
    surprises(w, &mut section);
    rights(w, &mut section);
    contact(w, &mut section);
    section
}

/// What data are used for: per theme the short names of its activities.
fn purposes(w: &Writer, section: &mut Section) {
    let mut themes: Vec<(String, Vec<String>)> = Vec::new();
    for (id, activity) in by_theme(w) {
        // The duties of every organisation say nothing of this one.
        if activity.theme.as_deref() == Some(&Theme::LegalDuty) {
            continue;
        }
        let (title, label) = (theme(w, activity).1, w.label(activity.label.as_ref(), id));
        match themes.last_mut().filter(|(last, _)| *last == title) {
            Some((_, labels)) => labels.push(label),
            None => themes.push((title, vec![label])),
        }
    }
    if !themes.is_empty() {
        let details = themes.into_iter().map(|(title, labels)| Detail::new(title, w.joined(&labels))).collect();
        w.say_of(section, "activities", "short", t!(w.texts, "short-purposes"), details);
    }
}

/// What people may not expect: decisions by a computer, lists that warn, data outside the EEA.
fn surprises(w: &Writer, section: &mut Section) {
    let surprising = |activity: &gestand_policy::model::Activity| {
        let decides = activity.automated.as_ref().is_some_and(|automated| automated.decisive);
        (decides, activity.screening.is_some(), activity.listing.is_some())
    };
    for (id, activity) in by_theme(w) {
        let (decides, screening, listing) = surprising(activity);
        let node = format!("activities.{id}");
        let label = || w.label(activity.label.as_ref(), id);
        if decides {
            w.say_of(section, &node, "short_automated", t!(w.texts, "short-automated", label = label()), Vec::new());
        }
        if screening {
            w.say_of(section, &node, "short_screening", t!(w.texts, "screening", label = label()), Vec::new());
        }
        if listing {
            w.say_of(section, &node, "short_listing", t!(w.texts, "listing", label = label()), Vec::new());
        }
    }
    if w.document.transfers.as_ref().is_some_and(|rules| rules.outside_allowed) {
        w.say_of(section, "transfers", "short", t!(w.texts, "outside-allowed"), Vec::new());
    }
}

fn rights(w: &Writer, section: &mut Section) {
    let rights: Vec<Detail> =
        w.document.rights.keys().map(|right| Detail::plain(right_in_words(&w.texts, *right).1)).collect();
    if !rights.is_empty() {
        w.say_of(section, "rights", "short", t!(w.texts, "short-rights"), rights);
    }
    let Some(requests) = &w.document.requests else { return };
    let mut said: Vec<String> = answer_term(w, requests).into_iter().collect();
    match requests.free.as_deref() {
        Some(true) => said.push(t!(w.texts, "request-free")),
        Some(false) => said.push(t!(w.texts, "request-not-free")),
        None => {}
    }
    if !said.is_empty() {
        w.say_of(section, "requests", "short", said.join(" "), Vec::new());
    }
}

fn contact(w: &Writer, section: &mut Section) {
    let reach = who::quick_reach(w);
    if !reach.is_empty() {
        w.say_of(section, "organisation", "short_reach", t!(w.texts, "short-reach"), reach);
    }
    let reach = who::officer_reach(w);
    if !reach.is_empty() {
        w.say_of(section, "organisation.officer", "short", t!(w.texts, "short-officer"), reach);
    }
    let Some(complaints) = &w.document.complaints else { return };
    let authority = complaints.authority_named.as_deref() == Some(&true) || complaints.authority_link.is_some();
    let ways = [
        (!complaints.channels.is_empty(), t!(w.texts, "short-complaint-own")),
        (authority, t!(w.texts, "remedy-authority")),
        (complaints.court_named == Some(true), t!(w.texts, "remedy-court")),
    ];
    let ways: Vec<String> = ways.into_iter().filter(|(offered, _)| *offered).map(|(_, way)| way).collect();
    if !ways.is_empty() {
        let ways = crate::words::either_in_words(&ways, w.texts.lang);
        w.say_of(section, "complaints", "short", t!(w.texts, "short-complaint", ways = ways), Vec::new());
    }
}
