//! Steps of a plan: hold check, apply, verify by a fresh read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::StepId;
use gestand_sources::{DueRule, Source, SourceError, Verb, Work};
use gestand_store::{HoldIndex, PolicyInForce, StepHead, StepRow, StepVerb, StoreError};
use gestand_vault::{SealError, Sealed};
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinHandle;

use crate::held::held;
use crate::propose::holds_of;
use crate::receipt::{Digests, Done, Name};
use crate::run::{Boundary, Run, Undone};
use crate::values::{digest_of_old, fields, open_new, seal_old};
use crate::{Engine, PlanError, countable_rules};

/// How soon a source that is down is tried again, at first and at most: it takes twice as long each time.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const MOST: SignedDuration = SignedDuration::from_hours(1);

/// Why a step was not done.
enum Problem {
    Source(SourceError),
    Told(String),
    /// Not the step's: the run ends.
    Run(PlanError),
}

impl From<SourceError> for Problem {
    fn from(error: SourceError) -> Self {
        Problem::Source(error)
    }
}

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        Problem::Run(error)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Problem::Run(error.into())
    }
}

impl From<SealError> for Problem {
    fn from(error: SealError) -> Self {
        Problem::Told(error.to_string())
    }
}

/// A step whose verb was done in its source.
struct Applied {
    step: Arc<StepRow>,
    work: Work,
    affected: u64,
    /// Keys that a hold keeps.
    held: BTreeSet<String>,
    values: Digests,
    /// Of its records, for the receipt: worked out beside the source.
    names: JoinHandle<Vec<Name>>,
}

/// Steps whose verbs were done, and whose ends are not yet written down.
pub(crate) struct Touched {
    applied: Vec<Applied>,
    /// Steps that stay pending.
    untouched: Vec<StepId>,
    /// Of the last.
    kind: Kind,
}

/// Source, class and verb: steps of one kind do not wait for each other.
type Kind = (String, String, StepVerb);

fn kind(head: &StepHead) -> Kind {
    (head.source.clone(), head.class.clone(), head.verb)
}

/// A step, and why it was not done.
type Failed = (Arc<StepRow>, Problem);

