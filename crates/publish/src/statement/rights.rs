//! The rights of people, how a request runs, what stays out of an answer, and complaints (Art. 12-22, 77).

use gestand_policy::model::{Clock, ExclusionGives, IdentityAsked, Requests, Right, RightOffered, Topic};

use super::conduct::commitments;
use super::{Section, Writer};
use crate::lang::{Texts, t};
use crate::words;

pub(super) fn rights(w: &Writer) -> Section {
    let mut section = w.section("rights", t!(w.texts, "section-rights"));
    for (right, offered) in w.document.rights.iter().filter(|(right, _)| !is_objection(**right)) {
        say_right(w, &mut section, *right, offered);
    }
    if let Some(requests) = &w.document.requests {
        handling(w, &mut section, requests);
        refusal(w, &mut section, requests);
    }
    commitments(w, &mut section, Topic::Rights);
    section
}

/// The right to object stands apart from other information (Art. 21(4)).
pub(super) fn objection(w: &Writer) -> Section {
    let mut section = w.section("objection", t!(w.texts, "section-objection"));
    for (right, offered) in w.document.rights.iter().filter(|(right, _)| is_objection(**right)) {
        say_right(w, &mut section, *right, offered);
    }
    section
}

fn is_objection(right: Right) -> bool {
    matches!(right, Right::Objection | Right::MarketingObjection)
}

fn say_right(w: &Writer, section: &mut Section, right: Right, offered: &RightOffered) {
    let text = match &offered.promise {
        Some(promise) => w.texts.text(promise),
        None => right_in_words(&w.texts, right).1,
    };
    section.say(format!("rights.{}", right_in_words(&w.texts, right).0), text, details(w, offered));
}

/// The id of a right in the policy, and what it is in a sentence.
pub(crate) fn right_in_words(texts: &Texts, right: Right) -> (&'static str, String) {
    match right {
        Right::Information => ("information", t!(texts, "right-information")),
        Right::Access => ("access", t!(texts, "right-access")),
        Right::Rectification => ("rectification", t!(texts, "right-rectification")),
        Right::Erasure => ("erasure", t!(texts, "right-erasure")),
        Right::Restriction => ("restriction", t!(texts, "right-restriction")),
        Right::Portability => ("portability", t!(texts, "right-portability")),
        Right::Objection => ("objection", t!(texts, "right-objection")),
        Right::MarketingObjection => ("marketing_objection", t!(texts, "right-marketing-objection")),
        Right::Withdrawal => ("withdrawal", t!(texts, "right-withdrawal")),
    }
}

fn details(w: &Writer, offered: &RightOffered) -> Vec<String> {
    let texts = &w.texts;
    let mut out = Vec::new();
    if !offered.gives.is_empty() {
        out.push(t!(texts, "right-gives", what = texts.fit(&w.words("gives", &offered.gives))));
    }
    let each = |kind: &str, ids: &[gestand_policy::At<String>]| -> Vec<String> {
        ids.iter().map(|id| texts.fit(&words::word(kind, id, texts.lang))).collect()
    };
    out.extend(each("ground", &offered.grounds).into_iter().map(|ground| t!(texts, "right-ground", ground = ground)));
    out.extend(
        each("exception", &offered.exceptions).into_iter().map(|text| t!(texts, "right-exception", text = text)),
    );
    if !offered.bases.is_empty() {
        let bases: Vec<String> = offered.bases.iter().map(|basis| words::basis_in_words(**basis, texts.lang)).collect();
        out.push(t!(texts, "right-bases", bases = words::list_in_words(&bases, texts.lang)));
    }
    if let Some(term) = &offered.term {
        out.push(t!(texts, "right-term", length = words::length_in_words(**term, texts.lang)));
    }
    if !offered.channels.is_empty() {
        out.push(t!(texts, "right-channels", channels = w.words("channel", &offered.channels)));
    }
    if offered.all_data {
        out.push(t!(texts, "right-all-data"));
    }
    out
}

