//! What changes for people when one policy takes the place of another: not lines, but uses, sharing, terms and rights.

mod entries;
mod uses;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Document, Requests, Right, RightOffered};
use crate::terms::{Keep, Length};

/// What kind of change it is for the people concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Data are used for a purpose they were not used for before (Art. 13(3)).
    NewPurpose,
    /// The purpose is described in other words.
    PurposeReworded,
    /// The purpose rests on other bases (Art. 6(1)).
    BasisChanged,
    /// Items that no purpose used before (Art. 13(1), 14(1)(d)).
    NewlyCollected,
    /// An existing purpose uses more items.
    UsedForMore,
    /// Somebody gets data who did not, or gets more (Art. 13(1)(e)).
    NewlyShared,
    /// Data may leave the EEA that did not (Art. 13(1)(f)).
    LeavesEea,
    /// More functions of employees may use the data.
    MoreFunctions,
    /// Kept longer than before (Art. 13(2)(a)).
    KeptLonger,
    /// Kept for another term; which is longer depends on the case.
    TermChanged,
    /// A term where there was none.
    TermAdded,
    /// Kept shorter: what is older than the new term is due at once.
    KeptShorter,
    /// A term that is no longer promised.
    TermEnded,
    PurposeEnded,
    NoLongerCollected,
    UsedForLess,
    NoLongerShared,
    FewerFunctions,
    RightAdded,
    RightEnded,
    /// Another answer term (Art. 12(3)).
    AnswerTerm,
    /// Something else was added, changed or taken out.
    Added,
    Changed,
    Removed,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// The path of the node, such as `activities.rent_collection`, in the new policy, or in the old where it went.
    pub node: String,
    /// Ids of what is new or gone: items, recipients, functions.
    pub what: Vec<String>,
    /// Groups of people it concerns, by id; empty: everybody the policy is about.
    pub subjects: Vec<String>,
    /// As it was and as it will be, where that can be said in a word of the language: a term, a region.
    pub old: Option<String>,
    pub new: Option<String>,
    /// The people must be told before it happens, because their data are already held (Art. 13(3), 14(4)).
    pub inform_first: bool,
    /// Records become due for destruction the moment the new policy is in force.
    pub due_at_once: bool,
}

impl Change {
    fn of(kind: ChangeKind, node: impl Into<String>) -> Change {
        Change {
            kind,
            node: node.into(),
            what: Vec::new(),
            subjects: Vec::new(),
            old: None,
            new: None,
            inform_first: false,
            due_at_once: false,
        }
    }
}

/// All changes from `old` to `new`, the weightiest for people first. Empty: the two say the same.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    uses::compare(old, new, &mut changes);
    terms(old, new, &mut changes);
    rights(old, new, &mut changes);
    let told: BTreeSet<String> = changes.iter().map(|change| change.node.clone()).collect();
    entries::compare(old, new, &told, &mut changes);
    changes.sort_by(|a, b| (!a.inform_first, a.kind, &a.node).cmp(&(!b.inform_first, b.kind, &b.node)));
    changes
}

/// How long data are kept, rule by rule.
fn terms(old: &Document, new: &Document, changes: &mut Vec<Change>) {
    let change = |kind, id: &str, subjects: &[crate::At<String>], was: Option<&Keep>, will: Option<&Keep>| Change {
        subjects: subjects.iter().map(|group| group.value.clone()).collect(),
        old: was.map(Keep::to_string),
        new: will.map(Keep::to_string),
        due_at_once: matches!(kind, ChangeKind::KeptShorter | ChangeKind::TermAdded | ChangeKind::TermChanged),
        ..Change::of(kind, format!("retention.{id}"))
    };
    for (id, rule) in &new.retention {
        let will = rule.keep.as_deref();
        let Some(before) = old.retention.get(id) else {
            changes.push(change(ChangeKind::TermAdded, id, &rule.subjects, None, will));
            continue;
        };
        let was = before.keep.as_deref();
        if was != will {
            changes.push(change(compare_terms(was, will), id, &rule.subjects, was, will));
        }
    }
    for (id, rule) in old.retention.iter().filter(|(id, _)| !new.retention.contains_key(*id)) {
        changes.push(change(ChangeKind::TermEnded, id, &rule.subjects, rule.keep.as_deref(), None));
    }
}

/// Terms of one event and one rounding can be compared; others cannot.
fn compare_terms(old: Option<&Keep>, new: Option<&Keep>) -> ChangeKind {
    let counted = |keep| match keep {
        Some(&Keep::After { length, ref event, round }) => Some((length, event, round)),
        _ => None,
    };
    match (counted(old), counted(new)) {
        (Some((was, event, round)), Some((will, later, rounded))) if event == later && round == rounded => {
            compare_lengths(was, will)
        }
        (None, Some(_)) => ChangeKind::TermAdded,
        (Some(_), None) => ChangeKind::KeptLonger,
        _ => ChangeKind::TermChanged,
    }
}

fn compare_lengths(old: Length, new: Length) -> ChangeKind {
    if new.shortest_days() >= old.longest_days() {
        ChangeKind::KeptLonger
    } else if new.longest_days() <= old.shortest_days() {
        ChangeKind::KeptShorter
    } else {
        ChangeKind::TermChanged
    }
}

/// Rights that come and go, and the terms of their answers.
fn rights(old: &Document, new: &Document, changes: &mut Vec<Change>) {
    let node = |right: &Right| format!("rights.{}", crate::checks::word(right));
    for (right, offered) in &new.rights {
        match old.rights.get(right) {
            None => changes.push(Change::of(ChangeKind::RightAdded, node(right))),
            Some(before) => {
                let (was, will) = (answer_term(before, old), answer_term(offered, new));
                if was != will {
                    let words = |length: Option<Length>| length.map(|length| length.to_string());
                    let (old, new) = (words(was), words(will));
                    changes.push(Change { old, new, ..Change::of(ChangeKind::AnswerTerm, node(right)) });
                }
            }
        }
    }
    let ended = old.rights.keys().filter(|right| !new.rights.contains_key(*right));
    changes.extend(ended.map(|right| Change::of(ChangeKind::RightEnded, node(right))));
}

/// The term promised for a right: its own, or that of all requests. `None`: silent, the statutory month holds.
fn answer_term(offered: &RightOffered, document: &Document) -> Option<Length> {
    let general = |requests: &Requests| requests.term.as_deref().copied();
    offered.term.as_deref().copied().or_else(|| document.requests.as_deref().and_then(general))
}
