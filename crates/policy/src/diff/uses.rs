//! Purposes, data, recipients and functions: what is used for more than before, and what no longer.

use std::collections::BTreeSet;

use super::{Change, ChangeKind};
use crate::model::{Activity, Document, Recipient, Refs, Region};

type Ids = BTreeSet<String>;

/// Adds the changes of activities and recipients. What the law asks of every corporation is not a change for people.
pub(super) fn compare(old: &Document, new: &Document, changes: &mut Vec<Change>) {
    let (held, holds) = (collected(old), collected(new));
    for (id, activity) in own(new) {
        let node = format!("activities.{id}");
        match old.activities.get(id) {
            None => {
                let known: Vec<String> = items(new, &activity.data).intersection(&held).cloned().collect();
                let inform_first = !known.is_empty();
                changes.push(Change { what: known, inform_first, ..about(ChangeKind::NewPurpose, &node, activity) });
            }
            Some(before) => compare_activity(old, before, new, activity, &node, changes),
        }
    }
    for (id, activity) in own(old).filter(|(id, _)| !new.activities.contains_key(*id)) {
        changes.push(about(ChangeKind::PurposeEnded, &format!("activities.{id}"), activity));
    }
    for (kind, ids) in [(ChangeKind::NewlyCollected, &holds - &held), (ChangeKind::NoLongerCollected, &held - &holds)] {
        for (category, what) in by_category(if kind == ChangeKind::NewlyCollected { new } else { old }, ids) {
            changes.push(Change { what, ..Change::of(kind, format!("categories.{category}")) });
        }
    }
    for (id, recipient) in &new.recipients {
        compare_recipient(old.recipients.get(id).map(|at| &at.value), recipient, id, (old, new), changes);
    }
    for id in old.recipients.keys().filter(|id| !new.recipients.contains_key(*id)) {
        changes.push(Change::of(ChangeKind::NoLongerShared, format!("recipients.{id}")));
    }
}

fn compare_activity(
    old: &Document,
    before: &Activity,
    new: &Document,
    after: &Activity,
    node: &str,
    changes: &mut Vec<Change>,
) {
    let purpose = |activity: &Activity| activity.purpose.as_ref().map(|purpose| purpose.nl.clone());
    if purpose(before) != purpose(after) {
        let (old, new) = (purpose(before), purpose(after));
        changes.push(Change { old, new, ..about(ChangeKind::PurposeReworded, node, after) });
    }
    let bases = |activity: &Activity| activity.basis.iter().map(|b| crate::checks::word(&b.value)).collect::<Ids>();
    let (was, will) = (bases(before), bases(after));
    if was != will {
        let words = |ids: &Ids| Some(ids.iter().cloned().collect::<Vec<_>>().join(", "));
        let (old, new) = (words(&was), words(&will));
        changes.push(Change { old, new, inform_first: true, ..about(ChangeKind::BasisChanged, node, after) });
    }
    let mut sets = |more, less, was: Ids, will: Ids, first: bool| {
        for (kind, what) in [(more, &will - &was), (less, &was - &will)] {
            if !what.is_empty() {
                let inform_first = first && kind == more;
                let what = what.into_iter().collect();
                changes.push(Change { what, inform_first, ..about(kind, node, after) });
            }
        }
    };
    sets(ChangeKind::UsedForMore, ChangeKind::UsedForLess, items(old, &before.data), items(new, &after.data), true);
    sets(ChangeKind::MoreFunctions, ChangeKind::FewerFunctions, ids(&before.functions), ids(&after.functions), false);
    sets(ChangeKind::NewlyShared, ChangeKind::NoLongerShared, ids(&before.recipients), ids(&after.recipients), false);
}

fn compare_recipient(
    before: Option<&Recipient>,
    after: &Recipient,
    id: &str,
    (old, new): (&Document, &Document),
    changes: &mut Vec<Change>,
) {
    let node = format!("recipients.{id}");
    let receives = |document: &Document, recipient: &Recipient| {
        recipient.may_receive.iter().flat_map(|line| items(document, &line.data)).collect::<Ids>()
    };
    let (was, will) = (before.map(|before| receives(old, before)).unwrap_or_default(), receives(new, after));
    if before.is_none() || !will.is_subset(&was) {
        let what = (&will - &was).into_iter().collect();
        changes.push(Change { what, ..Change::of(ChangeKind::NewlyShared, &node) });
    }
    if !was.is_subset(&will) {
        let what = (&was - &will).into_iter().collect();
        changes.push(Change { what, ..Change::of(ChangeKind::NoLongerShared, &node) });
    }
    let abroad = |recipient: &Recipient| recipient.region.as_deref() == Some(&Region::ThirdCountry);
    if abroad(after) && !before.is_some_and(abroad) {
        changes.push(Change::of(ChangeKind::LeavesEea, node));
    }
}

fn about(kind: ChangeKind, node: &str, activity: &Activity) -> Change {
    Change { subjects: activity.subjects.iter().map(|group| group.value.clone()).collect(), ..Change::of(kind, node) }
}

fn own(document: &Document) -> impl Iterator<Item = (&String, &Activity)> {
    document.activities.iter().filter(|(_, activity)| !activity.statutory).map(|(id, activity)| (id, &activity.value))
}

/// All items that a purpose of the corporation uses.
fn collected(document: &Document) -> Ids {
    own(document).flat_map(|(_, activity)| items(document, &activity.data)).collect()
}

fn ids(references: &Refs) -> Ids {
    references.iter().map(|reference| reference.value.clone()).collect()
}

/// The items that `references` stand for; a category without items stands for itself.
fn items(document: &Document, references: &Refs) -> Ids {
    let of = |id: &str| match document.categories.get(id) {
        Some(category) if !category.items.is_empty() => category.items.keys().cloned().collect(),
        _ => vec![id.to_owned()],
    };
    references.iter().flat_map(|reference| of(&reference.value)).collect()
}

fn by_category(document: &Document, ids: Ids) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for id in ids {
        let holder =
            document.categories.iter().find(|(name, category)| **name == id || category.items.contains_key(&id));
        let category = holder.map_or_else(|| id.clone(), |(name, _)| name.clone());
        match found.iter_mut().find(|(name, _)| *name == category) {
            Some((_, items)) => items.push(id),
            None => found.push((category, vec![id])),
        }
    }
    found
}
