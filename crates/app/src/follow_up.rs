//! Work for a person that follows from what was decided: in a source where Gestand cannot do it, and telling recipients.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::{CaseId, FollowUpId};
use gestand_cases::{items_got, recipients_of};
use gestand_documents::bsn::without_bsns;
use gestand_ledger::EntryKind;
use gestand_policy::model::Text;
use gestand_store::{CaseRow, FindingRow, FollowUpKind, FollowUpRow, FollowUpState, Job, Tx, Verdict};
use gestand_vault::Cell;
use jiff::Span;
use jiff::civil::Date;
use serde_json::json;

use crate::carry_out::Phase;
use crate::intake::parse_day;
use crate::stored_record::MASK;
use crate::views::{FollowUpLine, FollowUpPage};
use crate::work::done_or_elsewhere;
use crate::{Actor, App, AppError, FieldError, Result, Right};

/// Days in which what was decided is done, and told.
const DAYS: i64 = 14;
const LONGEST_NOTE: usize = 2000;
/// Lines of a list on one page.
const MOST: u32 = 200;

/// What became of the work of a colleague.
#[derive(Clone)]
pub(crate) struct ByHand {
    pub state: FollowUpState,
    pub on: Date,
    /// Why it was not done.
    pub note: Option<String>,
}

impl Default for ByHand {
    fn default() -> Self {
        ByHand { state: FollowUpState::Open, on: Date::MIN, note: None }
    }
}

/// Where the note of who did it is sealed.
fn cell(id: FollowUpId) -> Cell<'static> {
    Cell { table: "follow_up", row: id.uuid(), column: "note" }
}

impl App {
    pub(crate) async fn open_follow_up(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        kind: FollowUpKind,
        target: &str,
    ) -> Result<()> {
        let due_on = self.today().saturating_add(Span::new().days(DAYS));
        let row = FollowUpRow {
            id: FollowUpId::new(self.engine.clock.now(), &*self.engine.random),
            case: case.id,
            kind,
            target: target.to_owned(),
            state: FollowUpState::Open,
            // What the answer waits for is done before the answer is due; the rest as soon as can be.
            due_on: if kind == FollowUpKind::Change { due_on.min(case.due_on).max(self.today()) } else { due_on },
            done_on: None,
            note: None,
            done_by: None,
        };
        Ok(tx.follow_up_insert(&row).await?)
    }

