//! Computing a plan: what is due, less what is held, in batches.

use std::collections::HashSet;

use gestand_base::{CaseId, PlanId, StepId};
use gestand_ledger::EntryKind;
use gestand_sources::{DueRule, Source, SourceError, Verb};
use gestand_store::{HoldIndex, PlanKind, PlanRow, PlanState, StepKey, StepRow, StepState, StepVerb, Tx};
use jiff::civil::Date;
use serde_json::json;

use crate::{Engine, PlanError, countable_rules, entry};

/// Records in one step.
const BATCH: u32 = 500;

/// Which rules a retention plan carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChoice {
    All,
    /// Those that the policy runs without approval by a person.
    Automatic,
}

/// Computes a retention plan over all sources: every rule asks every source for what is due, holds are
/// subtracted, and what is left is proposed in batches. Nothing is destroyed.
///
/// # Errors
/// [`PlanError::NothingDue`], [`PlanError::AlreadyOpen`], [`PlanError::Source`] when a source cannot be read (an incomplete plan would look
/// complete), or the store's.
pub async fn propose_retention(engine: &Engine, by: &str, choice: RuleChoice) -> Result<PlanId, PlanError> {
    let mut draft = Draft::new(engine, PlanKind::Retention, None, by);
    draft.alone = choice == RuleChoice::All;
    {
        let mut tx = engine.store.read().await?;
        if draft.alone && !open_of(&mut tx, PlanKind::Retention).await?.is_empty() {
            return Err(PlanError::AlreadyOpen);
        }
        // What came back is proposed already.
        for plan in open_of(&mut tx, PlanKind::Reappeared).await? {
            for step in tx.plan_steps(plan).await? {
                let place = |key: StepKey| (step.source.clone(), step.class.clone(), key.key);
                draft.taken.extend(step.keys.into_iter().map(place));
            }
        }
    }
    let holds = load_holds(engine, None).await?;
    let today = engine.clock.today();
    for rule in countable_rules(&engine.policy, today) {
        let Ok(due) = rule.due else { continue };
        if choice == RuleChoice::Automatic && !rule.rule.automatic {
            continue;
        }
        for source in engine.sources.all() {
            let on_source = |error| PlanError::Source { source_id: source.info().id.clone(), error };
            for class in source.due(&due).await.map_err(on_source)? {
                draft.add_due(source, &due, &class.class, &class.verb, &holds).await.map_err(on_source)?;
            }
        }
    }
    draft.save().await
}

/// The plans of a kind that wait or run: two would propose the same records.
async fn open_of(tx: &mut Tx, kind: PlanKind) -> Result<Vec<PlanId>, PlanError> {
    let over = |state| matches!(state, PlanState::Completed | PlanState::Rejected);
    let plans = tx.plans(u32::MAX).await?.into_iter();
    Ok(plans.filter(|plan| plan.kind == kind && !over(plan.state)).map(|plan| plan.id).collect())
}

/// Records of one class of one source that an erasure request takes away.
#[derive(Debug, Clone)]
pub struct ErasureTarget {
    pub source: String,
    pub class: String,
    pub verb: Verb,
    pub keys: Vec<StepKey>,
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
        for keys in target.keys.chunks(BATCH as usize) {
            let step = Batch { rule: "request".to_owned(), on_or_before: None, earlier: None };
            draft.push(&step, &target.source, &target.class, &target.verb, keys.to_vec());
        }
    }
    draft.save().await
}

/// The holds in force, without those of the request that the plan carries out.
pub(crate) async fn load_holds(engine: &Engine, case: Option<CaseId>) -> Result<HoldIndex, PlanError> {
    let mut holds = engine.store.read().await?.holds_active().await?;
    holds.retain(|hold| hold.case.is_none() || hold.case != case);
    Ok(HoldIndex::new(holds))
}

/// Computes the plan that erases again what came back.
///
/// # Errors
/// [`PlanError::NothingDue`] when nothing came back, [`PlanError::AlreadyOpen`] while an earlier plan of this kind waits
/// or runs, or the store's.
pub(crate) async fn propose_again(
    engine: &Engine,
    by: &str,
    held: u64,
    back: Vec<(Batch, String, String, Vec<StepKey>)>,
) -> Result<PlanId, PlanError> {
    let mut draft = Draft::new(engine, PlanKind::Reappeared, None, by);
    draft.alone = true;
    draft.row.held = held;
    for (batch, source, class, keys) in back {
        for keys in keys.chunks(BATCH as usize) {
            draft.push(&batch, &source, &class, &Verb::Delete, keys.to_vec());
        }
    }
    draft.save().await
}