impl Run<'_> {
    /// Does steps one after another: while those `before` are read afresh, where they are of the same kind and the source
    /// can do both; else after that. What is not done is written down with its reason. Gives the steps that are to be read afresh.
    pub async fn steps(
        &self,
        heads: &[StepHead],
        mut before: Option<Touched>,
        undone: &mut Undone,
    ) -> Result<Option<Touched>, PlanError> {
        let ([first, ..], [.., last]) = (heads, heads) else { return Ok(before) };
        let alike = |before: &Touched| heads.iter().all(|head| kind(head) == before.kind);
        let source = self.engine.sources.get(&first.source);
        let beside = source.is_some_and(|source| source.is_read_beside_writing()) && before.as_ref().is_some_and(alike);
        if !beside {
            self.end_of(before.take(), undone).await?;
        }
        let (touched, failed) = tokio::join!(self.touch(first, last, undone), self.finish(before));
        self.all_not_done(failed?, undone).await?;
        touched.map(Some)
    }

    /// Brings steps that were done to their end.
    pub async fn end_of(&self, touched: Option<Touched>, undone: &mut Undone) -> Result<(), PlanError> {
        let failed = self.finish(touched).await?;
        self.all_not_done(failed, undone).await
    }

    /// Does the verbs of steps in their sources.
    async fn touch(&self, first: &StepHead, last: &StepHead, undone: &mut Undone) -> Result<Touched, PlanError> {
        let (steps, holds) = self.start(first.seq, last.seq).await?;
        steps.iter().for_each(|step| (self.observe)(Boundary::Applying(step.seq)));
        let mut touched = Touched { applied: Vec::new(), untouched: Vec::new(), kind: kind(last) };
        for step in steps.into_iter().map(Arc::new) {
            if undone.stops(self.engine, &step.source, &step.class, step.verb) {
                touched.untouched.push(step.id);
                continue;
            }
            let names = self.names(&step);
            match self.apply(&step, &holds).await {
                Ok((work, affected, held, values)) => {
                    (self.observe)(Boundary::Applied(step.seq));
                    touched.applied.push(Applied { step, work, affected, held, values, names });
                }
                Err(problem) => self.not_done(&step, problem, undone).await?,
            }
        }
        Ok(touched)
    }

    /// Writes down what was done: it is on the disk of its source, and found by a fresh read, before a receipt says so.
    /// Gives the steps of which that cannot be said.
    async fn finish(&self, touched: Option<Touched>) -> Result<Vec<Failed>, PlanError> {
        let Some(Touched { applied, untouched, .. }) = touched else { return Ok(Vec::new()) };
        let sources: BTreeSet<String> = applied.iter().map(|applied| applied.step.source.clone()).collect();
        // A fresh read sees what was done, also while it is on its way to the disk.
        let (lost, found) = tokio::join!(self.flush(sources), self.verify_all(applied));
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for (step, found) in found {
            match (lost.get(&step.source), found) {
                (Some(error), _) => failed.push((step, Problem::Source(error.clone()))),
                (None, Err(problem)) => failed.push((step, problem)),
                (None, Ok(found)) => {
                    (self.observe)(Boundary::Verified(step.seq));
                    done.push((step, found));
                }
            }
        }
        self.record(&done, &untouched).await?;
        done.iter().for_each(|(step, _)| (self.observe)(Boundary::Recorded(step.seq)));
        Ok(failed)
    }

    async fn all_not_done(&self, failed: Vec<Failed>, undone: &mut Undone) -> Result<(), PlanError> {
        for (step, problem) in failed {
            self.not_done(&step, problem, undone).await?;
        }
        Ok(())
    }

    /// Writes down that steps are being done; gives them, and the holds of now. A hold that came after the plan was
    /// computed wins (invariant 3).
    async fn start(&self, first: u32, last: u32) -> Result<(Vec<StepRow>, HoldIndex), PlanError> {
        let mut tx = self.begin("step_start").await?;
        let engine = self.engine;
        let today = engine.clock.today();
        let another = |holds: PolicyInForce| {
            holds.version != engine.policy.version || holds.next_on.is_some_and(|day| day <= today)
        };
        if tx.policy_in_force().await?.is_some_and(another) {
            return Err(PlanError::PolicyChanged);
        }
        tx.steps_set_applying(self.plan.id, first, last).await?;
        let steps = tx.plan_steps_between(self.plan.id, first, last).await?;
        let holds = holds_of(&mut tx, self.plan.case).await?;
        tx.commit_soon().await?;
        Ok((steps, holds))
    }

    /// Does the work of a step: the work, rows that changed, keys that a hold keeps, and digests of values.
    async fn apply(
        &self,
        step: &StepRow,
        holds: &HoldIndex,
    ) -> Result<(Work, u64, BTreeSet<String>, Digests), Problem> {
        let engine = self.engine;
        let source = self.source_of(step)?;
        let still = still_due(engine, step)?;
        let (verb, values) = match step.verb {
            StepVerb::Delete => (Verb::Delete, None),
            StepVerb::Clear => (Verb::Clear { items: step.items.iter().cloned().collect() }, None),
            StepVerb::Anonymise => (Verb::Anonymise, None),
            StepVerb::Rectify => self.rectification(source, step).await?,
            StepVerb::Restrict => (Verb::Restrict, None),
            StepVerb::Lift => (Verb::Lift, None),
        };
        let held = held(source, holds, &step.class, verb.kind(), &step.keys).await?;
        let held: BTreeSet<String> = held.into_keys().collect();
        let free = step.keys.iter().filter(|key| !held.contains(&key.key));
        let keys = free.map(|key| key.key.clone()).collect();
        let mut work = Work { class: step.class.clone(), verb, keys, still };
        let affected = source.apply(&work).await?.affected;
        // All records are read again: what an earlier try erased is gone, also where a hold has come since.
        if !held.is_empty() {
            work.keys = step.keys.iter().map(|key| key.key.clone()).collect();
        }
        Ok((work, affected, held, values))
    }

    /// Waits until what was done in these sources is on their disks; gives those of which that is not known.
    async fn flush(&self, sources: BTreeSet<String>) -> BTreeMap<String, SourceError> {
        let mut lost = BTreeMap::new();
        for id in sources {
            let Some(source) = self.engine.sources.get(&id) else { continue };
            if let Err(error) = source.flush().await {
                lost.insert(id, error);
            }
        }
        lost
    }

    async fn verify_all(&self, applied: Vec<Applied>) -> Vec<(Arc<StepRow>, Result<Done, Problem>)> {
        let mut found = Vec::with_capacity(applied.len());
        for applied in applied {
            found.push((Arc::clone(&applied.step), self.verify(applied).await));
        }
        found
    }

    /// Reads afresh what is left of the work of a step.
    async fn verify(&self, applied: Applied) -> Result<Done, Problem> {
        let Applied { step, work, affected, held, values, names } = applied;
        let verified = self.source_of(&step)?.verify(&work).await?;
        let (kept, remaining): (Vec<_>, Vec<_>) = verified.remaining.into_iter().partition(|key| held.contains(key));
        if !remaining.is_empty() {
            return Err(Problem::Told(format!(
                "on {} of {} records it is not so after the step; look in the source why, and resume the plan",
                remaining.len(),
                work.keys.len()
            )));
        }
        let left = kept.into_iter().chain(verified.not_due).collect();
        let names = names.await.map_err(|error| Problem::Told(error.to_string()))?;
        Ok(Done { affected, absent: verified.absent, left, values, names })
    }

    fn source_of(&self, step: &StepRow) -> Result<&dyn Source, Problem> {
        let gone = || Problem::Told("the source is no longer configured".to_owned());
        self.engine.sources.get(&step.source).ok_or_else(gone)
    }

    /// What a rectification writes. What stands there before is kept in the step, the first time.
    async fn rectification(&self, source: &dyn Source, step: &StepRow) -> Result<(Verb, Digests), Problem> {
        let (engine, permit) = (self.engine, self.permit);
        let gone = || Problem::Told("the case of this plan is no longer kept, nor what was to be written".to_owned());
        let person = self.person.ok_or_else(gone)?;
        let (verb, new) = open_new(engine, person, step, permit)?;
        let Verb::Rectify { role, values, .. } = &verb else { return Ok((verb, None)) };
        let old: Sealed = match &step.old_values {
            Some(old) => old.clone(),
            None => {
                let keys: Vec<String> = step.keys.iter().map(|key| key.key.clone()).collect();
                let old = source.values(&step.class, &keys, role, &fields(values), permit).await?;
                let old = seal_old(engine, person, step.id, &old, permit)?;
                let mut tx = self.begin("step_keep").await?;
                tx.step_keep_old(step.id, &old).await?;
                tx.commit().await.map_err(PlanError::from)?;
                old
            }
        };
        let old = digest_of_old(engine, person, step.id, &old, permit)?;
        Ok((verb, Some((old, new))))
    }

    /// Writes down why a step was not done.
    async fn not_done(&self, step: &StepRow, problem: Problem, undone: &mut Undone) -> Result<(), PlanError> {
        let told = match problem {
            Problem::Run(error) => return Err(error),
            Problem::Told(told) => told,
            Problem::Source(error) => match pause(&error, step.waiting_since, self.engine.clock.now()) {
                Some(pause) => return self.wait(step, &error, pause, undone).await,
                None => error.to_string(),
            },
        };
        tracing::warn!(step = step.seq, source = step.source, "a step of a plan failed");
        let mut tx = self.begin("step_fail").await?;
        tx.step_failed(step.id, &told).await?;
        tx.commit().await?;
        undone.failed(&step.source);
        Ok(())
    }

    async fn wait(
        &self,
        step: &StepRow,
        error: &SourceError,
        pause: SignedDuration,
        undone: &mut Undone,
    ) -> Result<(), PlanError> {
        tracing::warn!(step = step.seq, source = step.source, "a step of a plan waits for its source");
        let now = self.engine.clock.now();
        let until = now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        let mut tx = self.begin("step_wait").await?;
        tx.step_waits(step.id, &error.to_string(), now, until).await?;
        tx.commit().await?;
        undone.waits(&step.source, until);
        if matches!(error, SourceError::Unreachable { .. }) {
            undone.down(&step.source);
        }
        Ok(())
    }
}

