//! Computing a plan: what is due, less what is held, in batches.

use std::collections::{HashMap, HashSet};

use gestand_base::{CaseId, PlanId, StepId};
use gestand_ledger::EntryKind;
use gestand_sources::{DueRule, Source, SourceError, Verb, VerbKind};
use gestand_store::{HoldIndex, PlanKind, PlanRow, PlanState, StepKey, StepRow, StepState, StepVerb, Tx};
use jiff::civil::Date;
use serde_json::json;

use crate::held::{held, keys_of};
use crate::{Engine, PlanError, countable_rules, entry};

/// Which rules a retention plan carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChoice {
    All,
    /// Those that the policy runs without approval by a person.
    Automatic,
}

/// Computes a retention plan over all sources: every rule asks every source for what is due, holds are
/// subtracted, and what is left is proposed in batches. Nothing is destroyed. What a source cannot do (anonymise rows
/// whose links cannot be broken) is left out; it stays overdue, and the retention page says why.
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
                draft
                    .taken
                    .entry((step.source, step.class))
                    .or_default()
                    .extend(step.keys.into_iter().map(|key| key.key));
            }
        }
    }
    let holds = holds_of(&mut engine.store.latest().await?, None).await?;
    let today = engine.clock.today();
    for rule in countable_rules(&engine.policy, today) {
        let Ok(due) = rule.due else { continue };
        if choice == RuleChoice::Automatic && !rule.rule.automatic {
            continue;
        }
        for source in engine.sources.all() {
            let on_source = |error| PlanError::Source { source_id: source.info().id.clone(), error };
            for (class, verb) in source.due_classes(&due).await.map_err(on_source)? {
                draft.add_due(source, &due, &class, verb, &holds).await.map_err(on_source)?;
            }
        }
    }
    draft.save().await
}

/// Whether the source can do with a class what the rule says: a source that can only destroy does not anonymise.
///
/// # Errors
/// Why not.
pub fn carries_out(source: &dyn Source, rule: &DueRule, class: &str, verb: &Verb) -> Result<(), SourceError> {
    let whole = rule.anonymise && verb.kind() != VerbKind::Clear;
    if whole { source.supports(class, VerbKind::Anonymise) } else { Ok(()) }
}

/// The plans of a kind that wait or run: two would propose the same records.
async fn open_of(tx: &mut Tx, kind: PlanKind) -> Result<Vec<PlanId>, PlanError> {
    let over = |state| matches!(state, PlanState::Completed | PlanState::Rejected);
    let plans = tx.plans(u32::MAX).await?.into_iter();
    Ok(plans.filter(|plan| plan.kind == kind && !over(plan.state)).map(|plan| plan.id).collect())
}

/// The holds in force, without those of the request that the plan carries out.
pub(crate) async fn holds_of(tx: &mut Tx, case: Option<CaseId>) -> Result<HoldIndex, PlanError> {
    let mut holds = tx.holds_active().await?;
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
        draft.push_all(&batch, &source, &class, &Verb::Delete, keys);
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
pub(crate) struct Draft<'e> {
    engine: &'e Engine,
    row: PlanRow,
    /// Refused while another plan of its kind is open.
    alone: bool,
    steps: Vec<StepRow>,
    /// By source and class: records that go as a whole in an earlier step. A second rule has nothing left to do there.
    taken: HashMap<(String, String), HashSet<String>>,
}

