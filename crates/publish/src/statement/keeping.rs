//! How long data are kept and what happens then (Art. 13(2)(a)).

use gestand_policy::model::{Hold, RetentionRule, Then, Topic};

use super::conduct::commitments;
use super::stated::Stated;
use super::{Detail, Entry, Group, Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn retention(w: &Writer, stated: &Stated) -> Section {
    let heads = (t!(w.texts, "head-what"), t!(w.texts, "head-how-long"));
    let mut section = Section::new("retention", t!(w.texts, "section-retention")).heads(heads.0, heads.1);
    // A limit that the law sets for data that the corporation does not have says nothing of the corporation.
    let concerns = |rule: &RetentionRule| !rule.statutory || rule.data.iter().any(|id| stated.has(w.document, id));
    for (id, rule) in w.document.retention.iter().filter(|(_, rule)| concerns(rule)) {
        let label = name(w, id, rule);
        let name = words::capital(&label);
        let (says, text) = match &rule.keep {
            Some(keep) => {
                let term = w.keep(keep);
                (format!("{term}."), t!(w.texts, "kept", label = name.as_str(), term = term.as_str()))
            }
            None => (t!(w.texts, "kept-unstated-entry"), t!(w.texts, "kept-unstated", label = name.as_str())),
        };
        let ends = afterwards(w, rule);
        // Rules that end in the same way stand together, so that the end is said once.
        let group = Group { id: ends.iter().map(|detail| detail.sentence()).collect(), title: None };
        let details = about(w, &label, rule).into_iter().chain(ends).collect();
        w.entry(&mut section, format!("retention.{id}"), Some(group), (Entry::named(&name, says), text), details);
    }
    let mut section = section.gathered();
    commitments(w, &mut section, Topic::Retention);
    section
}

fn name(w: &Writer, id: &str, rule: &RetentionRule) -> String {
    match &rule.label {
        Some(label) => w.text(label),
        None if rule.data.is_empty() => t!(w.texts, "all-data"),
        None if rule.data.len() <= 3 => w.data_labels(&rule.data),
        None => id.replace('_', " "),
    }
}

fn about(w: &Writer, name: &str, rule: &RetentionRule) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    let data = w.data_labels(&rule.data);
    if rule.label.is_some() && !rule.data.is_empty() && data != name {
        out.push(Detail::new(t!(texts, "label-about"), data));
    }
    if !rule.subjects.is_empty() {
        out.push(Detail::new(t!(texts, "label-subjects"), w.subjects(&rule.subjects)));
    }
    if !rule.criteria.is_empty() {
        out.push(Detail::new(t!(texts, "label-criteria"), w.words("criterion", &rule.criteria)));
    }
    out.extend(rule.law.iter().map(|law| w.law(law)));
    if let Some(day) = &rule.clean_up_by {
        out.push(Detail::plain(t!(texts, "clean-up-by", day = w.day(day))));
    }
    if rule.kept_past_term {
        out.push(Detail::plain(t!(texts, "past-term")));
    }
    out
}

/// What happens when the term is over, by whom, and what stops it.
fn afterwards(w: &Writer, rule: &RetentionRule) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    match rule.then.as_deref() {
        Some(Then::Destroy) => out.push(Detail::plain(t!(texts, "then-destroy"))),
        Some(Then::Anonymise) => out.push(Detail::plain(t!(texts, "then-anonymise"))),
        Some(Then::DestroyOrAnonymise) => out.push(Detail::plain(t!(texts, "then-either"))),
        None => {}
    }
    if rule.automatic {
        out.push(Detail::plain(t!(texts, "automatic")));
    }
    if !rule.destroyed_by.is_empty() {
        let who = w.words("destroyer", &rule.destroyed_by);
        out.push(Detail::new(t!(texts, "label-destroyed-by"), who));
    }
    if !rule.holds.is_empty() {
        let holds: Vec<String> = rule
            .holds
            .iter()
            .map(|hold| match **hold {
                Hold::Incident => t!(texts, "hold-incident"),
                Hold::Claim => t!(texts, "hold-claim"),
                Hold::Request => t!(texts, "hold-request"),
                Hold::Restriction => t!(texts, "hold-restriction"),
            })
            .collect();
        out.push(Detail::plain(t!(texts, "holds", holds = words::either_in_words(&holds, texts.lang))));
    }
    if !rule.hold_if.is_empty() {
        out.push(Detail::new(t!(texts, "label-hold-if"), w.conditions(&rule.hold_if)));
    }
    if let Some(limit) = &rule.hold_limit {
        out.push(Detail::new(t!(texts, "label-hold-limit"), w.text(limit)));
    }
    out
}
