//! Records found for a case: sealed as they were read, opened for the officer and for the answer. Many records that
//! are judged alike make one finding; an officer can take one out of it to judge it apart.

use std::collections::BTreeSet;

use gestand_base::{CaseId, FindingId, PersonId};
use gestand_cases::Ground;
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::About;
use gestand_store::{CaseState, FindingHead, FindingRow};
use gestand_vault::{PersonKey, Sealed};
use serde_json::json;

use crate::stored_record::{StoredRecord, StoredValue, open_records, seal_records};
use crate::views::{FindingField, FindingLine, FindingPage};
use crate::{Actor, App, AppError, Download, Result};

/// Records of a finding on one page.
const RECORDS_SHOWN: u32 = 50;

impl App {
    pub(crate) fn seal_finding(&self, person: PersonId, id: FindingId, records: &[StoredRecord]) -> Result<Sealed> {
        seal_records(&PersonKey::made(&self.engine.keys, person)?, id, records)
    }

    pub(crate) fn open_finding(
        &self,
        person: PersonId,
        row: &FindingRow,
        permit: &Permit,
    ) -> Result<Vec<StoredRecord>> {
        open_records(&PersonKey::existing(&self.engine.keys, person)?, row, permit)
    }

    /// The file behind a finding, read from its source now; `None` when it is gone.
    pub(crate) async fn document_of(
        &self,
        row: &FindingRow,
        record: &StoredRecord,
        permit: &Permit,
        why: &'static str,
    ) -> Result<Option<Vec<u8>>> {
        let Some(source) = self.engine.sources.get(&row.source) else { return Ok(None) };
        if source.is_manual() {
            return self.task_file(row.case, &record.key, permit, why).await;
        }
        let bytes = source.read_document(&record.key, permit).await;
        let bytes = bytes.map_err(|error| AppError::source(&row.source, &error))?;
        Ok(bytes.map(|bytes| bytes.open(permit, why).clone()))
    }

    /// The file behind a finding, for the officer who judges it. That it was opened is in the ledger.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the finding has no file, or it is gone; [`AppError::SourceDown`].
    pub async fn finding_document(&self, actor: &Actor, case: CaseId, finding: FindingId) -> Result<Download> {
        let permit = self.permit(actor)?;
        let (case, row) = {
            let mut tx = self.engine.store.read().await?;
            let case = self.case_to_handle(&mut tx, actor, case).await?;
            let row = tx.finding_by_id(finding).await?.filter(|row| row.case == case.id).ok_or(AppError::NotFound)?;
            (case, row)
        };
        // A record with a file is never one of many.
        let record = self.open_finding(case.person, &row, &permit)?.into_iter().next().ok_or(AppError::NotFound)?;
        let document = record.document.as_ref().ok_or(AppError::NotFound)?;
        let bytes = self.document_of(&row, &record, &permit, "document under review").await?;
        let bytes = bytes.ok_or(AppError::NotFound)?;
        let mut tx = self.engine.store.write("document_open").await?;
        let facts = json!({"finding": finding.to_string()});
        self.append(&mut tx, EntryKind::ValueOpened, Some(case.person), Some(case.id.to_string()), facts);
        tx.commit().await?;
        let (media_type, ending) = match document.media_type.as_str() {
            "application/pdf" => ("application/pdf", "pdf"),
            "text/plain" => ("text/plain; charset=utf-8", "txt"),
            // What a browser could run is only ever saved.
            _ => ("application/octet-stream", "bin"),
        };
        // The name in the source may tell of a person; this one does not.
        Ok(Download::whole(bytes, media_type, format!("{}-document.{ending}", case.number)))
    }

    /// A finding as the officer sees it: what it is, and its first record.
    pub(crate) fn finding_line(&self, person: PersonId, row: &FindingRow, permit: &Permit) -> Result<FindingLine> {
        let record = self.open_finding(person, row, permit)?.into_iter().next().ok_or(AppError::NotFound)?;
        Ok(FindingLine {
            id: row.id,
            source_label: self.source_label(&row.source),
            class_label: self.class_label(&row.source, &row.class),
            records: row.records,
            marks: record.marks.iter().map(|mark| mark.as_str()).collect(),
            role: record.who().role.to_string(),
            document: record.document.as_ref().map(|document| document.name.clone()),
            fields: self.fields_of(&record),
            proposal: row.proposal,
            verdict: row.verdict,
            needs_review: row.needs_review,
            grounds: grounds_of(&row.grounds),
        })
    }

