//! What every kind of source speaks: candidates, records, due work, steps and their outcome.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use compact_str::CompactString;
use gestand_policy::decide::Permit;
use gestand_policy::model::Text;
use gestand_vault::Sensitive;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What Gestand may do with a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Read,
    /// Never write: ask the owner or its own program, then verify by reading.
    Orchestrate,
    Write,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Sqlite,
    Postgres,
    /// MariaDB too.
    Mysql,
    Folder,
    /// Mailboxes: Maildir, mbox, EML and MSG files.
    Mail,
    Manual,
    /// A party that handles the data itself, on order.
    Supplier,
    /// The data standard of Dutch housing corporations, as files or over HTTP.
    Vera,
}

/// A source as people know it.
#[derive(Debug, Clone)]
pub struct SourceInfo {
    /// Id, such as `primary`.
    pub id: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
}

/// A record class as people know it, with what it may hold.
#[derive(Debug, Clone)]
pub struct ClassInfo {
    pub id: String,
    pub label: Text,
    /// Item ids of the policy.
    pub items: BTreeSet<String>,
    /// Event ids of the policy.
    pub events: BTreeSet<String>,
}

/// What is known of a person who must be found. Empty fields are not used.
#[derive(Debug, Default)]
pub struct SubjectQuery {
    pub relation_number: Option<Sensitive<String>>,
    pub name: Option<Sensitive<String>>,
    /// `YYYY-MM-DD`.
    pub birth_date: Option<Sensitive<String>>,
    pub email: Option<Sensitive<String>>,
    pub phone: Option<Sensitive<String>>,
    pub postcode: Option<Sensitive<String>>,
}

/// Someone in a source who may be the person.
#[derive(Debug)]
pub struct Candidate {
    pub source: String,
    /// Key of the person in that source. Pseudonymous, never shown.
    pub key: String,
    /// The number that other sources know the person by.
    pub relation_number: Option<Sensitive<String>>,
    /// 100: the relation number matches and nothing contradicts; below 80 a person must confirm, and where several
    /// people would be sure, none is.
    pub score: u8,
    /// Fields that match: `relation_number`, `email`, `phone`, `name`, `birth_date`, `postcode`.
    pub matched: Vec<&'static str>,
    /// Fields that contradict; `family_name` where only that part of the name does.
    pub differs: Vec<&'static str>,
    /// By what the same person may be found in other sources.
    pub identifiers: Identifiers,
    /// Name and town, for the officer who confirms.
    pub display: Sensitive<String>,
}

/// What leads to one person, or to a few: in the form that it is compared in.
#[derive(Debug, Default)]
pub struct Identifiers {
    pub email: Vec<Sensitive<String>>,
    pub phone: Vec<Sensitive<String>>,
}

/// Whose data a value of a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Subject,
    /// Another person: reporter, neighbour, co-tenant, … (Art. 15(4)).
    Other,
}

/// What kind of note a record is marked as; the policy's exclusions look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    WorkNote,
    ThirdParty,
    CrimePrevention,
    Litigation,
}

impl Mark {
    /// The name in a policy (`exclusions.*.mark`).
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::WorkNote => "work_note",
            Mark::ThirdParty => "third_party",
            Mark::CrimePrevention => "crime_prevention",
            Mark::Litigation => "litigation",
        }
    }
}

/// What the values of a field are, the same in each record of a class and role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// Item id of the policy, such as `phone`; `None` for a column that is no personal item (a status, an amount).
    pub item: Option<String>,
    /// The name of the column or field, for the officer.
    pub name: String,
    pub about: About,
    /// Text in which anything can stand, also about others: a person must read it before it is given.
    pub free_text: bool,
}

/// One value of a record.
#[derive(Debug)]
pub struct Value {
    pub field: Arc<FieldInfo>,
    pub value: Sensitive<CompactString>,
}

/// The unit found in a source.
#[derive(Debug)]
pub struct Record {
    pub source: CompactString,
    pub class: CompactString,
    /// Primary key as text (JSON array where it is composite). Opaque outside the source.
    pub key: CompactString,
    /// The role of the person in this record: `subject`, `reporter`, `co_tenant`, `reported`, …
    pub role: CompactString,
    /// Keys of everyone it is about in this source: a hold on any of them holds it.
    pub subjects: Arc<[String]>,
    pub values: Vec<Value>,
    /// Event id → day, such as `tenancy_ended`.
    pub events: BTreeMap<String, Date>,
    pub marks: BTreeSet<Mark>,
    /// A file behind the record, to be put into an answer.
    pub document: Option<Document>,
}

/// Some of the records of a person.
#[derive(Debug, Default)]
pub struct Page {
    pub records: Vec<Record>,
    /// From where the next page goes on; `None`: this was the last. Opaque, holds no personal data but keys.
    pub next: Option<String>,
}

/// A file in a source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
}

/// A retention rule as a source needs it: pushed down as one predicate.
#[derive(Debug, Clone)]
pub struct DueRule {
    pub rule: String,
    /// Items the rule is about.
    pub items: BTreeSet<String>,
    /// The event it counts from.
    pub event: String,
    /// Records whose event day is this day or earlier are past their term.
    pub on_or_before: Date,
    /// They are anonymised then, not destroyed.
    pub anonymise: bool,
}

