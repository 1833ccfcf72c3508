//! The retention rules of a policy as sources need them: which items, which event, up to which day.

use std::collections::BTreeSet;

use gestand_policy::Policy;
use gestand_policy::model::{RetentionRule, Then};
use gestand_sources::DueRule;
use jiff::civil::Date;

/// A retention rule, and whether it can be counted.
#[derive(Debug, Clone)]
pub struct CountableRule<'p> {
    pub id: &'p str,
    pub rule: &'p RetentionRule,
    /// What sources are asked; or why they cannot be, as the name of the reason: `no_term` (the policy gives none),
    /// `groups` (another rule gives other groups another term from the same event, and a source
    /// cannot tell them apart).
    pub due: Result<DueRule, &'static str>,
}

/// All rules of the policy, specific rules first: a general rule ("all data") speaks only of what no other names.
pub fn countable_rules(policy: &Policy, today: Date) -> Vec<CountableRule<'_>> {
    let specific: BTreeSet<String> =
        policy.document.retention.values().flat_map(|rule| items_of(policy, rule)).collect();
    let rivals = |id: &str, rule: &RetentionRule| {
        policy
            .document
            .retention
            .iter()
            .any(|(other, rival)| other != id && !rule.subjects.is_empty() && contradicts(policy, rule, rival))
    };
    let mut rules: Vec<_> = policy
        .document
        .retention
        .iter()
        .map(|(id, rule)| {
            let items = if rule.data.is_empty() {
                all_items(policy).difference(&specific).cloned().collect()
            } else {
                items_of(policy, rule)
            };
            let due = if rivals(id, rule) { Err("groups") } else { due_rule(id, rule, items, today) };
            CountableRule { id, rule, due }
        })
        .collect();
    rules.sort_by_key(|rule| rule.rule.data.is_empty());
    rules
}

/// Whether two rules give the same items of different groups another term from the same event: the event then does
/// not tell the groups apart, and neither can a source.
fn contradicts(policy: &Policy, rule: &RetentionRule, rival: &RetentionRule) -> bool {
    let (Some(keep), Some(other)) = (&rule.keep, &rival.keep) else { return false };
    keep.event() == other.event()
        && keep.value != other.value
        && !items_of(policy, rule).is_disjoint(&items_of(policy, rival))
}

fn due_rule(id: &str, rule: &RetentionRule, items: BTreeSet<String>, today: Date) -> Result<DueRule, &'static str> {
    let keep = &rule.keep.as_ref().ok_or("no_term")?.value;
    let (Some(event), Some(on_or_before)) = (keep.event(), keep.latest_due(today)) else { return Err("no_term") };
    let anonymise = rule.then.as_ref().is_some_and(|then| then.value == Then::Anonymise);
    Ok(DueRule { rule: id.to_owned(), items, event: event.to_owned(), on_or_before, anonymise })
}

fn items_of(policy: &Policy, rule: &RetentionRule) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    for name in &rule.data {
        match policy.document.categories.get(&name.value) {
            Some(category) => items.extend(category.items.keys().cloned()),
            None => {
                items.insert(name.value.clone());
            }
        }
    }
    items
}

fn all_items(policy: &Policy) -> BTreeSet<String> {
    policy.document.categories.values().flat_map(|category| category.items.keys().cloned()).collect()
}
