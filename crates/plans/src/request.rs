//! The plans of requests: what officers have judged, carried out record by record.

use std::collections::BTreeMap;

use gestand_base::{CaseId, PlanId};
use gestand_policy::decide::Permit;
use gestand_sources::{Verb, VerbKind};
use gestand_store::{PlanKind, StepKey};
use gestand_vault::Sensitive;

use crate::propose::{Batch, Draft};
use crate::values::seal_new;
use crate::{Engine, PlanError};

/// Records of one class of one source that an erasure request takes away.
#[derive(Debug)]
pub struct ErasureTarget {
    pub source: String,
    pub class: String,
    pub verb: Verb,
    pub keys: Vec<StepKey>,
}

/// Records of one class of one source, about the person in one role, of which values become others (Art. 16).
#[derive(Debug)]
pub struct RectificationTarget {
    pub source: String,
    pub class: String,
    /// As [`gestand_sources::Record`] has it: fields about another role stay as they are.
    pub role: String,
    /// Field of the record → its new value; an item may stand for its field, where one field holds it.
    pub values: BTreeMap<String, Sensitive<String>>,
    pub keys: Vec<StepKey>,
}

/// Records of one class of one source that are marked as restricted, or freed from that mark (Art. 18).
#[derive(Debug)]
pub struct MarkTarget {
    pub source: String,
    pub class: String,
    pub keys: Vec<StepKey>,
}

/// What every step of a request has in common.
fn by_request() -> Batch {
    Batch { rule: "request".to_owned(), on_or_before: None, earlier: None }
}

/// Computes the plan of an erasure request from the records an officer has judged.
///
/// # Errors
/// [`PlanError::NothingDue`] when there is no record to erase, or the store's.
pub async fn propose_erasure(
    engine: &Engine,
    case: CaseId,
    by: &str,
    targets: Vec<ErasureTarget>,
) -> Result<PlanId, PlanError> {
    let mut draft = Draft::new(engine, PlanKind::Erasure, Some(case), by);
    for target in targets {
        draft.push_all(&by_request(), &target.source, &target.class, &target.verb, target.keys);
    }
    draft.save().await
}

/// Computes the plan of a request for rectification. The new values are sealed in the steps, under the key of the person
/// of the case; just before a step changes anything, what stands there is read and sealed beside them.
///
/// # Errors
/// [`PlanError::NothingDue`] when there is no record to change, [`PlanError::Refused`] when a source cannot change values
/// of the class, [`PlanError::NotFound`] when there is no such case, or the store's.
pub async fn propose_rectification(
    engine: &Engine,
    case: CaseId,
    by: &str,
    permit: &Permit,
    targets: Vec<RectificationTarget>,
) -> Result<PlanId, PlanError> {
    let person = engine.store.read().await?.case_by_id(case).await?.ok_or(PlanError::NotFound)?.person;
    let mut draft = Draft::new(engine, PlanKind::Rectification, Some(case), by);
    for RectificationTarget { source, class, role, values, keys } in targets {
        supported(engine, &source, &class, VerbKind::Rectify)?;
        let verb = Verb::Rectify { role, values, permit: *permit };
        let first = draft.push_all(&by_request(), &source, &class, &verb, keys);
        for step in draft.steps_from(first) {
            step.new_values = seal_new(engine, person, step.id, &verb)?;
        }
    }
    draft.save().await
}

/// Computes the plan that marks records as restricted in their sources.
///
/// # Errors
/// [`PlanError::NothingDue`] when there is no record to mark, [`PlanError::Refused`] when a source has no place for the
/// mark, or the store's.
pub async fn propose_restriction(
    engine: &Engine,
    case: CaseId,
    by: &str,
    targets: Vec<MarkTarget>,
) -> Result<PlanId, PlanError> {
    propose_marks(engine, case, by, &Verb::Restrict, targets).await
}

/// Computes the plan that takes the mark of [`propose_restriction`] away.
///
/// # Errors
/// As [`propose_restriction`].
pub async fn propose_lift(
    engine: &Engine,
    case: CaseId,
    by: &str,
    targets: Vec<MarkTarget>,
) -> Result<PlanId, PlanError> {
    propose_marks(engine, case, by, &Verb::Lift, targets).await
}

async fn propose_marks(
    engine: &Engine,
    case: CaseId,
    by: &str,
    verb: &Verb,
    targets: Vec<MarkTarget>,
) -> Result<PlanId, PlanError> {
    let mut draft = Draft::new(engine, PlanKind::Restriction, Some(case), by);
    for target in targets {
        supported(engine, &target.source, &target.class, verb.kind())?;
        draft.push_all(&by_request(), &target.source, &target.class, verb, target.keys);
    }
    draft.save().await
}

/// A source that is not there any more is told by the step.
fn supported(engine: &Engine, source: &str, class: &str, verb: VerbKind) -> Result<(), PlanError> {
    engine.sources.get(source).map_or(Ok(()), |source| source.supports(class, verb).map_err(PlanError::Refused))
}
