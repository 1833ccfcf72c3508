//! Executing a plan: hold check, apply, verify by a fresh read, record; and resuming after a crash.

use std::collections::BTreeSet;

use gestand_base::PlanId;
use gestand_ledger::EntryKind;
use gestand_sources::{DueRule, Source, SourceError, Verb, Work};
use gestand_store::{ErasedRow, Lease, PlanRow, PlanState, PolicyInForce, StepKey, StepRow, StepState, StepVerb, Tx};
use serde_json::json;

use crate::propose::load_holds;
use crate::{Engine, PlanError, about_of, countable_rules, digest_of_record, entry, sign_head};

/// A point between two actions of a run. A crash may happen at each; the next run goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// The plan is marked as running.
    Started,
    /// The step is written down, its source is not yet touched.
    Applying(u32),
    /// The source has done it, nothing is recorded yet.
    Applied(u32),
    /// A fresh read has found it gone, nothing is recorded yet.
    Verified(u32),
    /// The receipt is in the ledger.
    Recorded(u32),
    /// All steps are done, the certificate is not yet made.
    StepsDone,
    Completed,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Completed,
    /// Some steps failed; the plan can be resumed when their source is repaired.
    Stopped {
        failed: u32,
    },
}

/// Runs or resumes an approved plan to its end. `lease` says that nobody else does; every outcome is written down under
/// it. `observe` is told of every boundary (progress; tests crash there).
///
/// # Errors
/// [`PlanError::Conflict`] when the plan is not approved; [`PlanError::PolicyChanged`] before the first step that would
/// be done under a policy that no longer holds; [`PlanError::TakenOver`] when somebody else goes on with the plan; the
/// store's. A source that fails stops only its step.
pub async fn run(
    engine: &Engine,
    id: PlanId,
    lease: Lease,
    observe: &(dyn Fn(Boundary) + Send + Sync),
) -> Result<Outcome, PlanError> {
    let plan = start(engine, id, lease).await?;
    observe(Boundary::Started);
    let mut failed = 0;
    for step in steps_to_do(engine, id).await? {
        match run_step(engine, &plan, &step, lease, observe).await? {
            StepEnd::Recorded => observe(Boundary::Recorded(step.seq)),
            StepEnd::Failed => failed += 1,
        }
    }
    if failed > 0 {
        let mut tx = begin(engine, lease, "plan_stop").await?;
        tx.plan_set_state(id, PlanState::Running, PlanState::Stopped).await?;
        tx.commit().await?;
        return Ok(Outcome::Stopped { failed });
    }
    observe(Boundary::StepsDone);
    complete(engine, &plan, lease).await?;
    observe(Boundary::Completed);
    Ok(Outcome::Completed)
}

/// Begins a transaction that only the holder of the lease commits.
async fn begin(engine: &Engine, lease: Lease, name: &'static str) -> Result<Tx, PlanError> {
    let mut tx = engine.store.write(name).await?;
    if tx.lease_renew(lease, engine.clock.now()).await? { Ok(tx) } else { Err(PlanError::TakenOver) }
}

async fn start(engine: &Engine, id: PlanId, lease: Lease) -> Result<PlanRow, PlanError> {
    let mut tx = begin(engine, lease, "plan_start").await?;
    let plan = tx.plan_by_id(id).await?.ok_or(PlanError::NotFound)?;
    let ready = match plan.state {
        PlanState::Running => true,
        from @ (PlanState::Approved | PlanState::Stopped) => tx.plan_set_state(id, from, PlanState::Running).await?,
        _ => false,
    };
    if !ready {
        return Err(PlanError::Conflict);
    }
    tx.commit().await?;
    Ok(plan)
}

async fn steps_to_do(engine: &Engine, id: PlanId) -> Result<Vec<StepRow>, PlanError> {
    let mut tx = engine.store.read().await?;
    let mut steps = tx.plan_steps(id).await?;
    steps.retain(|step| step.state != StepState::Verified);
    Ok(steps)
}

enum StepEnd {
    Recorded,
    Failed,
}

