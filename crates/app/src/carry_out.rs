//! A reviewed request that is carried out in the sources: plans do what can be done there, colleagues the rest; then the
//! person is told, and the recipients are (Art. 12(3), 16-19).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::{CaseId, PlanId};
use gestand_cases::Step;
use gestand_ledger::EntryKind;
use gestand_plans::{Outcome, PlanError, propose_erasure, propose_lift, propose_rectification, propose_restriction};
use gestand_policy::model::AddressForm;
use gestand_publish::{Action, ActionAnswer, Kept, Lang, policy_part};
use gestand_sources::VerbKind;
use gestand_store::{
    CaseKind, CaseRow, CaseState, FindingHead, FindingRow, FollowUpKind, FollowUpState, Job, PlanRow, PlanState,
    StepKey, StepState, StepVerb, Tx, Verdict,
};
use gestand_vault::PersonKey;
use jiff::civil::Date;
use serde_json::json;

use crate::findings::grounds_of;
use crate::package::{Builder, Head, reason_in_words};
use crate::stored_record::open_records;
use crate::work::{Alone, done_or_elsewhere};
use crate::{Actor, App, AppError, Result};

const LANG: Lang = Lang::Nl;
/// Findings that are open at once.
const AT_ONCE: u32 = 25;

/// Lines in the history of a case by whom its plans are approved: its review was completed, the person was told that the
/// restriction is lifted.
const REVIEWED: &str = "review_completed";
pub(crate) const LIFT_TOLD: &str = "lift_told";

/// What a plan of a case is for: a restriction has one to mark and one to lift.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// What the review decided.
    Deciding,
    Lifting,
}

impl Phase {
    fn of(case: &CaseRow) -> Phase {
        if case.state == CaseState::Lifting { Phase::Lifting } else { Phase::Deciding }
    }
    fn has(self, verb: StepVerb) -> bool {
        (verb == StepVerb::Lift) == (self == Phase::Lifting)
    }
    /// What colleagues are asked for in it.
    fn follow_up(self) -> FollowUpKind {
        if self == Phase::Lifting { FollowUpKind::Lift } else { FollowUpKind::Change }
    }
}

/// Source, class and key of a record.
pub(crate) type Place = (String, String, String);
/// Records by source and class.
pub(crate) type Keys = BTreeMap<(String, String), Vec<StepKey>>;

impl App {
    /// Starts the work: a plan carries out what the officer has judged record by record, so its approval is the
    /// completion of the review.
    pub(crate) async fn begin_to_carry_out(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: &CaseRow,
        judged: &[FindingHead],
    ) -> Result<()> {
        if case.kind == CaseKind::Erasure {
            // What cannot be erased here is refused before anything is promised.
            self.must_be_erasable(judged)?;
        }
        self.move_on(tx, case, Step::ReviewCompleted).await?;
        self.case_event(tx, case.id, actor, REVIEWED, json!({})).await?;
        if case.kind == CaseKind::Restriction {
            self.hold_restricted(tx, actor, case).await?;
        }
        self.ask_by_hand(tx, case, judged, FollowUpKind::Change).await
    }

    /// Goes on with a case that is being carried out: plans are made, approved by the officer's decision, and run, until
    /// nothing is left that can be done; then the person is told. A plan that stopped waits for a person.
    pub(crate) async fn carry_out(self: &Arc<Self>, id: CaseId) -> Result<()> {
        loop {
            let mut tx = self.engine.store.read().await?;
            let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
            let decision = match case.state {
                CaseState::Executing => REVIEWED,
                CaseState::Lifting => LIFT_TOLD,
                _ => return Ok(()),
            };
            let last = self.last_plan(&mut tx, &case).await?;
            let decided = tx.case_events(id).await?.into_iter().rfind(|event| event.kind == decision);
            drop(tx);
            let officer = decided.map_or_else(|| Actor::System.login().to_owned(), |event| event.actor);
            let plan = match last {
                Some(plan) if plan.state == PlanState::Proposed => plan.id,
                Some(plan) if plan.state == PlanState::Rejected => return self.finish(id).await,
                Some(plan) if plan.state != PlanState::Completed => return Ok(()),
                last => match self.propose_for(&case, &officer, last.is_some()).await? {
                    Some(plan) => plan,
                    None => return self.finish(id).await,
                },
            };
            self.approved_by(&officer, plan).await?;
            if done_or_elsewhere(self.run_plan(plan, &|_| {}).await)? != Some(Outcome::Completed) {
                return Ok(());
            }
        }
    }

    /// The newest plan of what is being done now.
    async fn last_plan(&self, tx: &mut Tx, case: &CaseRow) -> Result<Option<PlanRow>> {
        for plan in tx.plans_of(case.id).await?.into_iter().rev() {
            if tx.plan_step_heads(plan.id).await?.first().is_some_and(|step| Phase::of(case).has(step.verb)) {
                return Ok(Some(plan));
            }
        }
        Ok(None)
    }

