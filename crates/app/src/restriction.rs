//! Restriction (Art. 18): records are marked and held; before they are used again, the person is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::CaseId;
use gestand_cases::Step;
use gestand_ledger::EntryKind;
use gestand_plans::MarkTarget;
use gestand_policy::model::AddressForm;
use gestand_publish::{Action, Done, Kept, Lang, LiftNotice, lift_pdf, policy_part};
use gestand_sources::VerbKind;
use gestand_store::{CaseKind, CaseRow, CaseState, FollowUpKind, FollowUpState, HoldKind, HoldRow, Job, Tx, Verdict};
use jiff::civil::Date;
use serde_json::json;

use crate::carry_out::{LIFT_TOLD, Phase};
use crate::case_steps::check_reason;
use crate::follow_up::ByHand;
use crate::intake::parse_day;
use crate::work::Alone;
use crate::{Actor, App, AppError, Download, FieldError, Result};

const LANG: Lang = Lang::Nl;
/// The line in the history of a case that says that a restriction will be lifted.
const ANNOUNCED: &str = "lift_announced";
/// The note of the case in which the person reads why.
const NOTE: &str = "lift";

/// Ways to tell a person that a restriction is lifted.
pub const TOLD_BY: [&str; 4] = ["letter", "email", "phone", "office"];

impl App {
    /// Holds every record that is restricted: what is restricted is not destroyed (Art. 18(2)).
    pub(crate) async fn hold_restricted(&self, tx: &mut Tx, actor: &Actor, case: &CaseRow) -> Result<()> {
        for ((source, class), keys) in self.judged(tx, case, Verdict::Restrict).await? {
            for key in keys {
                let hold = HoldRow {
                    class: Some(class.clone()),
                    record_key: Some(key.key),
                    ..self.hold_of(HoldKind::Restriction, actor, case.id, &source)
                };
                self.place_hold(tx, &hold).await?;
            }
        }
        Ok(())
    }

    /// How many records the request has restricted.
    pub(crate) async fn restricted(&self, tx: &mut Tx, case: &CaseRow) -> Result<u32> {
        if case.kind != CaseKind::Restriction {
            return Ok(0);
        }
        let holds = tx.holds_active_of(HoldKind::Restriction).await?.into_iter();
        let of_case = holds.filter(|hold| hold.case == Some(case.id));
        Ok(u32::try_from(of_case.count()).unwrap_or(u32::MAX))
    }

    /// What a plan marks, or frees from the mark.
    pub(crate) async fn to_mark(&self, case: &CaseRow, verb: VerbKind) -> Result<Vec<MarkTarget>> {
        let judged = self.judged(&mut self.engine.store.read().await?, case, Verdict::Restrict).await?;
        let can = judged.into_iter().filter(|((source, class), _)| self.can_do(source, class, verb));
        Ok(can.map(|((source, class), keys)| MarkTarget { source, class, keys }).collect())
    }

    /// Tells the person what is restricted, and what is not.
    pub(crate) async fn answer_restriction(&self, case: &CaseRow) -> Result<()> {
        let mut answer = self.empty_answer(Action::Restriction, case).await?;
        let mut days: BTreeMap<(String, String), Date> = BTreeMap::new();
        for ((source, class, _), day) in self.done_on(case.id, Phase::Deciding).await? {
            days.insert((source, class), day);
        }
        let mut tx = self.engine.store.read().await?;
        let heads = tx.finding_heads(case.id).await?;
        let by_hand = self.done_by_hand(&mut tx, case).await?;
        drop(tx);
        let (mut done, mut items): (BTreeMap<(String, String, Date), Done>, _) = (BTreeMap::new(), BTreeSet::new());
        for head in heads.iter().filter(|head| head.verdict == Some(Verdict::Restrict)) {
            let what = self.class_label(&head.source, &head.class).get(LANG.code()).to_owned();
            let end = match days.get(&(head.source.clone(), head.class.clone())) {
                Some(day) => ByHand { state: FollowUpState::Done, on: *day, note: None },
                None => by_hand.get(&head.source).cloned().unwrap_or_default(),
            };
            if end.state != FollowUpState::Done {
                let why = end.note.unwrap_or_default();
                answer.kept.push(Kept { what, count: head.records, why, law: String::new(), until: None });
                continue;
            }
            items.extend(self.class_items(&head.source, &head.class));
            let place = self.source_label(&head.source).get(LANG.code()).to_owned();
            let line = done.entry((what.clone(), place.clone(), end.on));
            line.or_insert_with(|| Done { what, place, count: 0, on: end.on, changes: Vec::new() }).count +=
                head.records;
        }
        answer.done = done.into_values().collect();
        let stays = heads.iter().filter(|head| head.verdict != Some(Verdict::Restrict));
        answer.kept.extend(self.kept_lines(stays));
        let items = items.iter().map(String::as_str).collect();
        // The request stays open for as long as it restricts: what it does not restrict is held no longer.
        let release = async |tx: &mut Tx| self.release_holds_of(tx, &Actor::System, case).await;
        self.answer_action(case, answer, &items, release).await
    }

