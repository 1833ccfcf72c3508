//! An erasure request after the review: what goes, goes through a plan; then the person is told what went and what
//! stayed, why and until when (Art. 17, 12(4)).

use std::collections::BTreeMap;
use std::sync::Arc;

use gestand_base::{CaseId, HoldId};
use gestand_cases::{Reason, Step};
use gestand_plans::{ErasureTarget, Outcome, propose_erasure};
use gestand_policy::model::AddressForm;
use gestand_publish::{Erased, ErasureAnswer, Kept, Lang, policy_part};
use gestand_sources::Work;
use gestand_store::{CaseRow, CaseState, HoldIndex, Job, PlanState, StepKey, Tx, Verdict};
use jiff::civil::Date;
use serde_json::json;

use crate::findings::grounds_of;
use crate::package::{Builder, Head, reason_in_words};
use crate::work::done_or_elsewhere;
use crate::{Actor, App, AppError, Result};

const LANG: Lang = Lang::Nl;

/// The line in the history of a case by whom its review was completed: that approves the plans of the case.
const REVIEWED: &str = "review_completed";

/// Source, class and key of a record.
type Place = (String, String, String);

/// A record that should go and is still there.
struct Left {
    hold: Option<HoldId>,
    /// No other record hangs on it.
    ripe: bool,
}

impl Left {
    /// Whether nothing keeps it any more.
    fn can_go(&self) -> bool {
        self.ripe && self.hold.is_none()
    }
}

impl App {
    /// Starts the erasing: the plan carries out what the officer has judged record by record, so its approval is
    /// the completion of the review.
    pub(crate) async fn execute_erasure(self: &Arc<Self>, actor: &Actor, case: &CaseRow) -> Result<()> {
        let work = async |_| {
            let mut tx = self.engine.store.write("erasure_start").await?;
            // What cannot be erased here is refused before anything is promised.
            self.targets(&mut tx, case).await?;
            self.move_on(&mut tx, case, Step::ReviewCompleted).await?;
            self.case_event(&mut tx, case.id, actor, REVIEWED, json!({})).await?;
            tx.commit().await?;
            self.erase(case.id).await
        };
        self.alone(Job::Case(case.id), work).await
    }

    /// Goes on with the erasing of a case: plans are made, approved by the review, and run, until nothing is left that
    /// can go; then the person is told. A plan that stopped waits for a person.
    pub(crate) async fn erase(self: &Arc<Self>, id: CaseId) -> Result<()> {
        loop {
            let mut tx = self.engine.store.read().await?;
            let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
            let last = tx.plans_of(id).await?.pop();
            let reviewer = tx.case_events(id).await?.into_iter().rfind(|event| event.kind == REVIEWED);
            drop(tx);
            let reviewer = reviewer.map_or_else(|| Actor::System.login().to_owned(), |event| event.actor);
            let plan = match last {
                _ if case.state != CaseState::Executing => return Ok(()),
                Some(plan) if plan.state == PlanState::Proposed => plan.id,
                Some(plan) if plan.state != PlanState::Completed => return Ok(()),
                last => {
                    let targets = self.to_erase(&case, last.is_some()).await?;
                    if targets.is_empty() {
                        return self.answer_erasure(id).await;
                    }
                    propose_erasure(&self.engine, id, &reviewer, targets).await?
                }
            };
            self.approved_by(&reviewer, plan).await?;
            if done_or_elsewhere(self.run_plan(plan, &|_| {}).await)? != Some(Outcome::Completed) {
                return Ok(());
            }
        }
    }

    /// What a plan has to do now: all that goes, or after an earlier plan what that one had to leave.
    async fn to_erase(&self, case: &CaseRow, again: bool) -> Result<Vec<ErasureTarget>> {
        let mut targets = self.targets(&mut self.engine.store.read().await?, case).await?;
        if !again {
            return Ok(targets);
        }
        let left = self.left_of(case, &targets).await?;
        if !left.values().any(Left::can_go) {
            return Ok(Vec::new());
        }
        for target in &mut targets {
            let place = |key: &StepKey| (target.source.clone(), target.class.clone(), key.key.clone());
            target.keys.retain(|key| left.get(&place(key)).is_some_and(|left| left.hold.is_none()));
        }
        targets.retain(|target| !target.keys.is_empty());
        Ok(targets)
    }

