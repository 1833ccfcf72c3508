//! How long data are kept and what happens then (Art. 13(2)(a)).

use gestand_policy::model::{Hold, RetentionRule, Then, Topic};

use super::conduct::commitments;
use super::{Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn retention(w: &Writer) -> Section {
    let mut section = w.section("retention", t!(w.texts, "section-retention"));
    for (id, rule) in &w.document.retention {
        section.say(format!("retention.{id}"), rule_in_words(w, id, rule), details(w, rule));
    }
    commitments(w, &mut section, Topic::Retention);
    section
}

fn rule_in_words(w: &Writer, id: &str, rule: &RetentionRule) -> String {
    let texts = &w.texts;
    let label = match &rule.label {
        Some(label) => texts.text(label),
        None if rule.data.is_empty() => t!(texts, "all-data"),
        None if rule.data.len() <= 3 => w.data_labels(&rule.data),
        None => id.replace('_', " "),
    };
    let label = words::capital(&label);
    let keep = match &rule.keep {
        Some(keep) => {
            let term = texts.fit(&words::keep_in_words(keep, &w.document.events, texts.lang));
            t!(texts, "kept", label = label, term = term)
        }
        None => t!(texts, "kept-unstated", label = label),
    };
    match rule.then.as_deref() {
        Some(Then::Destroy) => format!("{keep} {}", t!(texts, "then-destroy")),
        Some(Then::Anonymise) => format!("{keep} {}", t!(texts, "then-anonymise")),
        Some(Then::DestroyOrAnonymise) => format!("{keep} {}", t!(texts, "then-either")),
        None => keep,
    }
}

fn details(w: &Writer, rule: &RetentionRule) -> Vec<String> {
    let texts = &w.texts;
    let mut out = Vec::new();
    if rule.label.is_some() && !rule.data.is_empty() {
        out.push(t!(texts, "detail-about", data = w.data_labels(&rule.data)));
    }
    if !rule.subjects.is_empty() {
        let subjects = w.labels(&rule.subjects, &w.document.subjects, |group| group.label.as_ref());
        out.push(t!(texts, "detail-subjects", subjects = subjects));
    }
    if let Some(law) = &rule.law {
        out.push(t!(texts, "detail-law", law = words::law_in_words(law, w.texts.lang)));
    }
    if rule.automatic {
        out.push(t!(texts, "detail-automatic"));
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
        out.push(t!(texts, "detail-holds", holds = words::list_in_words(&holds, texts.lang)));
    }
    if let Some(limit) = &rule.hold_limit {
        out.push(t!(texts, "detail-hold-limit", limit = texts.text(limit)));
    }
    if rule.kept_past_term {
        out.push(t!(texts, "detail-past-term"));
    }
    out
}
