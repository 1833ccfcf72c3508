//! Records as a finding keeps them: what their fields are is written once, then what each record holds, sealed together.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::{FindingId, pack, unpack};
use gestand_cases::Correction;
use gestand_documents::bsn::without_bsns;
use gestand_policy::decide::Permit;
use gestand_sources::{About, Document, FieldInfo, Mark, Record};
use gestand_store::FindingRow;
use gestand_vault::{Cell, PersonKey, Sealed};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AppError, Result};

/// What stands in the place of a BSN that a source holds: it does not enter our store (UAVG 46, invariant 6).
pub(crate) const MASK: &str = "[BSN onleesbaar gemaakt]";

/// Bytes of a record as JSON, as a guess.
const USUAL: usize = 200;

/// A record of a finding. Holds personal data: it has no `Debug`.
pub(crate) struct StoredRecord {
    /// Key of the record in its source.
    pub key: String,
    pub role: String,
    /// Everyone the record is about, by their key in the source.
    pub subjects: Vec<String>,
    pub values: Vec<StoredValue>,
    pub events: BTreeMap<String, Date>,
    pub marks: BTreeSet<Mark>,
    pub document: Option<Document>,
    /// Why the document stays out of an answer, for the requester; never stored.
    pub without_document: Option<String>,
}

pub(crate) struct StoredValue {
    pub field: Arc<FieldInfo>,
    pub value: String,
    /// Rectification: the person says that it is not right.
    pub contested: bool,
    /// Rectification: what it becomes.
    pub new: Option<String>,
}

impl StoredRecord {
    /// Takes a record out of its source, under a permit, to be sealed at once.
    pub(crate) fn of(record: &Record, permit: &Permit) -> Self {
        let value = |value: &gestand_sources::Value| StoredValue {
            field: value.field.clone(),
            value: masked(value, permit).into_owned(),
            contested: false,
            new: None,
        };
        StoredRecord {
            key: record.key.clone(),
            role: record.role.clone(),
            subjects: record.subjects.clone(),
            values: record.values.iter().map(value).collect(),
            events: record.events.clone(),
            marks: record.marks.clone(),
            document: record.document.clone(),
            without_document: None,
        }
    }

    /// Puts what was asked beside the values that it contests. Of an item in several fields the new value stands beside
    /// the only one that is filled; else an officer says which field gets what. What the class may hold and the record does
    /// not is completed: the item stands for its field.
    pub(crate) fn contest(&mut self, corrections: &[Correction], may_hold: &BTreeSet<String>) {
        for correction in corrections {
            let of_item = |value: &&mut StoredValue| {
                value.field.about == About::Subject && value.field.item.as_deref() == Some(&correction.item)
            };
            let mut fields: Vec<_> = self.values.iter_mut().filter(of_item).collect();
            let right = fields.iter().any(|field| field.value.trim() == correction.value);
            let filled = fields.iter().filter(|field| !field.value.is_empty()).count();
            let single = fields.len() == 1;
            for field in &mut fields {
                field.contested = true;
                if !right && (single || filled == 1 && !field.value.is_empty()) {
                    field.new = Some(correction.value.clone());
                }
            }
            if fields.is_empty() && may_hold.contains(&correction.item) {
                let (item, name) = (Some(correction.item.clone()), correction.item.clone());
                let field = FieldInfo { item, name, about: About::Subject, free_text: false };
                let new = Some(correction.value.clone());
                self.values.push(StoredValue { field: Arc::new(field), value: String::new(), contested: true, new });
            }
        }
    }

    /// Field → new value.
    pub(crate) fn new_values(&self) -> BTreeMap<String, String> {
        let new = |value: &StoredValue| Some((value.field.name.clone(), value.new.clone()?));
        self.values.iter().filter_map(new).collect()
    }

    /// Items about the person of the case.
    pub(crate) fn items(&self) -> impl Iterator<Item = &str> {
        let own = self.values.iter().filter(|value| value.field.about == About::Subject);
        own.filter_map(|value| value.field.item.as_deref())
    }
}

fn masked<'r>(value: &'r gestand_sources::Value, permit: &Permit) -> Cow<'r, str> {
    without_bsns(&value.field.name, value.value.open(permit, "record of a request"), MASK)
}

/// Where the content of a finding is sealed.
fn cell(id: FindingId) -> Cell<'static> {
    Cell { table: "finding", row: id.uuid(), column: "content" }
}

/// What is sealed.
#[derive(Serialize)]
struct Written<'r> {
    fields: &'r [&'r FieldInfo],
    records: &'r [Line<'r>],
}

#[derive(Deserialize)]
struct Read {
    fields: Vec<Arc<FieldInfo>>,
    records: Vec<Line<'static>>,
}

/// A record, its values in the order of the fields.
#[derive(Serialize, Deserialize)]
struct Line<'r> {
    key: Cow<'r, str>,
    role: Cow<'r, str>,
    #[serde(default, skip_serializing_if = "is_empty")]
    subjects: Cow<'r, [String]>,
    values: Vec<Option<Cow<'r, str>>>,
    /// Of the values that are contested: which it is, and what it becomes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contested: Vec<(usize, Option<Cow<'r, str>>)>,
    #[serde(default, skip_serializing_if = "no_events")]
    events: Cow<'r, BTreeMap<String, Date>>,
    #[serde(default, skip_serializing_if = "no_marks")]
    marks: Cow<'r, BTreeSet<Mark>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<Cow<'r, Document>>,
}

