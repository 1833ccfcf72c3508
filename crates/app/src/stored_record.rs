//! Records as a finding keeps them: what their fields are is written once, then what each record holds, sealed together.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use compact_str::CompactString;
use gestand_base::{FindingId, pack, unpack};
use gestand_cases::Correction;
use gestand_documents::bsn::without_bsns;
use gestand_policy::decide::Permit;
use gestand_sources::{About, Document, FieldInfo, Mark, Record};
use gestand_store::FindingRow;
use gestand_vault::{Cell, PersonKey, Sealed};
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};

use crate::{AppError, Result};

/// What stands in the place of a BSN that a source holds: it does not enter our store (UAVG 46, invariant 6).
pub(crate) const MASK: &str = "[BSN onleesbaar gemaakt]";

/// Bytes of a record as JSON, as a guess.
const USUAL: usize = 200;

/// A record of a finding. Holds personal data: it has no `Debug`.
#[derive(Deserialize)]
pub(crate) struct StoredRecord {
    /// Key of the record in its source.
    pub key: CompactString,
    /// The place of whom it is about.
    #[serde(default)]
    who: usize,
    /// What stands in each of the fields; `None`: this record does not have it.
    #[serde(rename = "values")]
    pub texts: Vec<Option<CompactString>>,
    /// Rectification: the places of the fields of which the person says that they are not right, and what each becomes.
    #[serde(default)]
    pub contested: Vec<(usize, Option<String>)>,
    #[serde(default)]
    pub events: BTreeMap<String, Date>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    #[serde(default)]
    pub document: Option<Document>,
    /// Why the document stays out of an answer, for the requester; never stored.
    #[serde(skip)]
    pub without_document: Option<String>,
    /// What the records of the finding share.
    #[serde(skip)]
    fields: Arc<[FieldInfo]>,
    #[serde(skip)]
    people: Arc<[Who]>,
}

/// Whom a record is about: of most records of a finding the same.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Who {
    /// The role of the person of the case.
    pub role: CompactString,
    /// Everyone, by their key in the source.
    pub subjects: Arc<[String]>,
}

/// A value of a record.
#[derive(Clone, Copy)]
pub(crate) struct StoredValue<'r> {
    /// The place of its field.
    pub at: usize,
    pub field: &'r FieldInfo,
    pub text: &'r str,
    pub contested: bool,
    pub new: Option<&'r str>,
}

impl StoredRecord {
    /// A record of one value.
    pub(crate) fn of_one(key: &str, who: Who, field: FieldInfo, text: CompactString) -> Self {
        StoredRecord {
            key: key.into(),
            who: 0,
            texts: vec![Some(text)],
            contested: Vec::new(),
            events: BTreeMap::new(),
            marks: BTreeSet::new(),
            document: None,
            without_document: None,
            fields: Arc::new([field]),
            people: Arc::new([who]),
        }
    }

    /// Takes a record out of its source, under a permit, to be sealed at once.
    pub(crate) fn of(record: &Record, permit: &Permit) -> Self {
        StoredRecord {
            key: record.key.clone(),
            who: 0,
            texts: record.values.iter().map(|value| Some(masked(value, permit).into())).collect(),
            contested: Vec::new(),
            events: record.events.clone(),
            marks: record.marks.clone(),
            document: record.document.clone(),
            without_document: None,
            fields: record.values.iter().map(|value| FieldInfo::clone(&value.field)).collect(),
            people: Arc::new([who_of(record)]),
        }
    }

    /// Whom it is about.
    pub(crate) fn who(&self) -> &Who {
        &self.people[self.who]
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = StoredValue<'_>> {
        self.fields.iter().zip(&self.texts).enumerate().filter_map(|(at, (field, text))| {
            let change = self.contested.iter().find(|(of, _)| *of == at);
            let new = change.and_then(|(_, new)| new.as_deref());
            Some(StoredValue { at, field, text: text.as_deref()?, contested: change.is_some(), new })
        })
    }

