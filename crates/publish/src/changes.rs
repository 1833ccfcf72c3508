//! What changes for people between two versions of a policy, in words.

use gestand_policy::diff::{Change, ChangeKind, diff};
use gestand_policy::model::{Basis, Document, Right, Text};
use gestand_policy::terms::Keep;
use serde::Serialize;

use crate::Lang;
use crate::lang::t;
use crate::statement::{Writer, right_in_words};
use crate::words;

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeInWords {
    #[serde(flatten)]
    pub change: Change,
    pub text: String,
    /// What must be done first, or what follows at once.
    pub duty: Option<String>,
}

/// All changes from `old` to `new` in `lang`, those that people must be told of first in front.
pub fn changes(old: &Document, new: &Document, lang: Lang) -> Vec<ChangeInWords> {
    let (before, after) = (Writer::new(old, lang), Writer::new(new, lang));
    let in_words = |change: Change| {
        let gone = matches!(
            change.kind,
            ChangeKind::PurposeEnded
                | ChangeKind::NoLongerCollected
                | ChangeKind::NoLongerShared
                | ChangeKind::TermEnded
                | ChangeKind::RightEnded
                | ChangeKind::Removed
        );
        let writer = if gone { &before } else { &after };
        let known_before = old.recipients.contains_key(change.node.trim_start_matches("recipients."));
        ChangeInWords { text: text(writer, &change, known_before, &before), duty: duty(&after, &change), change }
    };
    diff(old, new).into_iter().map(in_words).collect()
}

fn text(w: &Writer, change: &Change, known_before: bool, before: &Writer) -> String {
    let texts = &w.texts;
    let label = label(w, &change.node);
    let what = what(w, change);
    let old = || value(before, change.kind, change.old.as_deref());
    let new = || value(w, change.kind, change.new.as_deref());
    let activity = change.node.starts_with("activities.");
    match change.kind {
        ChangeKind::NewPurpose if what.is_empty() => t!(texts, "change-new-purpose", label = label),
        ChangeKind::NewPurpose => {
            let purpose = t!(texts, "change-new-purpose", label = label);
            format!("{purpose} {}", t!(texts, "change-new-purpose-held", what = what))
        }
        ChangeKind::PurposeReworded => {
            t!(texts, "change-purpose-reworded", label = label, old = old(), new = new())
        }
        ChangeKind::BasisChanged => t!(texts, "change-basis", label = label, old = old(), new = new()),
        ChangeKind::NewlyCollected => t!(texts, "change-newly-collected", what = what),
        ChangeKind::UsedForMore => t!(texts, "change-used-for-more", label = label, what = what),
        ChangeKind::NewlyShared if activity => t!(texts, "change-newly-shared-with", label = label, what = what),
        ChangeKind::NewlyShared if what.is_empty() || !known_before => {
            let recipient = t!(texts, "change-new-recipient", label = label.as_str());
            if what.is_empty() {
                return recipient;
            }
            format!("{recipient} {}", t!(texts, "change-newly-shared", label = label, what = what))
        }
        ChangeKind::NewlyShared => t!(texts, "change-newly-shared", label = label, what = what),
        ChangeKind::LeavesEea => t!(texts, "change-leaves-eea", label = label),
        ChangeKind::MoreFunctions => t!(texts, "change-more-functions", label = label, what = what),
        ChangeKind::KeptLonger => t!(texts, "change-kept-longer", label = label, old = old(), new = new()),
        ChangeKind::TermChanged => t!(texts, "change-term-changed", label = label, old = old(), new = new()),
        ChangeKind::TermAdded => t!(texts, "change-term-added", label = label, new = new()),
        ChangeKind::KeptShorter => t!(texts, "change-kept-shorter", label = label, old = old(), new = new()),
        ChangeKind::TermEnded => t!(texts, "change-term-ended", label = label, old = old()),
        ChangeKind::PurposeEnded => t!(texts, "change-purpose-ended", label = label),
        ChangeKind::NoLongerCollected => t!(texts, "change-no-longer-collected", what = what),
        ChangeKind::UsedForLess => t!(texts, "change-used-for-less", label = label, what = what),
        ChangeKind::NoLongerShared if activity => {
            t!(texts, "change-no-longer-shared-with", label = label, what = what)
        }
        ChangeKind::NoLongerShared if what.is_empty() => t!(texts, "change-recipient-ended", label = label),
        ChangeKind::NoLongerShared => t!(texts, "change-no-longer-shared", label = label, what = what),
        ChangeKind::FewerFunctions => t!(texts, "change-fewer-functions", label = label, what = what),
        ChangeKind::RightAdded => t!(texts, "change-right-added", label = label),
        ChangeKind::RightEnded => t!(texts, "change-right-ended", label = label),
        ChangeKind::AnswerTerm => t!(texts, "change-answer-term", label = label, old = old(), new = new()),
        ChangeKind::Added => t!(texts, "change-added", label = label, node = change.node.as_str()),
        ChangeKind::Changed => t!(texts, "change-changed", label = label, node = change.node.as_str()),
        ChangeKind::Removed => t!(texts, "change-removed", label = label, node = change.node.as_str()),
    }
}

