//! The rows of Gestand's own database, as the rest of the program sees them.
//!
//! Personal data are [`Sealed`] before they reach this crate: a column that holds them cannot take plain text.

use gestand_base::{CaseId, FindingId, FollowUpId, HoldId, PackageId, PersonId, PlanId, StepId, TaskId, UserId};
use gestand_vault::Sealed;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::words::*;

/// An employee with a local account.
#[derive(Debug, Clone)]
pub struct AccountRow {
    pub id: UserId,
    pub login: String,
    pub name: String,
    /// PHC string of argon2id.
    pub password_hash: String,
    /// Function ids of the policy.
    pub functions: Vec<String>,
    pub disabled: bool,
}

/// A request with its clock.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub id: CaseId,
    /// `2026-0012`: year and number, for people.
    pub number: String,
    pub kind: CaseKind,
    pub state: CaseState,
    pub received_at: Timestamp,
    pub received_on: Date,
    /// What we promised: the earlier of the law's term and the statement's.
    pub due_on: Date,
    /// The law's term.
    pub statutory_due_on: Date,
    pub extended: bool,
    pub person: PersonId,
    pub policy: String,
    /// `website`, `letter`, `office`, …
    pub channel: String,
    pub identity_method: Option<String>,
    pub closed_at: Option<Timestamp>,
}

/// A line in the history of a case.
#[derive(Debug, Clone)]
pub struct CaseEventRow {
    pub at: Timestamp,
    /// Login of the employee, `requester` or `system`.
    pub actor: String,
    /// Machine name of what happened; the web shows a text for it.
    pub kind: String,
    /// Numbers and ids only, never personal data.
    pub facts: serde_json::Value,
}

/// The person of a case in one source, and how the search there went.
#[derive(Debug, Clone)]
pub struct CaseSearchRow {
    pub source: String,
    pub state: SearchState,
    /// Keys of the person in that source; empty: not there.
    pub subject_keys: Vec<String>,
    /// How far the reading has come, in the words of who reads; `None`: at its start.
    pub progress: Option<String>,
    /// Why it failed, without personal data.
    pub problem: Option<String>,
}

/// Records found for a case: of one class, and judged alike.
#[derive(Debug, Clone)]
pub struct FindingRow {
    pub id: FindingId,
    pub case: CaseId,
    pub source: String,
    pub class: String,
    pub records: u32,
    /// The records as read (JSON list), sealed for the person of the case.
    pub content: Sealed,
    pub proposal: Verdict,
    /// An officer must look: the policy could not decide.
    pub needs_review: bool,
    pub verdict: Option<Verdict>,
    /// Policy nodes and articles behind the proposal or the verdict (JSON list of `{node, law, until}`).
    pub grounds: serde_json::Value,
    pub decided_by: Option<String>,
}

/// A finding without its content.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingHead {
    pub id: FindingId,
    pub source: String,
    pub class: String,
    pub records: u32,
    pub proposal: Verdict,
    pub needs_review: bool,
    pub verdict: Option<Verdict>,
    pub grounds: serde_json::Value,
}

/// A question to a colleague about a source that nobody can connect to.
#[derive(Debug, Clone)]
pub struct TaskRow {
    pub id: TaskId,
    pub case: CaseId,
    pub source: String,
    pub state: TaskState,
    pub due_on: Date,
}

/// What a colleague answered to a task.
#[derive(Debug, Clone)]
pub struct TaskAnswerRow {
    pub task: TaskId,
    /// From 1; the last one holds.
    pub seq: u32,
    pub state: TaskState,
    /// `None` when nothing was found, or when the person was erased.
    pub answer: Option<Sealed>,
    pub done_by: String,
    pub done_at: Timestamp,
}

/// The yearly question to destroy what is past its term, where nobody can connect to.
#[derive(Debug, Clone)]
pub struct ArchiveTaskRow {
    pub id: TaskId,
    pub source: String,
    /// Rule of the policy.
    pub rule: String,
    /// A year, such as `2026`.
    pub period: String,
    pub state: TaskState,
    pub due_on: Date,
    /// How many were destroyed.
    pub records: Option<u64>,
    pub done_by: Option<String>,
    pub done_at: Option<Timestamp>,
}

/// Work for a person that follows from what was decided.
#[derive(Debug, Clone)]
pub struct FollowUpRow {
    pub id: FollowUpId,
    pub case: CaseId,
    pub kind: FollowUpKind,
    /// The source, or the recipient of the policy.
    pub target: String,
    pub state: FollowUpState,
    pub due_on: Date,
    /// The day it was done, by who did it.
    pub done_on: Option<Date>,
    /// What who did it says of it, sealed for the person of the case.
    pub note: Option<Sealed>,
    pub done_by: Option<String>,
}

/// The answer to a request, with its download. Its records and documents are [`PartRow`]s.
#[derive(Debug, Clone)]
pub struct PackageRow {
    pub case: CaseId,
    /// Which try to build it this is; parts of another try are not in it.
    pub build: PackageId,
    /// The answer without records, sealed for the person of the case.
    pub head: Sealed,
    pub built_at: Timestamp,
    /// SHA-256 of the answer as JSON, hexadecimal.
    pub digest: String,
    pub expires_at: Timestamp,
    pub downloads: u32,
}

/// A part of an answer.
#[derive(Debug, Clone)]
pub struct PartRow {
    pub seq: u32,
    /// A document as it is, instead of records.
    pub document: bool,
    pub content: Sealed,
}

