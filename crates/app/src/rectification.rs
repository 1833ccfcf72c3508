//! Rectification (Art. 16): what is corrected where, what stays and why; an officer's word on the new value.

use std::collections::{BTreeMap, BTreeSet};

use gestand_base::{CaseId, FindingId};
use gestand_cases::{Ground, Reason};
use gestand_ledger::EntryKind;
use gestand_plans::RectificationTarget;
use gestand_publish::{Action, Change, Done, Kept, Lang};
use gestand_sources::VerbKind;
use gestand_store::{CaseKind, CaseRow, CaseState, FindingHead, FindingRow, FollowUpState, StepKey, Tx, Verdict};
use gestand_vault::Sensitive;
use serde_json::json;

use crate::carry_out::Phase;
use crate::follow_up::ByHand;
use crate::package::reason_in_words;
use crate::stored_record::{StoredRecord, StoredValue};
use crate::{Actor, App, AppError, FieldError, Result};

const LANG: Lang = Lang::Nl;
const LONGEST_VALUE: usize = 2000;

/// Source, class, role of the person and new values: records that have these in common go together.
type Alike = (String, String, String, BTreeMap<String, String>);

impl App {
    /// Judges that the record of a finding gets other values: field of the record → new value; a field that is empty here,
    /// or not named, stays as it is.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a new value, with one that is too long, or for a field that nobody contests;
    /// [`AppError::Conflict`] when the case is not being reviewed, or asks something else.
    pub async fn correct(
        &self,
        actor: &Actor,
        id: CaseId,
        finding: FindingId,
        values: BTreeMap<String, String>,
    ) -> Result<()> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.write("finding_correct").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::Reviewing || case.kind != CaseKind::Rectification {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let row = tx.finding_by_id(finding).await?.filter(|row| row.case == id).ok_or(AppError::NotFound)?;
        let mut records = self.open_finding(case.person, &row, &permit)?;
        let invalid = |problem| Err(AppError::Invalid(vec![FieldError { field: "values", problem }]));
        for record in &mut records {
            let mut changes = Vec::new();
            for value in record.values() {
                let new = values.get(&value.field.name).map(|new| new.trim()).filter(|new| !new.is_empty());
                match new {
                    Some(_) if !value.contested => return invalid("verdict-unfit"),
                    Some(new) if new.chars().count() > LONGEST_VALUE => return invalid("too-long"),
                    _ if value.contested => {
                        changes.push((value.at, new.filter(|new| *new != value.text).map(str::to_owned)));
                    }
                    _ => {}
                }
            }
            record.contested = changes;
        }
        if records.iter().all(|record| record.new_values().is_empty()) {
            return invalid("values-empty");
        }
        let by_officer =
            Ground { node: String::new(), law: Some("GDPR 16".into()), until: None, reason: Reason::OfficerDecided };
        let grounds = if row.proposal == Verdict::Correct { row.grounds } else { serde_json::to_value([by_officer])? };
        tx.finding_set_content(finding, &self.seal_finding(case.person, finding, &records)?).await?;
        tx.finding_decide(finding, Verdict::Correct, &grounds, actor.login()).await?;
        let facts = json!({"finding": finding.to_string(), "verdict": Verdict::Correct, "proposal": row.proposal});
        self.append(&mut tx, EntryKind::RecordJudged, Some(case.person), Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }

    /// Whether each of these findings that is to be corrected has a new value: of an item in several fields an officer says
    /// it.
    pub(crate) async fn values_known(&self, tx: &mut Tx, case: &CaseRow, heads: &[FindingHead]) -> Result<bool> {
        for head in heads.iter().filter(|head| head.proposal == Verdict::Correct) {
            let row = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            let records = self.open_finding(case.person, &row, self.system_permit())?;
            if records.iter().any(|record| record.new_values().is_empty()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Findings of a request for rectification with their records; there are few.
    async fn contested(&self, tx: &mut Tx, case: &CaseRow) -> Result<Vec<(FindingRow, StoredRecord)>> {
        let mut found = Vec::new();
        for head in tx.finding_heads(case.id).await? {
            let row = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            for record in self.open_finding(case.person, &row, self.system_permit())? {
                found.push((row.clone(), record));
            }
        }
        Ok(found)
    }

    /// What the plan corrects. Records that get the same values go together.
    pub(crate) async fn to_correct(&self, case: &CaseRow) -> Result<Vec<RectificationTarget>> {
        let found = self.contested(&mut self.engine.store.read().await?, case).await?;
        let mut alike: BTreeMap<Alike, Vec<StepKey>> = BTreeMap::new();
        for (row, record) in found {
            if row.verdict == Some(Verdict::Correct) && self.can_do(&row.source, &row.class, VerbKind::Rectify) {
                let same = (row.source, row.class, record.who().role.to_string(), record.new_values());
                alike
                    .entry(same)
                    .or_default()
                    .push(StepKey { subjects: record.who().subjects.to_vec(), key: record.key.into() });
            }
        }
        let target = |((source, class, role, values), keys): (Alike, _)| {
            let values = values.into_iter().map(|(field, value)| (field, Sensitive::new(value))).collect();
            RectificationTarget { source, class, role, values, keys }
        };
        Ok(alike.into_iter().map(target).collect())
    }

    /// Tells the person what was changed where, and what was not.
    pub(crate) async fn answer_rectification(&self, case: &CaseRow) -> Result<()> {
        let mut answer = self.empty_answer(Action::Rectification, case).await?;
        let days = self.done_on(case.id, Phase::Deciding).await?;
        let mut tx = self.engine.store.read().await?;
        let asked = self.identity(&mut tx, case.person, self.system_permit()).await?.asked.corrections;
        let heads = tx.finding_heads(case.id).await?;
        let by_hand = self.done_by_hand(&mut tx, case).await?;
        let found = self.contested(&mut tx, case).await?;
        drop(tx);
        let (mut changed, mut known) = (BTreeSet::new(), BTreeSet::new());
        for (row, record) in &found {
            known.extend(record.items());
            let place = (row.source.clone(), row.class.clone(), record.key.to_string());
            let end = match (row.verdict, days.get(&place)) {
                (Some(Verdict::Correct), Some(day)) => ByHand { state: FollowUpState::Done, on: *day, note: None },
                (Some(Verdict::Correct | Verdict::Annotate), _) => {
                    by_hand.get(&row.source).cloned().unwrap_or_default()
                }
                _ => continue,
            };
            let what = self.class_label(&row.source, &row.class).get(LANG.code()).to_owned();
            if end.state != FollowUpState::Done {
                let why = end.note.unwrap_or_default();
                answer.kept.push(Kept { what, count: 1, why, law: String::new(), until: None });
                continue;
            }
            let new = record.values().filter(|_| row.verdict == Some(Verdict::Correct));
            let new: Vec<_> = new.filter_map(|value| Some((value, value.new?.to_owned()))).collect();
            changed.extend(new.iter().filter_map(|(value, _)| value.field.item.as_deref()));
            let change = |(value, new): (StoredValue<'_>, String)| Change {
                label: self.field_label(value.field.item.as_deref(), &value.field.name, LANG.code()),
                old: value.text.to_owned(),
                new,
            };
            answer.done.push(Done {
                what,
                place: self.source_label(&row.source).get(LANG.code()).to_owned(),
                count: 1,
                on: end.on,
                changes: new.into_iter().map(change).collect(),
            });
        }
        let stays = |verdict| !matches!(verdict, Some(Verdict::Correct | Verdict::Annotate));
        answer.kept.extend(self.kept_lines(heads.iter().filter(|head| stays(head.verdict))));
        for correction in asked.iter().filter(|one| !known.contains(one.item.as_str())) {
            let what = self.field_label(Some(&correction.item), &correction.item, LANG.code());
            let why = reason_in_words(Reason::NowhereFound, LANG).to_owned();
            answer.kept.push(Kept { what, count: 0, why, law: String::new(), until: None });
        }
        self.answer_action(case, answer, &changed, async |_| Ok(())).await
    }
}
