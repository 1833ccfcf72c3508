//! Executing a plan: its steps one after another, and resuming after a crash or a wait.

use std::collections::BTreeSet;

use gestand_base::{PersonId, PlanId};
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_store::{Lease, PlanRow, PlanState, StepHead, StepState, StepVerb, Tx};
use jiff::Timestamp;
use serde_json::{Map, json};

use crate::receipt::counted_as;
use crate::step::Touched;
use crate::{Engine, PlanError, entry};

/// A point between two actions of a run. A crash may happen at each; the next run goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// The plan is marked as running.
    Started,
    /// The step is written down, its source is not yet touched.
    Applying(u32),
    /// The source has done it, nothing is recorded yet.
    Applied(u32),
    /// A fresh read has found it done, nothing is recorded yet.
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
    /// Some steps wait for their source; what could be done is done, and the plan goes on by itself then.
    Waiting {
        until: Timestamp,
    },
}

/// Which of the steps that wait for their source are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tries {
    /// All: a person asks for it.
    All,
    /// Those whose time has come.
    Due,
}

/// Records of steps that are done together.
const TOGETHER: u64 = 1_000;

/// A run of one plan by the holder of its lease.
pub(crate) struct Run<'r> {
    pub engine: &'r Engine,
    pub plan: PlanRow,
    /// Of the case that the plan carries out.
    pub person: Option<PersonId>,
    pub lease: Lease,
    /// Under which the values of a rectification are opened.
    pub permit: &'r Permit,
    pub observe: &'r (dyn Fn(Boundary) + Send + Sync),
}

/// Runs or resumes an approved plan to its end. `lease` says that nobody else does; every outcome is written down under
/// it. `observe` is told of every boundary (progress; tests crash there).
///
/// # Errors
/// [`PlanError::Conflict`] when the plan is not approved; [`PlanError::PolicyChanged`] before the first step that would
/// be done under a policy that no longer holds; [`PlanError::TakenOver`] when somebody else goes on with the plan; the
/// store's. A source that fails stops its step, and those that must come after it.
pub async fn run(
    engine: &Engine,
    id: PlanId,
    lease: Lease,
    permit: &Permit,
    tries: Tries,
    observe: &(dyn Fn(Boundary) + Send + Sync),
) -> Result<Outcome, PlanError> {
    let run = start(engine, id, lease, permit, observe).await?;
    observe(Boundary::Started);
    let mut undone = Undone::default();
    let (mut group, mut touched): (Vec<StepHead>, Option<Touched>) = (Vec::new(), None);
    for head in run.steps_to_do().await? {
        if !run.goes_with(&group, &head) {
            touched = run.steps(&std::mem::take(&mut group), touched, &mut undone).await?;
        }
        let not_yet = |at: &Timestamp| tries == Tries::Due && *at > engine.clock.now();
        match head.retry_at.filter(not_yet) {
            Some(at) => undone.waits(&head.source, at),
            None if undone.stops(engine, &head.source, &head.class, head.verb) => {}
            None => group.push(head),
        }
    }
    touched = run.steps(&group, touched, &mut undone).await?;
    run.end_of(touched, &mut undone).await?;
    run.end(&undone).await
}

/// Steps of this run that did not come to their end.
#[derive(Default)]
pub(crate) struct Undone {
    failed: u32,
    /// When the first of those that wait is tried again.
    until: Option<Timestamp>,
    /// Sources with such a step.
    sources: BTreeSet<String>,
    /// Sources that cannot be reached: nothing else of them is tried in this run.
    down: BTreeSet<String>,
}

impl Undone {
    pub fn failed(&mut self, source: &str) {
        self.failed += 1;
        self.sources.insert(source.to_owned());
    }

    pub fn waits(&mut self, source: &str, until: Timestamp) {
        self.until = Some(self.until.map_or(until, |earlier| earlier.min(until)));
        self.sources.insert(source.to_owned());
    }

    pub fn down(&mut self, source: &str) {
        self.down.insert(source.to_owned());
    }

