//! Pairs of retention rules of the corporation that are about the same data of the same people.

use std::collections::BTreeMap;

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::Keep;

/// Two rules that give an item different terms.
pub(super) struct Overlap<'c> {
    pub later: (&'c str, &'c At<RetentionRule>),
    pub earlier: (&'c str, &'c At<RetentionRule>),
    /// The first item they share.
    pub item: &'c str,
    /// What both name in the same words; absent where one names a category and the other an item of it.
    pub reference: Option<&'c str>,
    pub same_event: bool,
    /// One names an item and gives it a longer term than the category: the longer term never comes.
    pub specific_is_longer: bool,
}

/// Each pair once, in the order of the pack. A rule for some groups goes before a rule for all; only equals meet.
pub(super) fn overlaps<'c>(cx: &'c CheckContext<'_>) -> Vec<Overlap<'c>> {
    let rules: Vec<_> = cx.own(&cx.document.retention).filter(|(_, rule)| rule.keep.is_some()).collect();
    let mut by_item: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, (_, rule)) in rules.iter().enumerate() {
        cx.items(&rule.data).into_iter().for_each(|(item, _)| by_item.entry(item).or_default().push(number));
    }
    let mut pairs: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    for (item, numbers) in by_item {
        for (index, later) in numbers.iter().enumerate() {
            for earlier in numbers.iter().take(index).filter(|earlier| *earlier != later) {
                pairs.entry((*later, *earlier)).or_insert(item);
            }
        }
    }
    let rule = |number: usize| rules.get(number).copied();
    pairs.into_iter().filter_map(|((later, earlier), item)| overlap(rule(later)?, rule(earlier)?, item)).collect()
}

fn overlap<'c>(
    later: (&'c str, &'c At<RetentionRule>),
    earlier: (&'c str, &'c At<RetentionRule>),
    item: &'c str,
) -> Option<Overlap<'c>> {
    let (keep, other) = (later.1.keep.as_ref()?, earlier.1.keep.as_ref()?);
    if keep == other || !same_people(later.1, earlier.1) {
        return None;
    }
    let names = |rule: &RetentionRule, id: &str| rule.data.iter().any(|data| data.value == id);
    let reference = later.1.data.iter().map(|data| data.value.as_str()).find(|id| names(earlier.1, id));
    let same_event = keep.event() == other.event();
    let (specific, broad) = if names(later.1, item) { (keep, other) } else { (other, keep) };
    let specific_is_longer = same_event && reference.is_none() && longer(&specific.value, &broad.value);
    Some(Overlap { later, earlier, item, reference, same_event, specific_is_longer })
}

fn longer(one: &Keep, other: &Keep) -> bool {
    match (one, other) {
        (Keep::After { length, .. }, Keep::After { length: limit, .. }) => exceeds(*length, *limit) == Exceeds::Always,
        (Keep::After { .. }, Keep::Until { .. }) => true,
        _ => false,
    }
}

fn same_people(one: &RetentionRule, other: &RetentionRule) -> bool {
    match (one.subjects.is_empty(), other.subjects.is_empty()) {
        (true, true) => true,
        (false, false) => one.subjects.iter().any(|group| other.subjects.contains(group)),
        _ => false,
    }
}
