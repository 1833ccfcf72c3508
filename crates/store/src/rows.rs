//! The rows of Gestand's own database, as the rest of the program sees them.
//!
//! Personal data are [`Sealed`] before they reach this crate: a column that holds them cannot take plain text.

use gestand_base::{CaseId, FindingId, HoldId, PackageId, PersonId, PlanId, StepId, TaskId, UserId};
use gestand_vault::Sealed;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Declares an enum that is stored as its snake_case name.
macro_rules! stored {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// The name in the database and in URLs.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
            /// The value with that name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
            /// All values in the order of their declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
        }

        crate::value::column! { $name as String: |value| value.as_str().to_owned(), |raw| $name::parse(&raw); }
    )*};
}

stored! {
    /// What a case asks.
    CaseKind { Access = "access", Erasure = "erasure" }
    /// Where a case stands. The transitions are in `gestand-cases`.
    CaseState {
        /// Received; the requester has not shown who they are.
        Received = "received",
        /// The requester is who they say; the person must be found in the sources.
        Identified = "identified",
        /// The sources are being asked; tasks for colleagues are open.
        Searching = "searching",
        /// An officer judges what the policy could not decide.
        Reviewing = "reviewing",
        /// Erasure: what goes is being erased through a plan.
        Executing = "executing",
        /// The answer is ready for the requester.
        Answered = "answered",
        /// Done; the file is kept until its own term ends.
        Closed = "closed",
        /// Refused with reasons.
        Refused = "refused",
        /// The requester took it back.
        Withdrawn = "withdrawn",
    }
    /// What happens to a record in an answer.
    Verdict {
        Include = "include",
        /// Include, with data of others made unreadable.
        Redact = "redact",
        /// Leave out, with the ground told.
        Exclude = "exclude",
        /// Tell only that it exists.
        ExistenceNotice = "existence_notice",
        /// Erasure: it goes.
        Erase = "erase",
        /// Erasure: it stays, and the person is told why and until when.
        Keep = "keep",
    }
    SearchState { Pending = "pending", Searched = "searched", Task = "task", Failed = "failed" }
    TaskState { Open = "open", Answered = "answered", NothingFound = "nothing_found" }
    PlanKind {
        Retention = "retention",
        Erasure = "erasure",
        /// Records that were erased before and came back, by a restore or a re-import.
        Reappeared = "reappeared",
    }
    PlanState {
        Proposed = "proposed",
        Approved = "approved",
        Running = "running",
        Completed = "completed",
        /// Some steps failed; the others are done. It can be resumed.
        Stopped = "stopped",
        Rejected = "rejected",
    }
    StepVerb {
        /// The record goes.
        Delete = "delete",
        /// Only the listed items go; the record stays.
        Clear = "clear",
    }
    StepState {
        Pending = "pending",
        /// Written before the source is touched, so a crash is seen.
        Applying = "applying",
        /// Re-read and found gone; the receipt is in the ledger.
        Verified = "verified",
        Failed = "failed",
    }
    /// Where a policy version came from.
    VersionOrigin {
        /// The pack that the program was started with.
        Files = "files",
        /// Written in the workspace and approved by a second officer.
        Editor = "editor",
        /// The same files, read otherwise by another release of the program.
        Program = "program",
    }
    /// Where the policy in the making stands.
    DraftState {
        Draft = "draft",
        /// Waits for a second officer.
        Proposed = "proposed",
        /// Approved; waits for its day.
        Scheduled = "scheduled",
    }
    HoldKind { Incident = "incident", Claim = "claim", Request = "request", Restriction = "restriction" }
    PromiseStatus {
        /// A check looked and found it kept.
        Kept = "kept",
        /// A check looked and found it broken.
        Broken = "broken",
        /// The check could not look (a source is down).
        Unknown = "unknown",
    }
}

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
    pub answer: Option<Sealed>,
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
    pub ledger_index: Option<u64>,
    /// The plan that erased these records before, where they came back.
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
