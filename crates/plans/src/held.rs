//! What is held: asked before anything is destroyed, of the record itself and of what would go with it.

use std::collections::HashMap;

use gestand_sources::{DueClass, DueKey, DueRule, Source, SourceError, VerbKind};
use gestand_store::{HoldIndex, HoldRow, StepKey};

/// The holds that keep records of a class from being destroyed by `verb`, by record key: on the record or what is one with
/// it, on a person that it is about, and, where it is deleted, on what would go along.
///
/// # Errors
/// The source's, when it cannot tell what would go along.
pub async fn held<'h>(
    source: &dyn Source,
    holds: &'h HoldIndex,
    class: &str,
    verb: VerbKind,
    records: &[StepKey],
) -> Result<HashMap<String, &'h HoldRow>, SourceError> {
    let id = source.info().id;
    let mut held = HashMap::new();
    if !verb.destroys() || !holds.any_in(&id) {
        return Ok(held);
    }
    let on_records = holds.on_records(&id).map(|(class, key, hold)| (source.one_with(class, key), hold));
    let on_records: HashMap<(&str, &str), &'h HoldRow> = on_records.collect();
    for record in records {
        let subjects = record.subjects.iter().map(String::as_str);
        let itself = holds.holds(&id, class, &record.key, subjects);
        let hold = itself.or_else(|| on_records.get(&source.one_with(class, &record.key)).copied());
        held.extend(hold.map(|hold| (record.key.clone(), hold)));
    }
    if verb != VerbKind::Delete || held.len() == records.len() {
        return Ok(held);
    }
    let free = records.iter().filter(|record| !held.contains_key(&record.key));
    let free: Vec<String> = free.map(|record| record.key.clone()).collect();
    for along in source.along(class, &free).await? {
        let subjects = along.subjects.iter().map(String::as_str);
        if let Some(hold) = holds.holds(&id, &along.class, &along.key, subjects) {
            held.insert(along.with, hold);
        }
    }
    Ok(held)
}

/// How many of the records of a class that a rule finds due are held.
///
/// # Errors
/// The source's, when it cannot be read.
pub async fn count_held(
    source: &dyn Source,
    rule: &DueRule,
    class: &DueClass,
    holds: &HoldIndex,
) -> Result<u64, SourceError> {
    if !holds.any_in(&source.info().id) {
        return Ok(0);
    }
    // What is made anonymous takes nothing along.
    let verb = if rule.anonymise { VerbKind::Anonymise } else { class.verb.kind() };
    let (mut count, mut after) = (0, None::<String>);
    loop {
        let page = source.due_keys(rule, &class.class, after.as_deref(), source.batch()).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after = Some(last.key.clone());
        count += held(source, holds, &class.class, verb, &keys_of(page)).await?.len() as u64;
    }
}

/// Due records as a step has them.
pub(crate) fn keys_of(page: Vec<DueKey>) -> Vec<StepKey> {
    page.into_iter().map(|due| StepKey { key: due.key, subjects: due.subjects }).collect()
}