    /// What goes, in the order of the plan.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for a record that we cannot erase ourselves: it may not be said to be gone.
    async fn targets(&self, tx: &mut Tx, case: &CaseRow) -> Result<Vec<ErasureTarget>> {
        let mut by_class: BTreeMap<(String, String), Vec<StepKey>> = BTreeMap::new();
        for head in tx.finding_heads(case.id).await?.iter().filter(|head| head.verdict == Some(Verdict::Erase)) {
            let row = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            let keys = by_class.entry((row.source.clone(), row.class.clone())).or_default();
            for record in self.open_finding(case.person, &row, self.system_permit())? {
                keys.push(StepKey { key: record.key, subjects: record.subjects });
            }
        }
        let mut targets: Vec<ErasureTarget> = by_class
            .into_iter()
            .map(|((source, class), keys)| {
                let verb = self.engine.sources.get(&source).and_then(|source| source.erasure_verb(&class));
                let verb = verb.ok_or(AppError::Conflict { what: "cannot-erase-here" })?;
                Ok(ErasureTarget { source, class, verb, keys })
            })
            .collect::<Result<_>>()?;
        // What other rows hang on goes last.
        targets.sort_by_key(|target| {
            self.engine.sources.get(&target.source).is_some_and(|source| source.waits_for_others(&target.class))
        });
        Ok(targets)
    }

    /// Tells the person, when the plan is done. Does nothing for a case that is not waiting for that, or when something
    /// is left that can go now: another plan comes first.
    pub(crate) async fn answer_erasure(&self, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.read().await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        if case.state != CaseState::Executing {
            return Ok(());
        }
        let targets = self.targets(&mut tx, &case).await?;
        drop(tx);
        let left = self.left_of(&case, &targets).await?;
        if left.values().any(Left::can_go) {
            return Ok(());
        }
        let answer = self.erasure_answer(&case, &targets, &left).await?;
        let mut tx = self.engine.store.write("erasure_answer").await?;
        self.move_on(&mut tx, &case, Step::PlanCompleted).await?;
        self.defer(&mut tx, &case, &left).await?;
        let head = Head::Erasure(answer);
        Builder::new(self, &case).finish(self, &mut tx, &Actor::System, &head).await?;
        Ok(tx.commit().await?)
    }

    /// Records that should go but are still there, because other records hang on them or a hold came in between:
    /// asked of the sources again, so that the answer tells what is so and not what was meant.
    async fn left_of(&self, case: &CaseRow, targets: &[ErasureTarget]) -> Result<BTreeMap<Place, Left>> {
        let mut holds = self.engine.store.read().await?.holds_active().await?;
        holds.retain(|hold| hold.case != Some(case.id));
        let holds = HoldIndex::new(holds);
        let mut there = BTreeMap::new();
        for target in targets {
            let Some(source) = self.engine.sources.get(&target.source) else { continue };
            let keys = target.keys.iter().map(|key| key.key.clone()).collect();
            let work = Work { class: target.class.clone(), verb: target.verb.clone(), keys, still: None };
            let seen = source.verify(&work).await.map_err(|error| AppError::source(&target.source, &error))?;
            let waiting = seen.not_due.into_iter().map(|key| (key, false));
            for (key, ripe) in waiting.chain(seen.remaining.into_iter().map(|key| (key, true))) {
                let subjects = target.keys.iter().filter(|step| step.key == key).flat_map(|step| &step.subjects);
                let hold = holds.holds(&target.source, &target.class, &key, subjects.map(String::as_str));
                let left = Left { hold: hold.map(|hold| hold.id), ripe };
                there.insert((target.source.clone(), target.class.clone(), key), left);
            }
        }
        Ok(there)
    }