fn duty(w: &Writer, change: &Change) -> Option<String> {
    if change.inform_first {
        let subjects: Vec<String> = change
            .subjects
            .iter()
            .map(|id| w.label(w.document.subjects.get(id).and_then(|group| group.label.as_ref()), id))
            .collect();
        let subjects = if subjects.is_empty() {
            t!(w.texts, "change-inform-all")
        } else {
            words::list_in_words(&subjects, w.texts.lang)
        };
        return Some(t!(w.texts, "change-inform", subjects = subjects));
    }
    change.due_at_once.then(|| t!(w.texts, "change-due"))
}

/// The name of the node for people.
fn label(w: &Writer, node: &str) -> String {
    let (section, id) = node.split_once('.').unwrap_or((node, node));
    let d = w.document;
    let label: Option<&Text> = match section {
        "activities" => d.activities.get(id).and_then(|entry| entry.label.as_ref().or(entry.purpose.as_ref())),
        "recipients" => d.recipients.get(id).and_then(|entry| entry.label.as_ref()),
        "retention" => d.retention.get(id).and_then(|entry| entry.label.as_ref()),
        "functions" => d.functions.get(id).and_then(|entry| entry.label.as_ref()),
        "subjects" => d.subjects.get(id).and_then(|entry| entry.label.as_ref()),
        "categories" => d.categories.get(id).and_then(|entry| entry.label.as_ref()),
        "cameras" => d.cameras.get(id).and_then(|entry| entry.label.as_ref()),
        "cookies" => d.cookies.get(id).and_then(|entry| entry.label.as_ref()),
        "rights" => {
            let right = serde_json::from_value::<Right>(id.into()).ok();
            return right.map_or_else(|| id.to_owned(), |right| right_in_words(&w.texts, right).1);
        }
        _ => None,
    };
    w.label(label, id)
}

/// The items, recipients or functions that are new or gone.
fn what(w: &Writer, change: &Change) -> String {
    let d = w.document;
    let in_words = |id: &String| match change.kind {
        ChangeKind::MoreFunctions | ChangeKind::FewerFunctions => {
            w.label(d.functions.get(id).and_then(|entry| entry.label.as_ref()), id)
        }
        ChangeKind::NewlyShared | ChangeKind::NoLongerShared if change.node.starts_with("activities.") => {
            w.label(d.recipients.get(id).and_then(|entry| entry.label.as_ref()), id)
        }
        _ => w.data_label(id),
    };
    let labels: Vec<String> = change.what.iter().map(in_words).collect();
    words::list_in_words(&labels, w.texts.lang)
}

/// A term, basis or purpose as people say it.
fn value(w: &Writer, kind: ChangeKind, value: Option<&str>) -> String {
    let lang = w.texts.lang;
    let Some(value) = value else {
        let silent = matches!(kind, ChangeKind::PurposeReworded | ChangeKind::BasisChanged);
        return if silent { t!(w.texts, "change-silent") } else { t!(w.texts, "change-nothing") };
    };
    match kind {
        ChangeKind::BasisChanged => {
            let basis = |word: &str| serde_json::from_value::<Basis>(word.into()).ok();
            let bases: Vec<String> =
                value.split(", ").filter_map(basis).map(|basis| words::basis_in_words(basis, lang)).collect();
            if bases.is_empty() { t!(w.texts, "change-silent") } else { words::list_in_words(&bases, lang) }
        }
        ChangeKind::AnswerTerm => {
            value.parse().map_or_else(|_| value.to_owned(), |length| words::length_in_words(length, lang))
        }
        ChangeKind::PurposeReworded => value.to_owned(),
        _ => value
            .parse::<Keep>()
            .map_or_else(|_| value.to_owned(), |keep| words::keep_in_words(&keep, &w.document.events, lang)),
    }
}
