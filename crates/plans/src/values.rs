//! What a rectification changes: sealed in its step under the key of the person, opened only to do it.

use std::collections::{BTreeMap, BTreeSet};

use gestand_base::{PersonId, StepId};
use gestand_policy::decide::Permit;
use gestand_sources::{Values, Verb};
use gestand_store::StepRow;
use gestand_vault::{Cell, SealError, Sealed, Sensitive};
use serde::{Deserialize, Serialize};

use crate::Engine;

const WHY: &str = "rectification";

/// The new values as they are sealed.
#[derive(Serialize, Deserialize)]
struct New<T: Ord> {
    role: T,
    values: BTreeMap<T, T>,
}

fn cell(step: StepId, column: &'static str) -> Cell<'static> {
    Cell { table: "plan_step", row: step.uuid(), column }
}

/// Seals the role and the new values of a rectification; of another verb nothing.
pub(crate) fn seal_new(
    engine: &Engine,
    person: PersonId,
    step: StepId,
    verb: &Verb,
) -> Result<Option<Sealed>, SealError> {
    let Verb::Rectify { role, values, permit } = verb else { return Ok(None) };
    let values = values.iter().map(|(field, value)| (field.as_str(), value.open(permit, WHY).as_str())).collect();
    let new = Sensitive::new(json(&New { role: role.as_str(), values }));
    new.seal(&engine.keys, person, cell(step, "new_values")).map(Some)
}

/// What a step writes, and its keyed digest for the receipt.
pub(crate) fn open_new(
    engine: &Engine,
    person: PersonId,
    step: &StepRow,
    permit: &Permit,
) -> Result<(Verb, [u8; 32]), SealError> {
    let cell = cell(step.id, "new_values");
    let not_text = || SealError::NotText { table: cell.table.to_owned(), column: cell.column.to_owned() };
    let sealed = step.new_values.as_ref().ok_or_else(not_text)?.unseal(&engine.keys, person, cell)?;
    let plain = sealed.open(permit, WHY);
    let new: New<String> = serde_json::from_slice(plain).map_err(|_| not_text())?;
    let values = new.values.into_iter().map(|(field, value)| (field, Sensitive::new(value))).collect();
    Ok((Verb::Rectify { role: new.role, values, permit: *permit }, digest(engine, plain)))
}

/// The fields that a rectification changes.
pub(crate) fn fields(values: &BTreeMap<String, Sensitive<String>>) -> BTreeSet<String> {
    values.keys().cloned().collect()
}

/// Seals what stood there before.
pub(crate) fn seal_old(
    engine: &Engine,
    person: PersonId,
    step: StepId,
    old: &Values,
    permit: &Permit,
) -> Result<Sealed, SealError> {
    let of_record = |values: &BTreeMap<String, Sensitive<String>>| -> BTreeMap<String, String> {
        values.iter().map(|(field, value)| (field.clone(), value.open(permit, WHY).clone())).collect()
    };
    let all: BTreeMap<&String, _> = old.iter().map(|(key, values)| (key, of_record(values))).collect();
    Sensitive::new(json(&all)).seal(&engine.keys, person, cell(step, "old_values"))
}

/// The keyed digest of what stood there before.
pub(crate) fn digest_of_old(
    engine: &Engine,
    person: PersonId,
    step: StepId,
    old: &Sealed,
    permit: &Permit,
) -> Result<[u8; 32], SealError> {
    let plain = old.unseal(&engine.keys, person, cell(step, "old_values"))?;
    Ok(digest(engine, plain.open(permit, WHY)))
}

fn digest(engine: &Engine, plain: &[u8]) -> [u8; 32] {
    engine.keys.digest("values", plain)
}

/// Maps of texts always become JSON.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