    /// Writes down which findings wait for which hold: its release goes on with them.
    async fn defer(&self, tx: &mut Tx, case: &CaseRow, left: &BTreeMap<Place, Left>) -> Result<()> {
        if left.values().all(|left| left.hold.is_none()) {
            return Ok(());
        }
        for head in tx.finding_heads(case.id).await?.iter().filter(|head| head.verdict == Some(Verdict::Erase)) {
            let row = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            for record in self.open_finding(case.person, &row, self.system_permit())? {
                let place = (row.source.clone(), row.class.clone(), record.key);
                if let Some(hold) = left.get(&place).and_then(|left| left.hold) {
                    tx.deferred_insert(row.id, hold).await?;
                }
            }
        }
        Ok(())
    }

    /// The day each record was erased on, when several plans did it: the newest plan that has it.
    async fn erased_on(&self, case: CaseId) -> Result<BTreeMap<Place, Date>> {
        let mut tx = self.engine.store.read().await?;
        let mut days = BTreeMap::new();
        for plan in tx.plans_of(case).await? {
            let Some(day) = plan.completed_at.map(|at| self.day_of(at)) else { continue };
            for step in tx.plan_steps(plan.id).await? {
                let place = |key: StepKey| ((step.source.clone(), step.class.clone(), key.key), day);
                days.extend(step.keys.into_iter().map(place));
            }
        }
        Ok(days)
    }

    async fn erasure_answer(
        &self,
        case: &CaseRow,
        targets: &[ErasureTarget],
        left: &BTreeMap<Place, Left>,
    ) -> Result<ErasureAnswer> {
        let permit = *self.system_permit();
        let mut tx = self.engine.store.read().await?;
        let identity = self.identity(&mut tx, case.person, &permit).await?;
        let heads = tx.finding_heads(case.id).await?;
        let replaces = tx.package_of(case.id).await?.map(|earlier| self.day_of(earlier.built_at));
        drop(tx);
        let part = policy_part(self.policy(), &[], LANG);
        let class = |source: &str, class: &str| self.class_label(source, class).get(LANG.code()).to_owned();
        let days = self.erased_on(case.id).await?;
        let mut erased: BTreeMap<(String, Date), Erased> = BTreeMap::new();
        let mut kept: BTreeMap<(String, String, Option<Date>), Kept> = BTreeMap::new();
        for target in targets {
            let what = class(&target.source, &target.class);
            for key in &target.keys {
                let place = (target.source.clone(), target.class.clone(), key.key.clone());
                let Some(left) = left.get(&place) else {
                    let on = days.get(&place).copied().unwrap_or_else(|| self.today());
                    let line = erased.entry((what.clone(), on));
                    line.or_insert_with(|| Erased { what: what.clone(), count: 0, on }).count += 1;
                    continue;
                };
                let reason = if left.hold.is_some() { Reason::Held } else { Reason::StillNeeded };
                let law = if left.hold.is_some() { "GDPR 17(3)(e)" } else { "GDPR 17(3)" }.to_owned();
                let why = reason_in_words(reason, LANG).to_owned();
                let line = kept.entry((what.clone(), law.clone(), None));
                line.or_insert_with(|| Kept { what: what.clone(), count: 0, why, law, until: None }).count += 1;
            }
        }
        for head in heads.iter().filter(|head| head.verdict != Some(Verdict::Erase)) {
            let what = class(&head.source, &head.class);
            let grounds = grounds_of(&head.grounds);
            // The longest term is what the person needs to know.
            let ground = grounds.iter().max_by_key(|ground| ground.until);
            let law = ground.and_then(|ground| ground.law.clone()).unwrap_or_default();
            let until = ground.and_then(|ground| ground.until);
            let line = kept.entry((what.clone(), law.clone(), until)).or_insert_with(|| Kept {
                what,
                count: 0,
                why: ground.map(|ground| reason_in_words(ground.reason, LANG)).unwrap_or_default().to_owned(),
                law,
                until,
            });
            line.count += head.records;
        }
        Ok(ErasureAnswer {
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            answered_on: self.today(),
            replaces,
            person_name: identity.name,
            erased: erased.into_values().collect(),
            kept: kept.into_values().collect(),
            recipients_told: Vec::new(),
            complaint: part.complaint,
            not_searched: Vec::new(),
            policy_version: self.policy().version.clone(),
        })
    }
}
