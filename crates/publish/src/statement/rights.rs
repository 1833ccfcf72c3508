//! The rights of people, what stays out of an answer, and complaints (Art. 15-22, 77).

use gestand_policy::model::{ExclusionGives, Right, RightOffered, Topic};

use super::conduct::commitments;
use super::{Detail, Entry, Group, Section, Writer, requests};
use crate::lang::{Texts, t};
use crate::words;

pub(super) fn rights(w: &Writer) -> Section {
    let mut section = Section::new("rights", t!(w.texts, "section-rights"));
    for (right, offered) in w.document.rights.iter().filter(|(right, _)| !is_objection(**right)) {
        say_right(w, &mut section, *right, offered);
    }
    if let Some(requests) = &w.document.requests {
        requests::handling(w, &mut section, requests);
        requests::refusal(w, &mut section, requests);
    }
    commitments(w, &mut section, Topic::Rights);
    section
}

/// The right to object stands apart from other information (Art. 21(4)).
pub(super) fn objection(w: &Writer) -> Section {
    let mut section = Section::new("objection", t!(w.texts, "section-objection"));
    for (right, offered) in w.document.rights.iter().filter(|(right, _)| is_objection(**right)) {
        say_right(w, &mut section, *right, offered);
    }
    section
}

fn is_objection(right: Right) -> bool {
    matches!(right, Right::Objection | Right::MarketingObjection)
}

fn say_right(w: &Writer, section: &mut Section, right: Right, offered: &RightOffered) {
    let (id, name, ours) = right_in_words(&w.texts, right);
    let text = offered.promise.as_ref().map_or(ours, |promise| w.text(promise));
    let entry = (Entry::named(&name, text.clone()), text);
    w.entry(section, format!("rights.{id}"), None, entry, details(w, offered));
}

/// The id of a right in the policy, its name, and what it is in a sentence.
pub(crate) fn right_in_words(texts: &Texts, right: Right) -> (&'static str, String, String) {
    match right {
        Right::Information => ("information", t!(texts, "name-information"), t!(texts, "right-information")),
        Right::Access => ("access", t!(texts, "name-access"), t!(texts, "right-access")),
        Right::Rectification => ("rectification", t!(texts, "name-rectification"), t!(texts, "right-rectification")),
        Right::Erasure => ("erasure", t!(texts, "name-erasure"), t!(texts, "right-erasure")),
        Right::Restriction => ("restriction", t!(texts, "name-restriction"), t!(texts, "right-restriction")),
        Right::Portability => ("portability", t!(texts, "name-portability"), t!(texts, "right-portability")),
        Right::Objection => ("objection", t!(texts, "name-objection"), t!(texts, "right-objection")),
        Right::MarketingObjection => {
            ("marketing_objection", t!(texts, "name-marketing-objection"), t!(texts, "right-marketing-objection"))
        }
        Right::Withdrawal => ("withdrawal", t!(texts, "name-withdrawal"), t!(texts, "right-withdrawal")),
    }
}