/// What happens to the records of a class.
#[derive(Debug)]
pub enum Verb {
    /// The record goes, with what depends on it (children first).
    Delete,
    /// These items of the record go; the record stays.
    Clear { items: BTreeSet<String> },
    /// The row stays, without what leads to a person: its items go, its links to persons are broken.
    Anonymise,
    /// Values become others (Art. 16).
    Rectify {
        /// The role in which the records are about the person: what is about another role stays as it is.
        role: String,
        /// Field of the record → its new value. An item may stand for its field, where one field holds it.
        values: BTreeMap<String, Sensitive<String>>,
        /// Under which the new values are opened, to be written into the source.
        permit: Permit,
    },
    /// The record is marked as restricted (Art. 18).
    Restrict,
    /// The mark is taken away (Art. 18(3)).
    Lift,
}

/// A verb without what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerbKind {
    Delete,
    Clear,
    Anonymise,
    Rectify,
    Restrict,
    Lift,
}

impl Verb {
    pub fn kind(&self) -> VerbKind {
        match self {
            Verb::Delete => VerbKind::Delete,
            Verb::Clear { .. } => VerbKind::Clear,
            Verb::Anonymise => VerbKind::Anonymise,
            Verb::Rectify { .. } => VerbKind::Rectify,
            Verb::Restrict => VerbKind::Restrict,
            Verb::Lift => VerbKind::Lift,
        }
    }
}

impl VerbKind {
    /// Whether personal data go for good: a hold stops it.
    pub fn destroys(self) -> bool {
        matches!(self, VerbKind::Delete | VerbKind::Clear | VerbKind::Anonymise)
    }
}

/// What a rule finds due in one class.
#[derive(Debug)]
pub struct DueClass {
    pub class: String,
    pub label: Text,
    pub verb: Verb,
    pub count: u64,
    /// The oldest and the newest event day among them.
    pub oldest: Option<Date>,
    pub newest: Option<Date>,
}

/// One due record.
#[derive(Debug, Clone)]
pub struct DueKey {
    pub key: String,
    /// Keys of the persons it is about in this source (holds on a person hold it).
    pub subjects: Vec<String>,
    pub event_day: Date,
}

/// A record that goes along when another is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Along {
    /// Key of the other.
    pub with: String,
    pub class: String,
    pub key: String,
    /// Keys of everyone it is about in this source.
    pub subjects: Vec<String>,
}

/// A batch for one class: the unit of a plan's step.
#[derive(Debug)]
pub struct Work {
    pub class: String,
    pub verb: Verb,
    pub keys: Vec<String>,
    /// For retention: records that are no longer due are left alone.
    pub still: Option<DueRule>,
}

/// Record key → field → value.
pub type Values = BTreeMap<String, BTreeMap<String, Sensitive<String>>>;

/// What the source says it did.
#[derive(Debug, Clone, Copy, Default)]
pub struct Applied {
    /// Records changed in this call; 0 when an earlier call had done it.
    pub affected: u64,
}

/// What a fresh read finds after a step.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Keys on which the verb is done: gone, empty, changed, marked.
    pub absent: u64,
    /// Keys on which it is not, although it should be.
    pub remaining: Vec<String>,
    /// Keys left alone because they are no longer due.
    pub not_due: Vec<String>,
}

/// A finding of `gestand sources check`.
#[derive(Debug, Clone, Serialize)]
pub struct SourceFinding {
    pub code: &'static str,
    pub severity: gestand_policy::Severity,
    /// `table.column` or a path pattern.
    pub place: String,
    pub message: gestand_policy::Bilingual,
    /// What to do, with the DDL to add where that is it.
    pub help: gestand_policy::Bilingual,
}

/// What a scan for identification numbers came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// Certainly a BSN.
    Number,
    /// Could not be read, so nothing can be said of it.
    Unreadable,
}

/// Values that certainly are a BSN where none should be, or that could not be looked at.
#[derive(Debug, Clone, Serialize)]
pub struct NumberHit {
    pub kind: HitKind,
    /// Class, or the table where no class tells of it.
    pub class: String,
    pub field: String,
    /// Records.
    pub count: u64,
    /// Record keys, at most five; never the number.
    pub sample_keys: Vec<String>,
    /// Why it could not be read, where that is known.
    pub why: Option<gestand_policy::Bilingual>,
}

impl NumberHit {
    /// How many record keys a finding shows.
    const SAMPLES: usize = 5;

    pub(crate) fn new(kind: HitKind, class: &str, field: &str) -> Self {
        NumberHit {
            kind,
            class: class.to_owned(),
            field: field.to_owned(),
            count: 0,
            sample_keys: Vec::new(),
            why: None,
        }
    }

    pub(crate) fn add(&mut self, key: Option<String>) {
        self.count += 1;
        if self.sample_keys.len() < Self::SAMPLES {
            self.sample_keys.extend(key);
        }
    }
}