    /// A plan that stopped, because a source refuses what was decided, is given up: what it did stays done, the rest is
    /// for colleagues.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when no plan of the case has stopped, or it erases: what is not erased may not be said to be.
    pub async fn by_hand_instead(self: &Arc<Self>, actor: &Actor, id: CaseId) -> Result<()> {
        let work = async |_: &Alone| {
            let mut tx = self.engine.store.write("by_hand_instead").await?;
            let case = self.case_to_handle(&mut tx, actor, id).await?;
            let conflict = AppError::Conflict { what: "plan-state" };
            let runs =
                matches!(case.state, CaseState::Executing | CaseState::Lifting) && case.kind != CaseKind::Erasure;
            let Some(plan) = self.last_plan(&mut tx, &case).await?.filter(|_| runs) else { return Err(conflict) };
            if !tx.plan_set_state(plan.id, PlanState::Stopped, PlanState::Rejected).await? {
                return Err(conflict);
            }
            let left = tx.plan_step_heads(plan.id).await?.into_iter().filter(|step| step.state != StepState::Verified);
            for source in left.map(|step| step.source).collect::<BTreeSet<_>>() {
                self.open_follow_up(&mut tx, &case, Phase::of(&case).follow_up(), &source).await?;
            }
            self.append(&mut tx, EntryKind::PlanCancelled, None, Some(plan.id.to_string()), json!({}));
            Ok(tx.commit().await?)
        };
        self.alone(Job::Case(id), work).await
    }

    /// The plan of what there is to do now; `None` when that is nothing. What a plan has done is done, but erasing goes on
    /// with what an earlier plan had to leave.
    async fn propose_for(&self, case: &CaseRow, by: &str, again: bool) -> Result<Option<PlanId>> {
        let engine = &self.engine;
        let plan = match (case.kind, case.state) {
            (CaseKind::Erasure, _) => {
                let targets = self.to_erase(case, again).await?;
                propose_erasure(engine, case.id, by, targets).await
            }
            _ if again => return Ok(None),
            (CaseKind::Rectification, _) => {
                let targets = self.to_correct(case).await?;
                propose_rectification(engine, case.id, by, self.system_permit(), targets).await
            }
            (_, CaseState::Lifting) => {
                propose_lift(engine, case.id, by, self.to_mark(case, VerbKind::Lift).await?).await
            }
            _ => propose_restriction(engine, case.id, by, self.to_mark(case, VerbKind::Restrict).await?).await,
        };
        match plan {
            Err(PlanError::NothingDue) => Ok(None),
            plan => Ok(Some(plan?)),
        }
    }

    /// Ends what was being carried out, when its plan is done, and colleagues have done their part. Does nothing for a case
    /// that is not waiting for that.
    pub(crate) async fn finish(&self, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.read().await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        let by_hand = tx.follow_ups_of(id).await?;
        drop(tx);
        let waits = |kind| by_hand.iter().any(|one| one.kind == kind && one.state == FollowUpState::Open);
        match (case.state, case.kind) {
            (CaseState::Executing, CaseKind::Erasure) => self.answer_erasure(&case).await,
            (CaseState::Executing, _) if waits(FollowUpKind::Change) => Ok(()),
            (CaseState::Executing, CaseKind::Rectification) => self.answer_rectification(&case).await,
            (CaseState::Executing, _) => self.answer_restriction(&case).await,
            (CaseState::Lifting, _) if !waits(FollowUpKind::Lift) => self.lifted(&case).await,
            _ => Ok(()),
        }
    }

    /// Writes the answer of what was done, in one transaction with the step of the case and the telling of recipients of
    /// `items`.
    pub(crate) async fn answer_action(
        &self,
        case: &CaseRow,
        mut answer: ActionAnswer,
        items: &BTreeSet<&str>,
        defer: impl AsyncFnOnce(&mut Tx) -> Result<()>,
    ) -> Result<()> {
        let mut tx = self.engine.store.write("action_answer").await?;
        self.move_on(&mut tx, case, Step::PlanCompleted).await?;
        defer(&mut tx).await?;
        answer.recipients = self.tell_recipients(&mut tx, case, items).await?;
        Builder::new(self, case).finish(self, &mut tx, &Actor::System, &Head::Action(answer)).await?;
        Ok(tx.commit().await?)
    }