fn details(w: &Writer, offered: &RightOffered) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    let lists = [
        ("ground", &offered.grounds, t!(texts, "label-grounds")),
        ("exception", &offered.exceptions, t!(texts, "label-exceptions")),
    ];
    if !offered.gives.is_empty() {
        out.push(Detail::new(t!(texts, "label-gives"), w.words("gives", &offered.gives)));
    }
    for (kind, ids, label) in lists.into_iter().filter(|(_, ids, _)| !ids.is_empty()) {
        let said: Vec<String> = ids.iter().map(|id| w.word(kind, id)).collect();
        out.push(Detail::new(label, words::either_in_words(&said, texts.lang)));
    }
    if !offered.bases.is_empty() {
        let bases: Vec<String> = offered.bases.iter().map(|basis| words::basis_in_words(**basis, texts.lang)).collect();
        out.push(Detail::new(t!(texts, "label-right-bases"), w.joined(&bases)));
    }
    if !offered.only_for.is_empty() {
        out.push(Detail::new(t!(texts, "label-only-for"), w.activities(&offered.only_for)));
    }
    if let Some(term) = &offered.term {
        out.push(Detail::plain(t!(texts, "right-term", length = w.length(**term))));
    }
    if !offered.channels.is_empty() {
        let channels = w.words("channel", &offered.channels);
        out.push(Detail::new(t!(texts, "label-right-channels"), channels));
    }
    if offered.promptly {
        out.push(Detail::plain(t!(texts, "right-promptly")));
    }
    if !offered.decided_by.is_empty() {
        out.push(Detail::new(t!(texts, "label-decided-by"), w.functions(&offered.decided_by)));
    }
    if let Some(at_once) = &offered.at_once {
        out.push(Detail::new(t!(texts, "label-at-once"), w.data_labels(&at_once.data)));
        if !at_once.functions.is_empty() {
            out.push(Detail::new(t!(texts, "label-at-once-by"), w.functions(&at_once.functions)));
        }
        if !at_once.channels.is_empty() {
            out.push(Detail::new(t!(texts, "label-at-once-channels"), w.words("channel", &at_once.channels)));
        }
    }
    match offered.to_others.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "right-to-others"))),
        Some(false) => out.push(Detail::plain(t!(texts, "right-not-to-others"))),
        None => {}
    }
    if offered.all_data {
        out.push(Detail::plain(t!(texts, "right-all-data")));
    }
    out
}

pub(super) fn exclusions(w: &Writer) -> Section {
    let mut section = Section::new("exclusions", t!(w.texts, "section-exclusions"));
    for (id, exclusion) in &w.document.exclusions {
        let label = w.label(exclusion.label.as_ref(), id);
        let gives = exclusion.gives.as_deref().map(|gives| match gives {
            ExclusionGives::Nothing => t!(w.texts, "exclusion-nothing"),
            ExclusionGives::ExistenceNotice => t!(w.texts, "exclusion-notice"),
            ExclusionGives::Redacted => t!(w.texts, "exclusion-redacted"),
        });
        // What gives the same stands together, so that it is said once.
        let group = gives.clone().map(|gives| Group { id: gives, title: None });
        let mut details: Vec<Detail> = gives.into_iter().map(Detail::plain).collect();
        if exclusion.categorical {
            details.push(Detail::plain(t!(w.texts, "exclusion-categorical")));
        }
        details.extend(exclusion.law.iter().map(|law| w.law(law)));
        let text = t!(w.texts, "exclusion", label = label.as_str());
        let entry = (Entry::named(&label, String::new()), text);
        w.entry(&mut section, format!("exclusions.{id}"), group, entry, details);
    }
    section.gathered()
}

pub(super) fn complaints(w: &Writer) -> Section {
    let mut section = Section::new("complaints", t!(w.texts, "section-complaints"));
    let Some(rules) = &w.document.complaints else { return section };
    let (texts, node) = (&w.texts, "complaints");
    if !rules.channels.is_empty() {
        let text = t!(texts, "complaint-own", channels = w.words("channel", &rules.channels));
        w.say_of(&mut section, node, "own", text, Vec::new());
    }
    if let Some(procedure) = &rules.procedure {
        let text = w.text(procedure);
        w.say_of(&mut section, node, "procedure", text, Vec::new());
    }
    if let Some(term) = rules.term.as_deref() {
        w.say_of(&mut section, node, "term", t!(texts, "complaint-term", length = w.length(*term)), Vec::new());
    }
    if rules.authority_named.as_deref() == Some(&true) || rules.authority_link.is_some() {
        let link = rules.authority_link.iter();
        let link = link.map(|link| Detail::new(t!(texts, "label-website"), link.value.clone())).collect();
        w.say_of(&mut section, node, "authority", t!(texts, "complaint-authority"), link);
    }
    if rules.court_named == Some(true) {
        w.say_of(&mut section, node, "court", t!(texts, "complaint-court"), Vec::new());
    }
    section
}