    fn fields_of(&self, record: &StoredRecord) -> Vec<FindingField> {
        let field = |value: StoredValue<'_>| FindingField {
            label: self.field_label(value.field.item.as_deref(), &value.field.name, "nl"),
            name: value.field.name.clone(),
            value: value.text.to_owned(),
            about_other: value.field.about == About::Other,
            contested: value.contested,
            new: value.new.map(str::to_owned),
        };
        record.values().map(field).collect()
    }

    /// The records of one finding, for the officer who wants to see them all: a page of them and their number.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not handle requests, [`AppError::NotFound`].
    pub async fn finding_page(
        &self,
        actor: &Actor,
        case: CaseId,
        finding: FindingId,
        page: u32,
    ) -> Result<FindingPage> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, case).await?;
        let row = tx.finding_by_id(finding).await?.filter(|row| row.case == case.id).ok_or(AppError::NotFound)?;
        drop(tx);
        let records = self.open_finding(case.person, &row, &permit)?;
        let first = page.saturating_mul(RECORDS_SHOWN);
        let shown = (first..).zip(records.into_iter().skip(first as usize)).take(RECORDS_SHOWN as usize);
        Ok(FindingPage {
            line: self.finding_line(case.person, &row, &permit)?,
            case_number: case.number,
            records: shown.map(|(index, record)| (index, self.fields_of(&record))).collect(),
            pages: row.records.div_ceil(RECORDS_SHOWN).max(1),
        })
    }

    /// Takes one record out of a finding of many, to be judged apart. Gives the finding that it is now.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the case is not being reviewed, or the finding was changed meanwhile;
    /// [`AppError::NotFound`] when there is no such record, or it stands alone.
    pub async fn take_apart(&self, actor: &Actor, case: CaseId, finding: FindingId, index: u32) -> Result<FindingId> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.write("finding_take_apart").await?;
        let case = self.case_to_handle(&mut tx, actor, case).await?;
        if case.state != CaseState::Reviewing {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let row = tx.finding_by_id(finding).await?.filter(|row| row.case == case.id).ok_or(AppError::NotFound)?;
        let mut records = self.open_finding(case.person, &row, &permit)?;
        if records.len() < 2 || index as usize >= records.len() {
            return Err(AppError::NotFound);
        }
        let taken = records.remove(index as usize);
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        tx.finding_shrink(finding, row.records, &self.seal_finding(case.person, finding, &records)?).await?;
        // Who takes a record apart means to judge it.
        let content = self.seal_finding(case.person, id, &[taken])?;
        let apart = FindingRow { id, records: 1, content, needs_review: true, verdict: None, decided_by: None, ..row };
        tx.findings_insert(&[apart]).await?;
        let facts = json!({"finding": finding.to_string(), "apart": id.to_string()});
        self.append(&mut tx, EntryKind::RecordJudged, Some(case.person), Some(case.id.to_string()), facts);
        tx.commit().await?;
        Ok(id)
    }

    pub(crate) fn class_label(&self, source: &str, class: &str) -> gestand_policy::model::Text {
        let found = self.engine.sources.get(source).and_then(|source| source.class_label(class));
        found.unwrap_or_else(|| gestand_policy::model::Text { nl: class.to_owned(), en: None })
    }

    /// The items that records of a class may hold.
    pub(crate) fn class_items(&self, source: &str, class: &str) -> BTreeSet<String> {
        let classes = self.engine.sources.get(source).map(|source| source.classes()).unwrap_or_default();
        classes.into_iter().find(|info| info.id == class).map(|info| info.items).unwrap_or_default()
    }

    /// The policy's word for an item, else the name of the field in the source.
    pub(crate) fn field_label(&self, item: Option<&str>, field: &str, lang: &str) -> String {
        let label = item.and_then(|item| {
            let categories = self.policy().document.categories.values();
            categories.into_iter().find_map(|category| category.items.get(item)?.label.clone())
        });
        match label {
            Some(label) => label.get(lang).to_owned(),
            None => field.replace('_', " "),
        }
    }
}

/// The grounds stored with a finding.
pub(crate) fn grounds_of(stored: &serde_json::Value) -> Vec<Ground> {
    serde_json::from_value(stored.clone()).unwrap_or_default()
}

/// How many findings of a case an officer must still look at.
pub(crate) fn undecided(heads: &[FindingHead]) -> u32 {
    u32::try_from(heads.iter().filter(|head| head.verdict.is_none()).count()).unwrap_or(u32::MAX)
}