impl<'e> Draft<'e> {
    pub fn new(engine: &'e Engine, kind: PlanKind, case: Option<CaseId>, by: &str) -> Self {
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
            retry_at: None,
            held: 0,
            certificate: None,
        };
        Draft { engine, row, alone: false, steps: Vec::new(), taken: HashMap::new() }
    }

    async fn add_due(
        &mut self,
        source: &dyn Source,
        rule: &DueRule,
        class: &str,
        verb: Verb,
        holds: &HoldIndex,
    ) -> Result<(), SourceError> {
        let source_id = source.info().id;
        let batch = Batch { rule: rule.rule.clone(), on_or_before: Some(rule.on_or_before), earlier: None };
        let size = source.batch();
        let mut page = source.due_keys(rule, class, None, size).await?;
        if let Err(error) = carries_out(source, rule, class, &verb)
            && !page.is_empty()
        {
            tracing::warn!(rule = rule.rule, source = source_id, %error, "a rule cannot be carried out");
            return Ok(());
        }
        let verb = if rule.anonymise && verb.kind() == VerbKind::Delete { Verb::Anonymise } else { verb };
        while let Some(last) = page.last() {
            let after = last.key.clone();
            // While the source looks up the next page, this one is taken in.
            let next = async { source.due_keys(rule, class, Some(&after), size).await };
            let taken_in = self.take_in(source, &batch, class, &verb, keys_of(page), holds);
            let (next, taken_in) = tokio::join!(next, taken_in);
            taken_in?;
            page = next?;
        }
        Ok(())
    }

    /// Takes in the records of a page that no earlier step takes and no hold keeps.
    async fn take_in(
        &mut self,
        source: &dyn Source,
        batch: &Batch,
        class: &str,
        verb: &Verb,
        mut records: Vec<StepKey>,
        holds: &HoldIndex,
    ) -> Result<(), SourceError> {
        let source_id = source.info().id;
        let taken = self.taken.entry((source_id.clone(), class.to_owned())).or_default();
        records.retain(|record| !taken.contains(&record.key));
        let held = held(source, holds, class, verb.kind(), &records).await?;
        self.row.held += held.len() as u64;
        // Of what only some items go, another rule may take others.
        let in_part = verb.kind() == VerbKind::Clear;
        records.retain(|record| !held.contains_key(&record.key) && (in_part || taken.insert(record.key.clone())));
        if !records.is_empty() {
            self.push(batch, &source_id, class, verb, records);
        }
        Ok(())
    }

    /// Adds the records in as many steps as their source wishes; gives the number of the first.
    pub fn push_all(&mut self, batch: &Batch, source: &str, class: &str, verb: &Verb, keys: Vec<StepKey>) -> usize {
        let first = self.steps.len();
        let size = self.engine.sources.get(source).map_or(keys.len(), |source| source.batch() as usize).max(1);
        let mut keys = keys.into_iter();
        loop {
            let some: Vec<StepKey> = keys.by_ref().take(size).collect();
            if some.is_empty() {
                return first;
            }
            self.push(batch, source, class, verb, some);
        }
    }

    /// The steps from a number on.
    pub fn steps_from(&mut self, first: usize) -> &mut [StepRow] {
        self.steps.get_mut(first..).unwrap_or_default()
    }

    fn push(&mut self, batch: &Batch, source: &str, class: &str, verb: &Verb, keys: Vec<StepKey>) {
        let items = match verb {
            Verb::Clear { items } => items.iter().cloned().collect(),
            _ => Vec::new(),
        };
        self.steps.push(StepRow {
            id: StepId::new(self.engine.clock.now(), &*self.engine.random),
            plan: self.row.id,
            seq: u32::try_from(self.steps.len()).unwrap_or(u32::MAX),
            source: source.to_owned(),
            class: class.to_owned(),
            verb: stored(verb.kind()),
            rule: batch.rule.clone(),
            items,
            records: keys.len() as u64,
            keys,
            new_values: None,
            old_values: None,
            on_or_before: batch.on_or_before,
            state: StepState::Pending,
            attempts: 0,
            affected: 0,
            absent: 0,
            withheld: 0,
            problem: None,
            waiting_since: None,
            retry_at: None,
            ledger_index: None,
            earlier: batch.earlier,
        });
    }

    /// Writes the plan with its entry in the ledger, in one transaction.
    pub async fn save(mut self) -> Result<PlanId, PlanError> {
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
        let records: u64 = self.steps.iter().map(|step| step.records).sum();
        let facts =
            json!({"records": records, "steps": self.steps.len(), "held": self.row.held, "kind": self.row.kind});
        tx.ledger_push(entry(engine, EntryKind::PlanProposed, Some(self.row.id.to_string()), facts));
        tx.commit().await?;
        Ok(self.row.id)
    }
}

/// The verb as the store names it.
fn stored(verb: VerbKind) -> StepVerb {
    match verb {
        VerbKind::Delete => StepVerb::Delete,
        VerbKind::Clear => StepVerb::Clear,
        VerbKind::Anonymise => StepVerb::Anonymise,
        VerbKind::Rectify => StepVerb::Rectify,
        VerbKind::Restrict => StepVerb::Restrict,
        VerbKind::Lift => StepVerb::Lift,
    }
}