    /// An answer in which nothing is done or kept yet.
    pub(crate) async fn empty_answer(&self, action: Action, case: &CaseRow) -> Result<ActionAnswer> {
        let mut tx = self.engine.store.read().await?;
        let identity = self.identity(&mut tx, case.person, self.system_permit()).await?;
        let earlier = tx.package_of(case.id).await?;
        let part = policy_part(self.policy(), &[], LANG);
        Ok(ActionAnswer {
            action,
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            answered_on: self.today(),
            replaces: earlier.map(|earlier| self.day_of(earlier.built_at)),
            person_name: identity.name,
            done: Vec::new(),
            kept: Vec::new(),
            recipients: Vec::new(),
            complaint: part.complaint,
            not_searched: Vec::new(),
            policy_version: self.policy().version.clone(),
        })
    }

    /// The records of findings that do not get what was asked, with their grounds.
    pub(crate) fn kept_lines<'h>(&self, heads: impl Iterator<Item = &'h FindingHead>) -> Vec<Kept> {
        let mut kept: BTreeMap<(String, String, Option<Date>, String), Kept> = BTreeMap::new();
        for head in heads {
            let what = self.class_label(&head.source, &head.class).get(LANG.code()).to_owned();
            let grounds = grounds_of(&head.grounds);
            // The longest term is what the person needs to know.
            let ground = grounds.iter().max_by_key(|ground| ground.until);
            let law = ground.and_then(|ground| ground.law.clone()).unwrap_or_default();
            let until = ground.and_then(|ground| ground.until);
            let why = ground.map(|ground| reason_in_words(ground.reason, LANG)).unwrap_or_default().to_owned();
            let line = kept.entry((what.clone(), law.clone(), until, why.clone()));
            line.or_insert_with(|| Kept { what, count: 0, why, law, until }).count += head.records;
        }
        kept.into_values().collect()
    }

    /// The day each record was dealt with by a plan: of several plans the newest that has it.
    pub(crate) async fn done_on(&self, case: CaseId, phase: Phase) -> Result<BTreeMap<Place, Date>> {
        let mut tx = self.engine.store.read().await?;
        let mut days = BTreeMap::new();
        for plan in tx.plans_of(case).await? {
            let day = self.day_of(plan.completed_at.or(plan.approved_at).unwrap_or(plan.proposed_at));
            for step in tx.plan_steps(plan.id).await? {
                if step.state == StepState::Verified && phase.has(step.verb) {
                    let place = |key: StepKey| ((step.source.clone(), step.class.clone(), key.key), day);
                    days.extend(step.keys.into_iter().map(place));
                }
            }
        }
        Ok(days)
    }

    /// The records of findings with a verdict.
    pub(crate) async fn judged(&self, tx: &mut Tx, case: &CaseRow, verdict: Verdict) -> Result<Keys> {
        let mut keys = Keys::new();
        let mut last: Option<FindingRow> = None;
        loop {
            let rows = tx.findings_page(case.id, last.as_ref(), AT_ONCE).await?;
            let key = PersonKey::existing(&self.engine.keys, case.person)?;
            for row in rows.iter().filter(|row| row.verdict == Some(verdict)) {
                let of_class = keys.entry((row.source.clone(), row.class.clone())).or_default();
                for record in open_records(&key, row, self.system_permit())? {
                    of_class.push(StepKey { subjects: record.who().subjects.to_vec(), key: record.key.into() });
                }
            }
            let over = rows.len() < AT_ONCE as usize;
            last = rows.into_iter().next_back().or(last);
            if over {
                return Ok(keys);
            }
        }
    }

    /// Whether Gestand itself can do this to records of a class in a source.
    pub(crate) fn can_do(&self, source: &str, class: &str, verb: VerbKind) -> bool {
        let source = self.engine.sources.get(source);
        source.is_some_and(|source| !source.is_manual() && source.supports(class, verb).is_ok())
    }

    /// Whether a colleague must do what was decided on the records of a finding.
    pub(crate) fn is_by_hand(&self, head: &FindingHead, kind: FollowUpKind) -> bool {
        let verb = match (kind, head.verdict) {
            (FollowUpKind::Change, Some(Verdict::Annotate)) => return true,
            (FollowUpKind::Change, Some(Verdict::Correct)) => VerbKind::Rectify,
            (FollowUpKind::Change, Some(Verdict::Restrict)) => VerbKind::Restrict,
            (FollowUpKind::Lift, Some(Verdict::Restrict)) => VerbKind::Lift,
            _ => return false,
        };
        !self.can_do(&head.source, &head.class, verb)
    }

    /// Asks colleagues to do what Gestand cannot do, a follow-up for each source.
    pub(crate) async fn ask_by_hand(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        judged: &[FindingHead],
        kind: FollowUpKind,
    ) -> Result<()> {
        let sources: BTreeSet<&String> =
            judged.iter().filter(|head| self.is_by_hand(head, kind)).map(|head| &head.source).collect();
        for source in sources {
            self.open_follow_up(tx, case, kind, source).await?;
        }
        Ok(())
    }
}