    /// Asks an officer to tell the recipients of these items; gives their names.
    pub(crate) async fn tell_recipients(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        items: &BTreeSet<&str>,
    ) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for recipient in recipients_of(self.policy(), items) {
            self.open_follow_up(tx, case, FollowUpKind::Tell, &recipient).await?;
            names.push(gestand_publish::words::capital(self.recipient_label(&recipient).get("nl")));
        }
        Ok(names)
    }

    fn recipient_label(&self, id: &str) -> Text {
        let recipient = self.policy().document.recipients.get(id);
        let label = recipient.and_then(|recipient| recipient.label.clone());
        label.unwrap_or_else(|| Text { nl: id.replace('_', " "), en: None })
    }

    /// What became of the work of colleagues on a case, by source.
    pub(crate) async fn done_by_hand(&self, tx: &mut Tx, case: &CaseRow) -> Result<BTreeMap<String, ByHand>> {
        let mut done = BTreeMap::new();
        for row in tx.follow_ups_of(case.id).await?.into_iter().filter(|row| row.kind == FollowUpKind::Change) {
            let (note, on) = (self.note_of(case, &row)?, row.done_on.unwrap_or_else(|| self.today()));
            done.insert(row.target, ByHand { state: row.state, on, note });
        }
        Ok(done)
    }

    fn note_of(&self, case: &CaseRow, row: &FollowUpRow) -> Result<Option<String>> {
        let Some(sealed) = &row.note else { return Ok(None) };
        let bytes = self.unseal(case.person, cell(row.id), sealed)?;
        Ok(Some(String::from_utf8_lossy(bytes.open(self.system_permit(), "note of a follow-up")).into_owned()))
    }

    fn follow_up_line(&self, row: &FollowUpRow, case: &CaseRow) -> FollowUpLine {
        FollowUpLine {
            id: row.id,
            case: row.case,
            case_number: case.number.clone(),
            case_kind: case.kind,
            kind: row.kind,
            target: match row.kind {
                FollowUpKind::Tell => self.recipient_label(&row.target),
                FollowUpKind::Change | FollowUpKind::Lift => self.source_label(&row.target),
            },
            state: row.state,
            due_on: row.due_on,
            done_on: row.done_on,
            urgency: self.urgency_of_day(row.due_on, row.state != FollowUpState::Open),
        }
    }

    /// Follow-ups of a case, or the open ones of all cases.
    pub(crate) async fn follow_up_lines(&self, tx: &mut Tx, case: Option<CaseId>) -> Result<Vec<FollowUpLine>> {
        let rows = match case {
            Some(case) => tx.follow_ups_of(case).await?,
            None => tx.follow_ups_open(MOST).await?,
        };
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(case) = tx.case_by_id(row.case).await? {
                lines.push(self.follow_up_line(&row, &case));
            }
        }
        Ok(lines)
    }

    /// Recipients that a case concerns, and the day they were told; those that could not be told are left out.
    pub(crate) async fn recipients_told(&self, tx: &mut Tx, case: CaseId) -> Result<Vec<(Text, Option<Date>)>> {
        let rows = tx.follow_ups_of(case).await?.into_iter();
        let told = rows.filter(|row| row.kind == FollowUpKind::Tell && row.state != FollowUpState::NotDone);
        Ok(told.map(|row| (self.recipient_label(&row.target), row.done_on)).collect())
    }

    /// Whether this person may do it: a colleague works in a source, an officer tells recipients.
    pub(crate) fn right_for(kind: FollowUpKind) -> Right {
        match kind {
            FollowUpKind::Change | FollowUpKind::Lift => Right::AnswerTask,
            FollowUpKind::Tell => Right::HandleRequest,
        }
    }

    /// The page of a follow-up.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not do it, [`AppError::NotFound`].
    pub async fn follow_up(&self, actor: &Actor, id: FollowUpId) -> Result<FollowUpPage> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let row = tx.follow_up_by_id(id).await?.ok_or(AppError::NotFound)?;
        actor.must(Self::right_for(row.kind))?;
        let case = tx.case_by_id(row.case).await?.ok_or(AppError::NotFound)?;
        let requester = self.identity(&mut tx, case.person, &permit).await?;
        let phase = if row.kind == FollowUpKind::Lift { Phase::Lifting } else { Phase::Deciding };
        let by_plan = self.done_on(case.id, phase).await?;
        let (mut records, mut items) = (Vec::new(), BTreeSet::new());
        for head in tx.finding_heads(case.id).await? {
            let changed = matches!(head.verdict, Some(Verdict::Correct | Verdict::Erase | Verdict::Restrict));
            let here = head.source == row.target && (changed || head.verdict == Some(Verdict::Annotate));
            if !(if row.kind == FollowUpKind::Tell { changed } else { here }) {
                continue;
            }
            let finding = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            if row.kind == FollowUpKind::Tell {
                items.extend(self.items_changed(&case, &finding)?);
                continue;
            }
            let mut left = self.open_finding(case.person, &finding, &permit)?;
            left.retain(|one| !by_plan.contains_key(&(head.source.clone(), head.class.clone(), one.key.to_string())));
            if !left.is_empty() {
                records.push(self.finding_line(case.person, &finding, &permit)?);
            }
        }
        drop(tx);
        let all = items.iter().map(String::as_str).collect();
        let got = items_got(self.policy(), &row.target, &all);
        Ok(FollowUpPage {
            line: self.follow_up_line(&row, &case),
            requester,
            records,
            items: got.into_iter().map(|item| self.field_label(Some(item), item, "nl")).collect(),
            note: self.note_of(&case, &row)?,
        })
    }

    /// The items of the records of a finding that were changed.
    fn items_changed(&self, case: &CaseRow, row: &FindingRow) -> Result<BTreeSet<String>> {
        let mut items = BTreeSet::new();
        for record in self.open_finding(case.person, row, self.system_permit())? {
            let new = |item: &&str| {
                record.values().any(|value| value.field.item.as_deref() == Some(item) && value.new.is_some())
            };
            let changed = record.items().filter(|item| row.verdict != Some(Verdict::Correct) || new(item));
            items.extend(changed.map(str::to_owned));
        }
        Ok(items)
    }

    /// It is done, or it is said why not. What waited for it goes on.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a day that is none or is to come, or without a reason where it was not done;
    /// [`AppError::Conflict`] when it was ended before.
    pub async fn end_follow_up(
        self: &Arc<Self>,
        actor: &Actor,
        id: FollowUpId,
        done: bool,
        on: Option<&str>,
        note: Option<String>,
    ) -> Result<()> {
        let mut tx = self.engine.store.write("follow_up_end").await?;
        let row = tx.follow_up_by_id(id).await?.ok_or(AppError::NotFound)?;
        actor.must(Self::right_for(row.kind))?;
        self.permit(actor)?;
        let invalid = |field, problem| Err(AppError::Invalid(vec![FieldError { field, problem }]));
        let day = match on.map(str::trim).filter(|text| !text.is_empty()).map(parse_day) {
            None => self.today(),
            Some(None) => return invalid("done_on", "date-form"),
            Some(Some(day)) if day > self.today() => return invalid("done_on", "date-future"),
            Some(Some(day)) => day,
        };
        let note = note.map(|text| without_bsns("", text.trim(), MASK).into_owned()).filter(|text| !text.is_empty());
        match &note {
            None if !done => return invalid("note", "reason-empty"),
            Some(text) if text.chars().count() > LONGEST_NOTE => return invalid("note", "too-long"),
            _ => {}
        }
        let case = tx.case_by_id(row.case).await?.ok_or(AppError::NotFound)?;
        let sealed = note.map(|text| self.seal(case.person, cell(id), text.as_bytes())).transpose()?;
        let state = if done { FollowUpState::Done } else { FollowUpState::NotDone };
        if !tx.follow_up_end(id, state, day, sealed.as_ref(), actor.login()).await? {
            return Err(AppError::Conflict { what: "follow-up-ended" });
        }
        let (event, kind, place) = match row.kind {
            FollowUpKind::Tell => ("recipient_told", EntryKind::RecipientTold, "recipient"),
            FollowUpKind::Change | FollowUpKind::Lift => ("done_by_hand", EntryKind::DoneByHand, "source"),
        };
        let facts = json!({place: row.target, "done": done, "on": day.to_string()});
        self.case_event(&mut tx, case.id, actor, event, facts.clone()).await?;
        self.append(&mut tx, kind, Some(case.person), Some(case.id.to_string()), facts);
        tx.commit().await?;
        if row.kind == FollowUpKind::Tell {
            return Ok(());
        }
        let work = self.alone(Job::Case(case.id), async |_| self.carry_out(case.id).await);
        done_or_elsewhere(work.await).map(drop)
    }
}