    /// Leaves values out.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&FieldInfo, &str) -> bool) {
        for (field, text) in self.fields.iter().zip(&mut self.texts) {
            text.take_if(|text| !keep(field, text));
        }
    }

    /// Puts what was asked beside the values that it contests. Of an item in several fields the new value stands beside
    /// the only one that is filled; else an officer says which field gets what. What the class may hold and the record does
    /// not is completed: the item stands for its field.
    pub(crate) fn contest(&mut self, corrections: &[Correction], may_hold: &BTreeSet<String>) {
        for correction in corrections {
            let of_item = |value: &StoredValue<'_>| {
                value.field.about == About::Subject && value.field.item.as_deref() == Some(&correction.item)
            };
            let values: Vec<_> = self.values().filter(of_item).collect();
            let right = values.iter().any(|value| value.text.trim() == correction.value);
            let filled = values.iter().filter(|value| !value.text.is_empty()).count();
            let single = values.len() == 1;
            let becomes = |value: &StoredValue<'_>| {
                let new = !right && (single || filled == 1 && !value.text.is_empty());
                (value.at, new.then(|| correction.value.clone()))
            };
            let changes: Vec<_> = values.iter().map(becomes).collect();
            if changes.is_empty() && may_hold.contains(&correction.item) {
                let (item, name) = (Some(correction.item.clone()), correction.item.clone());
                let field = FieldInfo { item, name, about: About::Subject, free_text: false };
                self.contested.push((self.fields.len(), Some(correction.value.clone())));
                self.fields = self.fields.iter().cloned().chain([field]).collect();
                self.texts.push(Some(CompactString::default()));
            }
            self.contested.extend(changes);
        }
    }

    /// Field → new value.
    pub(crate) fn new_values(&self) -> BTreeMap<String, String> {
        self.values().filter_map(|value| Some((value.field.name.clone(), value.new?.to_owned()))).collect()
    }

    /// Items about the person of the case.
    pub(crate) fn items(&self) -> impl Iterator<Item = &str> {
        let own = self.values().filter(|value| value.field.about == About::Subject);
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

fn who_of(record: &Record) -> Who {
    Who { role: record.role.clone(), subjects: record.subjects.clone() }
}

/// What is sealed.
#[derive(Serialize)]
struct Written<'r> {
    fields: &'r [&'r FieldInfo],
    who: &'r [Who],
    records: &'r [Line<'r>],
}

/// What is opened.
#[derive(Deserialize)]
struct Read {
    fields: Arc<[FieldInfo]>,
    who: Arc<[Who]>,
    records: Vec<StoredRecord>,
}

/// A [`StoredRecord`] as it is written, its values in the order of the fields.
#[derive(Serialize)]
struct Line<'r> {
    key: &'r str,
    #[serde(skip_serializing_if = "is_first")]
    who: usize,
    values: Vec<Option<Cow<'r, str>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contested: Vec<(usize, Option<&'r str>)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    events: &'r BTreeMap<String, Date>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    marks: &'r BTreeSet<Mark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'r Document>,
}

fn is_first(who: &usize) -> bool {
    *who == 0
}

/// Whom the records so far are about.
#[derive(Default)]
struct People(Vec<Who>);

impl People {
    fn place(&mut self, who: Who) -> usize {
        let same = |other: &Who| {
            other.role == who.role && (Arc::ptr_eq(&other.subjects, &who.subjects) || other.subjects == who.subjects)
        };
        self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push(who);
            self.0.len() - 1
        })
    }
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
    let (mut fields, mut people) = (Fields::default(), People::default());
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        lines.push(Line {
            key: &record.key,
            who: people.place(who_of(record)),
            values: fields.line(record.values.iter().map(|value| (&*value.field, masked(value, permit)))),
            contested: Vec::new(),
            events: &record.events,
            marks: &record.marks,
            document: record.document.as_ref(),
        });
    }
    seal(key, id, &Written { fields: &fields.0, who: &people.0, records: &lines })
}

/// Seals records of a finding.
pub(crate) fn seal_records(key: &PersonKey, id: FindingId, records: &[StoredRecord]) -> Result<Sealed> {
    let (mut fields, mut people) = (Fields::default(), People::default());
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        let values = fields.line(record.values().map(|value| (value.field, value)));
        let changes = values.iter().enumerate().filter_map(|(at, value)| {
            let value = value.filter(|value| value.contested)?;
            Some((at, value.new))
        });
        lines.push(Line {
            key: &record.key,
            who: people.place(record.who().clone()),
            contested: changes.collect(),
            values: values.into_iter().map(|value| Some(Cow::from(value?.text))).collect(),
            events: &record.events,
            marks: &record.marks,
            document: record.document.as_ref(),
        });
    }
    seal(key, id, &Written { fields: &fields.0, who: &people.0, records: &lines })
}

fn seal(key: &PersonKey, id: FindingId, written: &Written<'_>) -> Result<Sealed> {
    let mut json = Vec::with_capacity(written.records.len() * USUAL);
    serde_json::to_writer(&mut json, written)?;
    Ok(key.seal(cell(id), &pack(&json))?)
}

/// The records of a finding.
pub(crate) fn open_records(key: &PersonKey, row: &FindingRow, permit: &Permit) -> Result<Vec<StoredRecord>> {
    let bytes = key.unseal(&row.content, cell(row.id))?;
    let bytes = unpack(bytes.open(permit, "finding of a request")).map_err(AppError::internal)?;
    let Read { fields, who, mut records } = serde_json::from_slice(&bytes)?;
    for record in &mut records {
        if record.who >= who.len() {
            return Err(serde_json::Error::custom("a record is about nobody that is listed").into());
        }
        (record.fields, record.people) = (fields.clone(), who.clone());
    }
    Ok(records)
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