async fn run_step(
    engine: &Engine,
    plan: &PlanRow,
    step: &StepRow,
    lease: Lease,
    observe: &(dyn Fn(Boundary) + Send + Sync),
) -> Result<StepEnd, PlanError> {
    // A hold that came after the plan was computed wins (invariant 3).
    let holds = load_holds(engine, plan.case).await?;
    let is_held = |key: &StepKey| {
        holds.holds(&step.source, &step.class, &key.key, key.subjects.iter().map(String::as_str)).is_some()
    };
    let (held, free): (Vec<&StepKey>, Vec<&StepKey>) = step.keys.iter().partition(|key| is_held(key));
    let mut tx = begin(engine, lease, "step_start").await?;
    let today = engine.clock.today();
    let another =
        |holds: PolicyInForce| holds.version != engine.policy.version || holds.next_on.is_some_and(|day| day <= today);
    if tx.policy_in_force().await?.is_some_and(another) {
        return Err(PlanError::PolicyChanged);
    }
    tx.step_set_applying(step.id).await?;
    tx.commit().await?;
    observe(Boundary::Applying(step.seq));

    let Some(source) = engine.sources.get(&step.source) else {
        return fail(engine, step, lease, "the source is no longer configured").await;
    };
    let still = match still_due(engine, step) {
        Ok(still) => still,
        Err(problem) => return fail(engine, step, lease, problem).await,
    };
    let work = work_of(step, &free, still);
    let affected = match source.apply(&work).await {
        Ok(applied) => applied.affected,
        Err(error) => return fail(engine, step, lease, &error.to_string()).await,
    };
    observe(Boundary::Applied(step.seq));
    // All records are read again: what an earlier try erased is gone, also where a hold has come since.
    let all = Work { keys: step.keys.iter().map(|key| key.key.clone()).collect(), ..work };
    let held: BTreeSet<&str> = held.into_iter().map(|key| key.key.as_str()).collect();
    let (absent, left) = match verify(source, &all, &held).await {
        Ok(outcome) => outcome,
        Err(problem) => return fail(engine, step, lease, &problem).await,
    };
    observe(Boundary::Verified(step.seq));

    let withheld = u64::try_from(left.len()).unwrap_or(u64::MAX);
    let gone = step.keys.iter().filter(|key| !left.contains(&key.key));
    let erased: Vec<ErasedRow> = gone
        .map(|key| ErasedRow {
            digest: digest_of_record(engine, &step.source, &step.class, &key.key),
            about: about_of(engine, &step.source, key.subjects.iter().map(String::as_str)),
            plan: plan.id,
            step: step.id,
        })
        .collect();
    let digests: Vec<[u8; 32]> = erased.iter().map(|row| row.digest).collect();
    let facts = json!({
        "source": step.source, "class": step.class, "verb": step.verb, "rule": step.rule,
        "records": step.keys.len(), "absent": absent, "withheld": withheld,
        "records_digest": hex(&engine.keys.digest("records", &digests.concat())),
    });
    let mut tx = begin(engine, lease, "step_record").await?;
    let index = tx.ledger_append(&entry(engine, EntryKind::StepApplied, Some(plan.id.to_string()), facts)).await?;
    if step.verb == StepVerb::Delete {
        tx.erased_insert(&erased, engine.clock.now()).await?;
    }
    tx.step_verified(step.id, affected, absent, withheld, index).await?;
    tx.commit().await?;
    Ok(StepEnd::Recorded)
}

fn work_of(step: &StepRow, keys: &[&StepKey], still: Option<DueRule>) -> Work {
    let items: BTreeSet<String> = step.items.iter().cloned().collect();
    let verb = match step.verb {
        StepVerb::Delete => Verb::Delete,
        StepVerb::Clear => Verb::Clear { items },
    };
    Work { class: step.class.clone(), verb, keys: keys.iter().map(|key| key.key.clone()).collect(), still }
}

/// The rule of a retention step, with the day the plan was computed for: a record whose event moved is left alone.
/// A step of a rule that the policy in force no longer has is not carried out.
fn still_due(engine: &Engine, step: &StepRow) -> Result<Option<DueRule>, &'static str> {
    let Some(on_or_before) = step.on_or_before else { return Ok(None) };
    let rule = countable_rules(&engine.policy, engine.clock.today()).into_iter().find(|rule| rule.id == step.rule);
    match rule.and_then(|rule| rule.due.ok()) {
        Some(rule) => Ok(Some(DueRule { on_or_before: on_or_before.min(rule.on_or_before), ..rule })),
        None => Err("the policy in force no longer has this rule; nothing was erased. Propose a new plan"),
    }
}

/// What a fresh read finds: how many records are gone, and which were left alone because of a hold or because they
/// are no longer due.
async fn verify(source: &dyn Source, work: &Work, held: &BTreeSet<&str>) -> Result<(u64, BTreeSet<String>), String> {
    let verified = source.verify(work).await.map_err(|error: SourceError| error.to_string())?;
    let (kept, remaining): (Vec<_>, Vec<_>) = verified.remaining.into_iter().partition(|key| held.contains(&**key));
    if !remaining.is_empty() {
        return Err(format!(
            "{} of {} records are still there after the step; look in the source why, and resume the plan",
            remaining.len(),
            work.keys.len()
        ));
    }
    Ok((verified.absent, kept.into_iter().chain(verified.not_due).collect()))
}

async fn fail(engine: &Engine, step: &StepRow, lease: Lease, problem: &str) -> Result<StepEnd, PlanError> {
    tracing::warn!(step = step.seq, source = step.source, "a step of a plan failed");
    let mut tx = begin(engine, lease, "step_fail").await?;
    tx.step_failed(step.id, problem).await?;
    tx.commit().await?;
    Ok(StepEnd::Failed)
}

/// Records the certificate: the totals of all steps, under a signed head.
async fn complete(engine: &Engine, plan: &PlanRow, lease: Lease) -> Result<(), PlanError> {
    let mut tx = begin(engine, lease, "plan_complete").await?;
    let steps = tx.plan_steps(plan.id).await?;
    let absent: u64 = steps.iter().map(|step| step.absent).sum();
    let withheld: u64 = steps.iter().map(|step| step.withheld).sum();
    let receipts: Vec<u64> = steps.iter().filter_map(|step| step.ledger_index).collect();
    let facts = json!({
        "number": plan.number, "kind": plan.kind, "absent": absent, "withheld": withheld, "held": plan.held,
        "steps": receipts,
    });
    let index = tx.ledger_append(&entry(engine, EntryKind::PlanCompleted, Some(plan.id.to_string()), facts)).await?;
    if !tx.plan_complete(plan.id, engine.clock.now(), index).await? {
        return Err(PlanError::Conflict);
    }
    sign_head(engine, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