/// How a request is made and when the answer comes.
fn handling(w: &Writer, section: &mut Section, requests: &Requests) {
    let (texts, node) = (&w.texts, "requests");
    if !requests.channels.is_empty() {
        let text = t!(texts, "request-channels", channels = w.words("channel", &requests.channels));
        section.say_of(node, "channels", text, Vec::new());
    }
    if let Some(term) = &requests.term {
        let length = words::length_in_words(**term, texts.lang);
        let text = match requests.clock.as_deref() {
            Some(Clock::Completeness) => t!(texts, "request-term-complete", length = length),
            Some(Clock::Receipt) => t!(texts, "request-term-receipt", length = length),
            None => t!(texts, "request-term", length = length),
        };
        let pauses = requests.pauses.iter().map(|id| texts.fit(&words::word("pause", id, texts.lang)));
        section.say_of(node, "term", text, pauses.map(|pause| t!(texts, "request-pause", pause = pause)).collect());
    }
    if let Some(extension) = &requests.extension {
        let text = match (&extension.by, extension.added) {
            (Some(by), Some(false)) => {
                t!(texts, "request-extended-total", length = words::length_in_words(**by, texts.lang))
            }
            (Some(by), _) => t!(texts, "request-extended", length = words::length_in_words(**by, texts.lang)),
            (None, _) => t!(texts, "request-extended-open"),
        };
        let told = extension
            .told_within
            .iter()
            .map(|within| t!(texts, "request-extension-told", length = words::length_in_words(**within, texts.lang)));
        section.say_of(node, "extension", text, told.collect());
    }
    match requests.free.as_deref() {
        Some(true) => section.say_of(node, "free", t!(texts, "request-free"), Vec::new()),
        Some(false) => section.say_of(node, "free", t!(texts, "request-not-free"), Vec::new()),
        None => {}
    }
    if let Some(identity) = &requests.identity {
        let methods = identity.methods.iter().map(|id| texts.fit(&words::word("method", id, texts.lang))).collect();
        let text = match identity.asked.as_deref() {
            Some(IdentityAsked::Always) => t!(texts, "identity-always"),
            Some(IdentityAsked::OnDoubt) => t!(texts, "identity-on-doubt"),
            None => t!(texts, "identity"),
        };
        section.say_of(node, "identity", text, methods);
    }
    if let Some(kept) = &requests.file_kept {
        let term = texts.fit(&words::keep_in_words(kept, &w.document.events, texts.lang));
        section.say_of(node, "file_kept", t!(texts, "request-file-kept", term = term), Vec::new());
    }
}

fn refusal(w: &Writer, section: &mut Section, requests: &Requests) {
    let (texts, node) = (&w.texts, "requests");
    if !requests.refusal_grounds.is_empty() {
        let grounds = requests.refusal_grounds.iter().map(|id| texts.fit(&words::word("refusal", id, texts.lang)));
        section.say_of(node, "refusal", t!(texts, "request-refusal"), grounds.collect());
    }
    if requests.refusal_reasoned == Some(true) {
        section.say_of(node, "reasons", t!(texts, "request-refusal-reasoned"), Vec::new());
    }
    if !requests.remedies.is_empty() {
        let remedies = requests.remedies.iter().map(|id| words::word("remedy", id, texts.lang)).collect();
        section.say_of(node, "remedies", t!(texts, "request-remedies"), remedies);
    }
}

pub(super) fn exclusions(w: &Writer) -> Section {
    let mut section = w.section("exclusions", t!(w.texts, "section-exclusions"));
    for (id, exclusion) in &w.document.exclusions {
        let label = w.texts.label(exclusion.label.as_ref(), id);
        let mut details = Vec::new();
        match exclusion.gives.as_deref() {
            Some(ExclusionGives::Nothing) => details.push(t!(w.texts, "exclusion-nothing")),
            Some(ExclusionGives::ExistenceNotice) => details.push(t!(w.texts, "exclusion-notice")),
            Some(ExclusionGives::Redacted) => details.push(t!(w.texts, "exclusion-redacted")),
            None => {}
        }
        details.extend(
            exclusion.law.iter().map(|law| t!(w.texts, "detail-law", law = words::law_in_words(law, w.texts.lang))),
        );
        section.say(format!("exclusions.{id}"), t!(w.texts, "exclusion", label = label), details);
    }
    section
}

pub(super) fn complaints(w: &Writer) -> Section {
    let mut section = w.section("complaints", t!(w.texts, "section-complaints"));
    let Some(rules) = &w.document.complaints else { return section };
    let node = "complaints";
    if !rules.channels.is_empty() {
        let text = t!(w.texts, "complaint-own", channels = w.words("channel", &rules.channels));
        section.say_of(node, "own", text, Vec::new());
    }
    if rules.authority_named.as_deref() == Some(&true) {
        section.say_of(node, "authority", t!(w.texts, "complaint-authority"), Vec::new());
    }
    if rules.court_named == Some(true) {
        section.say_of(node, "court", t!(w.texts, "complaint-court"), Vec::new());
    }
    section
}