fn is_empty(list: &[String]) -> bool {
    list.is_empty()
}

fn no_events(events: &BTreeMap<String, Date>) -> bool {
    events.is_empty()
}

fn no_marks(marks: &BTreeSet<Mark>) -> bool {
    marks.is_empty()
}

/// The fields of the records so far.
#[derive(Default)]
struct Fields<'r>(Vec<&'r FieldInfo>);

impl<'r> Fields<'r> {
    /// The values of a record, each in the place of its field.
    fn line<V>(&mut self, values: impl Iterator<Item = (&'r FieldInfo, V)>) -> Vec<Option<V>> {
        let mut line = Vec::with_capacity(self.0.len());
        for (field, value) in values {
            let same = |other: &&FieldInfo| std::ptr::eq(*other, field) || *other == field;
            let at = self.0.iter().skip(line.len()).position(same).map(|at| line.len() + at);
            let at = at.unwrap_or_else(|| {
                self.0.push(field);
                self.0.len() - 1
            });
            line.resize_with(at, || None);
            line.push(Some(value));
        }
        line
    }
}

/// Seals records as they come from their source, under a permit.
pub(crate) fn seal_found(key: &PersonKey, id: FindingId, records: &[&Record], permit: &Permit) -> Result<Sealed> {
    let mut fields = Fields::default();
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        lines.push(Line {
            key: Cow::Borrowed(&record.key),
            role: Cow::Borrowed(&record.role),
            subjects: Cow::Borrowed(&record.subjects),
            values: fields.line(record.values.iter().map(|value| (&*value.field, masked(value, permit)))),
            contested: Vec::new(),
            events: Cow::Borrowed(&record.events),
            marks: Cow::Borrowed(&record.marks),
            document: record.document.as_ref().map(Cow::Borrowed),
        });
    }
    seal(key, id, &fields, &lines)
}

/// Seals records of a finding.
pub(crate) fn seal_records(key: &PersonKey, id: FindingId, records: &[StoredRecord]) -> Result<Sealed> {
    let mut fields = Fields::default();
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        let mut contested = Vec::new();
        let values = fields.line(record.values.iter().map(|value| (&*value.field, value)));
        for (at, value) in values.iter().enumerate() {
            if let Some(value) = value.filter(|value| value.contested) {
                contested.push((at, value.new.as_deref().map(Cow::Borrowed)));
            }
        }
        lines.push(Line {
            key: Cow::Borrowed(&record.key),
            role: Cow::Borrowed(&record.role),
            subjects: Cow::Borrowed(&record.subjects),
            values: values.into_iter().map(|value| Some(Cow::Borrowed(value?.value.as_str()))).collect(),
            contested,
            events: Cow::Borrowed(&record.events),
            marks: Cow::Borrowed(&record.marks),
            document: record.document.as_ref().map(Cow::Borrowed),
        });
    }
    seal(key, id, &fields, &lines)
}

fn seal(key: &PersonKey, id: FindingId, fields: &Fields<'_>, records: &[Line<'_>]) -> Result<Sealed> {
    let mut json = Vec::with_capacity(records.len() * USUAL);
    serde_json::to_writer(&mut json, &Written { fields: &fields.0, records })?;
    Ok(key.seal(cell(id), &pack(&json))?)
}

/// The records of a finding.
pub(crate) fn open_records(key: &PersonKey, row: &FindingRow, permit: &Permit) -> Result<Vec<StoredRecord>> {
    let bytes = key.unseal(&row.content, cell(row.id))?;
    let bytes = unpack(bytes.open(permit, "finding of a request")).map_err(AppError::internal)?;
    let Read { fields, records } = serde_json::from_slice(&bytes)?;
    let record = |line: Line<'_>| {
        let mut contested: BTreeMap<_, _> = line.contested.into_iter().collect();
        let value = |(at, (field, value)): (usize, (&Arc<FieldInfo>, Option<Cow<'_, str>>))| {
            let new = contested.remove(&at);
            let (field, value) = (field.clone(), value?.into_owned());
            Some(StoredValue { field, value, contested: new.is_some(), new: new.flatten().map(Cow::into_owned) })
        };
        StoredRecord {
            key: line.key.into_owned(),
            role: line.role.into_owned(),
            subjects: line.subjects.into_owned(),
            values: fields.iter().zip(line.values).enumerate().filter_map(value).collect(),
            events: line.events.into_owned(),
            marks: line.marks.into_owned(),
            document: line.document.map(Cow::into_owned),
            without_document: None,
        }
    };
    Ok(records.into_iter().map(record).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order_and_their_field_whatever_a_record_lacks_or_has_twice() {
        let field = |name: &str| FieldInfo { item: None, name: name.into(), about: About::Subject, free_text: false };
        let known = ["a", "b", "c"].map(field);
        let records = ["ac", "abc", "bb", "", "ca"];
        let mut fields = Fields::default();
        let lines = records.map(|record| {
            let of = |letter: char| known.iter().find(|field| field.name == letter.to_string()).unwrap();
            fields.line(record.chars().zip(0..).map(|(letter, at)| (of(letter), format!("{letter}{at}"))))
        });
        for (record, line) in records.iter().zip(lines) {
            let back = fields.0.iter().zip(line).filter_map(|(field, value)| Some((field.name.clone(), value?)));
            let expected = record.chars().zip(0..).map(|(letter, at)| (letter.to_string(), format!("{letter}{at}")));
            assert_eq!(back.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{record}");
        }
    }
}
