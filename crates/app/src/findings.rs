//! Records found for a case: sealed as they were read, opened for the officer and for the answer.

use std::collections::{BTreeMap, BTreeSet};

use gestand_base::{FindingId, PersonId};
use gestand_cases::Ground;
use gestand_policy::decide::Permit;
use gestand_sources::bsn::without_bsns;
use gestand_sources::{About, Document, Mark, Record};
use gestand_store::FindingRow;
use gestand_vault::{Cell, Sealed};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::views::{FindingField, FindingLine};
use crate::{App, Result};

/// Where the content of a finding is sealed.
fn cell(id: FindingId) -> Cell<'static> {
    Cell { table: "finding", row: id.uuid(), column: "content" }
}

/// What stands in the place of a BSN that a source holds: it does not enter our store (UAVG 46, invariant 6).
const MASK: &str = "[BSN onleesbaar gemaakt]";

/// A record as it is sealed in a finding. Holds personal data: it has no `Debug`.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredRecord {
    pub role: String,
    /// Everyone the record is about, by their key in the source.
    #[serde(default)]
    pub subjects: Vec<String>,
    pub values: Vec<StoredValue>,
    pub events: BTreeMap<String, Date>,
    pub marks: BTreeSet<Mark>,
    pub document: Option<Document>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct StoredValue {
    pub item: Option<String>,
    pub field: String,
    pub about: About,
    pub value: String,
}

impl StoredRecord {
    /// Takes a record out of its source, under a permit, to be sealed at once.
    pub(crate) fn of(record: &Record, permit: &Permit) -> Self {
        StoredRecord {
            role: record.role.clone(),
            subjects: record.subjects.clone(),
            values: record
                .values
                .iter()
                .map(|value| StoredValue {
                    item: value.item.clone(),
                    field: value.field.clone(),
                    about: value.about,
                    value: without_bsns(&value.field, value.value.open(permit, "record of a request"), MASK),
                })
                .collect(),
            events: record.events.clone(),
            marks: record.marks.clone(),
            document: record.document.clone(),
        }
    }
}

impl App {
    pub(crate) fn seal_finding(&self, person: PersonId, id: FindingId, record: &StoredRecord) -> Result<Sealed> {
        self.seal(person, cell(id), &serde_json::to_vec(record)?)
    }

    pub(crate) fn open_finding(&self, person: PersonId, row: &FindingRow, permit: &Permit) -> Result<StoredRecord> {
        let bytes = self.unseal(person, cell(row.id), &row.content)?;
        Ok(serde_json::from_slice(bytes.open(permit, "finding of a request"))?)
    }

    /// A finding as the officer sees it.
    pub(crate) fn finding_line(&self, person: PersonId, row: &FindingRow, permit: &Permit) -> Result<FindingLine> {
        let record = self.open_finding(person, row, permit)?;
        Ok(FindingLine {
            id: row.id,
            source_label: self.source_label(&row.source),
            class_label: self.class_label(&row.source, &row.class),
            fields: record
                .values
                .into_iter()
                .map(|value| FindingField {
                    label: self.field_label(value.item.as_deref(), &value.field, "nl"),
                    value: value.value,
                    about_other: value.about == About::Other,
                })
                .collect(),
            marks: record.marks.iter().map(|mark| mark.as_str()).collect(),
            role: record.role,
            document: record.document.map(|document| document.name),
            proposal: row.proposal,
            verdict: row.verdict,
            needs_review: row.needs_review,
            grounds: grounds_of(row),
        })
    }

    pub(crate) fn class_label(&self, source: &str, class: &str) -> gestand_policy::model::Text {
        let found = self.engine.sources.get(source).and_then(|source| source.class_label(class));
        found.unwrap_or_else(|| gestand_policy::model::Text { nl: class.to_owned(), en: None })
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
pub(crate) fn grounds_of(row: &FindingRow) -> Vec<Ground> {
    serde_json::from_value(row.grounds.clone()).unwrap_or_default()
}

/// All findings of a case that an officer must still look at.
pub(crate) fn undecided(rows: &[FindingRow]) -> u32 {
    u32::try_from(rows.iter().filter(|row| row.verdict.is_none()).count()).unwrap_or(u32::MAX)
}