    /// An officer says why a restriction will be lifted. Nothing is lifted yet: the person reads it on their page, and must
    /// be told (Art. 18(3)).
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason; [`AppError::Conflict`] when nothing is restricted.
    pub async fn announce_lift(&self, actor: &Actor, id: CaseId, reason: &str) -> Result<()> {
        check_reason(reason)?;
        let mut tx = self.engine.store.write("lift_announce").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if self.restricted(&mut tx, &case).await? == 0 {
            return Err(AppError::Conflict { what: "not-restricted" });
        }
        self.move_on(&mut tx, &case, Step::LiftAnnounced).await?;
        self.keep_note(&mut tx, &case, actor, NOTE, reason).await?;
        self.case_event(&mut tx, id, actor, ANNOUNCED, json!({})).await?;
        self.append(&mut tx, EntryKind::LiftAnnounced, Some(case.person), Some(id.to_string()), json!({}));
        Ok(tx.commit().await?)
    }

    /// After all the restriction is not lifted now; the person reads nothing of it any more.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was not announced, or the person was told.
    pub async fn drop_lift(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.write("lift_drop").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        self.move_on(&mut tx, &case, Step::LiftDropped).await?;
        let mut identity = self.identity(&mut tx, case.person, &permit).await?;
        identity.notes.retain(|(about, _)| about != NOTE);
        tx.person_update(case.person, &self.seal_identity(case.person, &identity)?).await?;
        self.case_event(&mut tx, id, actor, "lift_dropped", json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// The letter that tells the person.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when no lifting is announced.
    pub async fn lift_letter(&self, actor: &Actor, id: CaseId) -> Result<Download> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::LiftAnnounced {
            return Err(AppError::NotFound);
        }
        let identity = self.identity(&mut tx, case.person, &permit).await?;
        let records = self.restricted(&mut tx, &case).await?;
        drop(tx);
        let part = policy_part(self.policy(), &[], LANG);
        let reason = identity.notes.into_iter().rfind(|(about, _)| about == NOTE).map(|(_, text)| text);
        let notice = LiftNotice {
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            written_on: self.today(),
            person_name: identity.name,
            reason: reason.unwrap_or_default(),
            records,
            complaint: part.complaint,
        };
        let pdf = lift_pdf(&notice, LANG).map_err(AppError::internal)?;
        Ok(Download::whole(pdf, "application/pdf", format!("{}-opheffen.pdf", case.number)))
    }

    /// The person was told: the marks are taken away, then the holds are released.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a day before the announcement or after today, or an unknown way; [`AppError::Conflict`]
    /// when it was not announced.
    pub async fn lift_told(self: &Arc<Self>, actor: &Actor, id: CaseId, on: &str, by: &str) -> Result<()> {
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let announced = tx.case_events(id).await?.into_iter().rfind(|event| event.kind == ANNOUNCED);
        let (false, Some(announced)) = (case.state != CaseState::LiftAnnounced, announced) else {
            return Err(AppError::Conflict { what: "case-state" });
        };
        drop(tx);
        let invalid = |field, problem| Err(AppError::Invalid(vec![FieldError { field, problem }]));
        let on = match parse_day(on) {
            None => return invalid("told_on", "date-form"),
            Some(day) if day > self.today() => return invalid("told_on", "date-future"),
            Some(day) if day < self.day_of(announced.at) => return invalid("told_on", "date-before"),
            Some(day) => day,
        };
        let Some(by) = TOLD_BY.iter().find(|way| **way == by) else { return invalid("told_by", "choose") };
        // Lifting goes on when the officer closes the page.
        let (app, actor) = (Arc::clone(self), actor.clone());
        let work = tokio::spawn(async move {
            let lift = async |_: &Alone| {
                let mut tx = app.engine.store.write("lift_told").await?;
                app.move_on(&mut tx, &case, Step::LiftTold).await?;
                let facts = json!({"on": on.to_string(), "channel": by});
                app.case_event(&mut tx, id, &actor, LIFT_TOLD, facts.clone()).await?;
                app.append(&mut tx, EntryKind::LiftTold, Some(case.person), Some(id.to_string()), facts);
                let judged = tx.finding_heads(id).await?;
                app.ask_by_hand(&mut tx, &case, &judged, FollowUpKind::Lift).await?;
                tx.commit().await?;
                app.carry_out(id).await
            };
            app.alone(Job::Case(id), lift).await
        });
        work.await.map_err(AppError::internal)?
    }

    /// The marks are gone: the holds are released, and what they deferred goes on.
    pub(crate) async fn lifted(&self, case: &CaseRow) -> Result<()> {
        let mut tx = self.engine.store.write("lifted").await?;
        self.move_on(&mut tx, case, Step::PlanCompleted).await?;
        let released = tx.holds_release_for_case(case.id, HoldKind::Restriction, self.engine.clock.now()).await?;
        tx.holds_mark_again(case.id).await?;
        let facts = json!({"kind": HoldKind::Restriction, "released": released});
        self.case_event(&mut tx, case.id, &Actor::System, "lifted", json!({"released": released})).await?;
        self.append(&mut tx, EntryKind::HoldReleased, Some(case.person), Some(case.id.to_string()), facts);
        Ok(tx.commit().await?)
    }
}