    /// Whether a step has to stay pending: its source is down, or it waits for other records of it to be gone.
    pub fn stops(&self, engine: &Engine, source: &str, class: &str, verb: StepVerb) -> bool {
        let waits = || engine.sources.get(source).is_some_and(|source| source.waits_for_others(class));
        self.down.contains(source) || verb == StepVerb::Delete && self.sources.contains(source) && waits()
    }
}

async fn start<'r>(
    engine: &'r Engine,
    id: PlanId,
    lease: Lease,
    permit: &'r Permit,
    observe: &'r (dyn Fn(Boundary) + Send + Sync),
) -> Result<Run<'r>, PlanError> {
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
    if plan.retry_at.is_some() {
        tx.plan_set_retry(id, None).await?;
    }
    let case = match plan.case {
        Some(case) => tx.case_by_id(case).await?,
        None => None,
    };
    tx.commit_soon().await?;
    Ok(Run { engine, plan, person: case.map(|case| case.person), lease, permit, observe })
}

/// Begins a transaction that only the holder of the lease commits.
async fn begin(engine: &Engine, lease: Lease, name: &'static str) -> Result<Tx, PlanError> {
    let mut tx = engine.store.write(name).await?;
    if tx.lease_renew(lease, engine.clock.now()).await? { Ok(tx) } else { Err(PlanError::TakenOver) }
}

impl Run<'_> {
    pub async fn begin(&self, name: &'static str) -> Result<Tx, PlanError> {
        begin(self.engine, self.lease, name).await
    }

    /// Whether a step is done together with those of a group: few records of one request, one after another, wait for the
    /// disk once. Steps of retention stay apart, so that another version of the policy holds from the next one that begins.
    fn goes_with(&self, group: &[StepHead], step: &StepHead) -> bool {
        let records: u64 = group.iter().map(|step| step.records).sum();
        match group.last() {
            None => true,
            Some(last) => self.plan.case.is_some() && last.seq + 1 == step.seq && records + step.records <= TOGETHER,
        }
    }

    async fn steps_to_do(&self) -> Result<Vec<StepHead>, PlanError> {
        let mut steps = self.engine.store.latest().await?.plan_step_heads(self.plan.id).await?;
        steps.retain(|step| step.state != StepState::Verified);
        Ok(steps)
    }

    async fn end(&self, undone: &Undone) -> Result<Outcome, PlanError> {
        let (id, failed) = (self.plan.id, undone.failed);
        if let Some(until) = undone.until {
            let mut tx = self.begin("plan_wait").await?;
            tx.plan_set_retry(id, Some(until)).await?;
            tx.commit().await?;
            return Ok(Outcome::Waiting { until });
        }
        if failed > 0 {
            let mut tx = self.begin("plan_stop").await?;
            tx.plan_set_state(id, PlanState::Running, PlanState::Stopped).await?;
            tx.commit().await?;
            return Ok(Outcome::Stopped { failed });
        }
        (self.observe)(Boundary::StepsDone);
        self.complete().await?;
        (self.observe)(Boundary::Completed);
        Ok(Outcome::Completed)
    }

    /// Records the certificate: the totals of all steps, under a signed head.
    async fn complete(&self) -> Result<(), PlanError> {
        let plan = &self.plan;
        let mut tx = self.begin("plan_complete").await?;
        let steps = tx.plan_step_heads(plan.id).await?;
        let mut totals = Map::new();
        for step in &steps {
            let total = totals.entry(counted_as(step.verb)).or_insert(json!(0));
            *total = json!(total.as_u64().unwrap_or(0) + step.absent);
        }
        let withheld: u64 = steps.iter().map(|step| step.withheld).sum();
        let receipts: Vec<u64> = steps.iter().filter_map(|step| step.ledger_index).collect();
        let mut facts = json!({
            "number": plan.number, "kind": plan.kind, "withheld": withheld, "held": plan.held, "steps": receipts,
        });
        if let Some(facts) = facts.as_object_mut() {
            facts.append(&mut totals);
        }
        let reference = Some(plan.id.to_string());
        let index = tx.ledger_append(entry(self.engine, EntryKind::PlanCompleted, reference, facts)).await?;
        if !tx.plan_complete(plan.id, self.engine.clock.now(), index).await? {
            return Err(PlanError::Conflict);
        }
        tx.commit().await?;
        Ok(())
    }
}