/// After how long a step is tried again, where waiting helps: a source that is down after twice as long each time, one
/// that has to do it first when it says so.
fn pause(error: &SourceError, since: Option<Timestamp>, now: Timestamp) -> Option<SignedDuration> {
    match error {
        SourceError::Unreachable { .. } => {
            let waited = since.map_or(SignedDuration::ZERO, |since| now.duration_since(since));
            Some((waited + FIRST).clamp(FIRST, MOST))
        }
        SourceError::Waiting { retry_in: Some(after), .. } => Some(SignedDuration::try_from(*after).unwrap_or(MOST)),
        SourceError::Waiting { retry_in: None, .. } => Some(MOST),
        _ => None,
    }
}

/// The rule of a retention step, with the day the plan was computed for: a record whose event moved is left alone.
/// A step of a rule that the policy in force no longer has, or has otherwise, is not carried out.
fn still_due(engine: &Engine, step: &StepRow) -> Result<Option<DueRule>, Problem> {
    let Some(on_or_before) = step.on_or_before else { return Ok(None) };
    let rule = countable_rules(&engine.policy, engine.clock.today()).into_iter().find(|rule| rule.id == step.rule);
    let same = |rule: &DueRule| rule.anonymise == (step.verb == StepVerb::Anonymise) || step.verb == StepVerb::Clear;
    match rule.and_then(|rule| rule.due.ok()).filter(same) {
        Some(rule) => Ok(Some(DueRule { on_or_before: on_or_before.min(rule.on_or_before), ..rule })),
        None => {
            let problem = "the policy in force no longer has this rule; nothing was erased. Propose a new plan";
            Err(Problem::Told(problem.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_down_is_tried_after_twice_as_long_each_time() {
        let down = SourceError::Unreachable { source_id: "erp".into(), reason: "no route".into() };
        let since = Timestamp::UNIX_EPOCH;
        let (mut now, mut pauses) = (since, Vec::new());
        for _ in 0..9 {
            let pause = pause(&down, Some(since), now).unwrap();
            pauses.push(pause.as_mins());
            now += pause;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(super::pause(&down, None, now).unwrap().as_mins(), 1, "the first time");
    }

    #[test]
    fn a_source_that_has_to_do_it_says_when_and_what_is_refused_does_not_wait() {
        let waiting = |retry_in| SourceError::Waiting { source_id: "erp".into(), class: "mail".into(), retry_in };
        let now = Timestamp::UNIX_EPOCH;
        let said = pause(&waiting(Some(std::time::Duration::from_secs(90))), None, now).unwrap();
        assert_eq!(said.as_secs(), 90);
        assert_eq!(pause(&waiting(None), None, now).unwrap().as_mins(), 60);
        assert_eq!(pause(&SourceError::ReadOnly { source_id: "erp".into() }, None, now), None);
    }
}