/// What the steps of a rule have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Batch {
    /// Retention rule id, or `request`.
    pub rule: String,
    pub on_or_before: Option<Date>,
    /// The plan that erased the records before.
    pub earlier: Option<PlanId>,
}

/// A plan in the making.
struct Draft<'e> {
    engine: &'e Engine,
    row: PlanRow,
    /// Refused while another plan of its kind is open.
    alone: bool,
    steps: Vec<StepRow>,
    /// Records that go as a whole in an earlier step: a second rule has nothing left to do there.
    taken: HashSet<(String, String, String)>,
}

impl<'e> Draft<'e> {
    fn new(engine: &'e Engine, kind: PlanKind, case: Option<CaseId>, by: &str) -> Self {
        let now = engine.clock.now();
        let row = PlanRow {
            id: PlanId::new(now, &*engine.random),
            number: String::new(),
            kind,
            state: PlanState::Proposed,
            case,
            policy: engine.policy.version.clone(),
            proposed_at: now,
            proposed_by: by.to_owned(),
            approved_by: None,
            approved_at: None,
            completed_at: None,
            held: 0,
            certificate: None,
        };
        Draft { engine, row, alone: false, steps: Vec::new(), taken: HashSet::new() }
    }

    async fn add_due(
        &mut self,
        source: &dyn Source,
        rule: &DueRule,
        class: &str,
        verb: &Verb,
        holds: &HoldIndex,
    ) -> Result<(), SourceError> {
        let source_id = source.info().id;
        let batch = Batch { rule: rule.rule.clone(), on_or_before: Some(rule.on_or_before), earlier: None };
        let mut after: Option<String> = None;
        loop {
            let page = source.due_keys(rule, class, after.as_deref(), BATCH).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.key.clone());
            let mut keys = Vec::with_capacity(page.len());
            for due in page {
                let place = (source_id.clone(), class.to_owned(), due.key.clone());
                if self.taken.contains(&place) {
                    continue;
                }
                if holds.holds(&source_id, class, &due.key, due.subjects.iter().map(String::as_str)).is_some() {
                    self.row.held += 1;
                    continue;
                }
                if *verb == Verb::Delete {
                    self.taken.insert(place);
                }
                keys.push(StepKey { key: due.key, subjects: due.subjects });
            }
            if !keys.is_empty() {
                self.push(&batch, &source_id, class, verb, keys);
            }
        }
    }

    fn push(&mut self, batch: &Batch, source: &str, class: &str, verb: &Verb, keys: Vec<StepKey>) {
        let (verb, items) = match verb {
            Verb::Delete => (StepVerb::Delete, Vec::new()),
            Verb::Clear { items } => (StepVerb::Clear, items.iter().cloned().collect()),
        };
        self.steps.push(StepRow {
            id: StepId::new(self.engine.clock.now(), &*self.engine.random),
            plan: self.row.id,
            seq: u32::try_from(self.steps.len()).unwrap_or(u32::MAX),
            source: source.to_owned(),
            class: class.to_owned(),
            verb,
            rule: batch.rule.clone(),
            items,
            keys,
            on_or_before: batch.on_or_before,
            state: StepState::Pending,
            attempts: 0,
            affected: 0,
            absent: 0,
            withheld: 0,
            problem: None,
            ledger_index: None,
            earlier: batch.earlier,
        });
    }

    /// Writes the plan with its entry in the ledger, in one transaction.
    async fn save(mut self) -> Result<PlanId, PlanError> {
        if self.steps.is_empty() {
            return Err(PlanError::NothingDue);
        }
        let engine = self.engine;
        let year = engine.clock.today().year();
        let mut tx = engine.store.write("plan_propose").await?;
        // Numbering locks its counter: of two officers at once, the second sees the plan of the first.
        let number = tx.next_number("plan", year).await?;
        if self.alone && !open_of(&mut tx, self.row.kind).await?.is_empty() {
            return Err(PlanError::AlreadyOpen);
        }
        self.row.number = format!("P{year}-{number:04}");
        tx.plan_insert(&self.row, &self.steps).await?;
        let records: usize = self.steps.iter().map(|step| step.keys.len()).sum();
        let facts =
            json!({"records": records, "steps": self.steps.len(), "held": self.row.held, "kind": self.row.kind});
        tx.ledger_append(&entry(engine, EntryKind::PlanProposed, Some(self.row.id.to_string()), facts)).await?;
        tx.commit().await?;
        Ok(self.row.id)
    }
}