/// The shielded copy of an identity document of a case, and how often one was sent in.
#[derive(Debug, Clone)]
pub struct CopyRow {
    pub case: CaseId,
    pub tries: u32,
    /// `None`, with the picture, while no copy is kept.
    pub received_at: Option<Timestamp>,
    /// The check could not tell whether the photo is covered.
    pub photo_unseen: Option<bool>,
    pub picture: Option<Sealed>,
}

/// A document of an answer that could not be masked.
#[derive(Debug, Clone)]
pub struct UnmaskedRow {
    pub finding: FindingId,
    /// Why: a key of the texts.
    pub reason: String,
    pub choice: Option<Choice>,
    /// The article on which it stays out.
    pub ground: Option<String>,
}

/// What stops destruction.
#[derive(Debug, Clone)]
pub struct HoldRow {
    pub id: HoldId,
    pub kind: HoldKind,
    pub source: String,
    /// A class and key for one record, or a subject for all records of a person there.
    pub class: Option<String>,
    pub record_key: Option<String>,
    pub subject_key: Option<String>,
    pub case: Option<CaseId>,
    pub reason: String,
    /// The end condition, in words or as a date.
    pub until: String,
    pub placed_at: Timestamp,
    pub placed_by: String,
    pub released_at: Option<Timestamp>,
    /// How far its mark in the source is; `None` where there is none.
    pub marked: Option<HoldMark>,
}

/// A record that a hold has marked, or is about to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldMarkRow {
    pub hold: HoldId,
    pub class: String,
    pub record_key: String,
    /// The archive code that stood there; `None`: nothing.
    pub code_before: Option<String>,
}

/// Work on sources: proposed, approved, done.
#[derive(Debug, Clone)]
pub struct PlanRow {
    pub id: PlanId,
    pub number: String,
    pub kind: PlanKind,
    pub state: PlanState,
    pub case: Option<CaseId>,
    pub policy: String,
    pub proposed_at: Timestamp,
    pub proposed_by: String,
    pub approved_by: Option<String>,
    pub approved_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    /// When it goes on by itself, while all that is left waits for sources.
    pub retry_at: Option<Timestamp>,
    /// Records kept out by a hold when the plan was computed.
    pub held: u64,
    /// Ledger index of the completion entry: the certificate.
    pub certificate: Option<u64>,
}

/// A record of a step, with the persons it is about in its source (a hold on a person holds it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepKey {
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
}

/// One batch of a plan on one class of one source.
#[derive(Debug, Clone)]
pub struct StepRow {
    pub id: StepId,
    pub plan: PlanId,
    pub seq: u32,
    pub source: String,
    pub class: String,
    pub verb: StepVerb,
    /// Retention rule id, or `request` for an erasure request.
    pub rule: String,
    /// Item ids that go (verb `clear`).
    pub items: Vec<String>,
    pub keys: Vec<StepKey>,
    /// How many keys.
    pub records: u64,
    /// The role, and the new value per field (verb `rectify`); sealed under the key of the person of the case.
    pub new_values: Option<Sealed>,
    /// What stood there before, read afresh just before the change; sealed likewise.
    pub old_values: Option<Sealed>,
    /// The event date up to which records are due (retention): rechecked when the step is applied.
    pub on_or_before: Option<Date>,
    pub state: StepState,
    pub attempts: u32,
    /// Rows the source says it changed in the last attempt.
    pub affected: u64,
    /// Keys found absent by the fresh read.
    pub absent: u64,
    /// Keys left out at the last moment because a hold came.
    pub withheld: u64,
    pub problem: Option<String>,
    /// Since when the step waits for its source (state `waiting`), and when it is tried again.
    pub waiting_since: Option<Timestamp>,
    pub retry_at: Option<Timestamp>,
    pub ledger_index: Option<u64>,
    /// The plan that erased these records before, where they came back.
    pub earlier: Option<PlanId>,
}

/// A step without its records.
#[derive(Debug, Clone)]
pub struct StepHead {
    pub id: StepId,
    pub seq: u32,
    pub source: String,
    pub class: String,
    pub verb: StepVerb,
    pub rule: String,
    pub records: u64,
    pub state: StepState,
    pub absent: u64,
    pub withheld: u64,
    pub problem: Option<String>,
    pub waiting_since: Option<Timestamp>,
    pub retry_at: Option<Timestamp>,
    pub ledger_index: Option<u64>,
    pub earlier: Option<PlanId>,
}

/// A record in the register of the erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasedRow {
    /// Keyed digest of source, class and key.
    pub digest: [u8; 32],
    /// Short keyed digests of the persons it was about, so that another record under the same key is told apart.
    /// Zeroes: nobody was known.
    pub about: [u8; 32],
    pub plan: PlanId,
    pub step: StepId,
}

/// Records of a request for erasure that wait for a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    pub case: CaseId,
    pub source: String,
    pub class: String,
    pub records: u64,
}

/// The latest outcome of a check behind a promise.
#[derive(Debug, Clone)]
pub struct PromiseCheckRow {
    /// Policy node, such as `retention.camera_images`.
    pub promise: String,
    /// Name of the check.
    pub check: String,
    pub status: PromiseStatus,
    /// Numbers and ids only.
    pub evidence: serde_json::Value,
    pub checked_at: Timestamp,
    pub ledger_index: u64,
}
