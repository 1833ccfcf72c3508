//! What the pages show: plain structs, ready for a template. Personal data in them were opened under a permit.

use gestand_base::{CaseId, FindingId, FollowUpId, PlanId, TaskId};
use gestand_cases::{Asked, Ground};
use gestand_policy::model::Text;
use gestand_store::{
    CaseKind, CaseState, FollowUpKind, FollowUpState, PlanKind, PlanState, PromiseStatus, SearchState, StepVerb,
    TaskState, Verdict,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

mod holds;

pub use holds::{HoldForm, HoldLine, HoldPage, HoldPlace, WaitLine};

/// How close a deadline is. Shown by colour and by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// The day has passed.
    Overdue,
    /// Within seven days.
    Soon,
    InTime,
    /// Nothing is due any more.
    Done,
}

/// A case in a list.
#[derive(Debug, Clone)]
pub struct CaseLine {
    pub id: CaseId,
    pub number: String,
    pub kind: CaseKind,
    pub state: CaseState,
    pub received_on: Date,
    pub due_on: Date,
    /// Negative: days too late.
    pub days_left: i32,
    pub urgency: Urgency,
    pub open_tasks: u32,
}

/// What a plan is about, in a list.
#[derive(Debug, Clone)]
pub struct PlanLine {
    pub id: PlanId,
    pub number: String,
    pub kind: PlanKind,
    pub state: PlanState,
    /// The request it belongs to (erasure).
    pub case: Option<CaseId>,
    pub proposed_on: Date,
    pub records: u64,
    pub held: u64,
    pub steps_done: u32,
    pub steps: u32,
    /// It runs, but all that is left waits for sources.
    pub waits: bool,
}

/// A task in a list.
#[derive(Debug, Clone)]
pub struct TaskLine {
    pub id: TaskId,
    pub case: CaseId,
    pub case_number: String,
    pub kind: CaseKind,
    pub source: Text,
    /// The function that gets it, where the annotation names one.
    pub owner: Option<Text>,
    pub state: TaskState,
    pub due_on: Date,
    pub urgency: Urgency,
}

/// A yearly question to destroy what is past its term, in a source that nobody can connect to.
#[derive(Debug, Clone)]
pub struct ArchiveLine {
    pub id: TaskId,
    pub source: Text,
    pub owner: Option<Text>,
    pub rule: String,
    /// The year.
    pub period: String,
    pub state: TaskState,
    pub due_on: Date,
    pub urgency: Urgency,
}

/// The page of such a question.
#[derive(Debug)]
pub struct ArchivePage {
    pub line: ArchiveLine,
    /// The term in words.
    pub term: String,
    pub law: Option<String>,
    /// How many were destroyed, by whom and when.
    pub records: Option<u64>,
    pub done_by: Option<String>,
    pub done_at: Option<Timestamp>,
}

/// The first page of the workspace: what is due.
#[derive(Debug)]
pub struct Today {
    pub today: Date,
    pub cases: Vec<CaseLine>,
    pub tasks: Vec<TaskLine>,
    pub follow_ups: Vec<FollowUpLine>,
    pub archive_tasks: Vec<ArchiveLine>,
    pub plans: Vec<PlanLine>,
    /// Records past their term now, and not held, over all sources; `None` when a source could not be asked.
    pub overdue_records: Option<u64>,
    pub broken_promises: u32,
    /// Erased records that are there again, by the last comparison.
    pub came_back: u64,
    /// Sources that could not be read, with what to do.
    pub source_problems: Vec<(Text, String)>,
}

/// What a requester told of themself; sealed in the database, opened under a permit.
#[derive(Clone, Serialize, Deserialize)]
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct Requester {
    pub name: String,
    pub email: String,
    pub birth_date: Option<String>,
    pub relation_number: Option<String>,
    pub postcode: Option<String>,
    pub message: Option<String>,
    /// What is asked beyond the kind of request.
    #[serde(default)]
    pub asked: Asked,
    /// What officers wrote to the requester: (`extension`, `refusal` or `lift`, text).
    #[serde(default)]
    pub notes: Vec<(String, String)>,
}

/// Items of one category, to choose from.
#[derive(Debug, Clone)]
pub struct ItemGroup {
    pub label: Text,
    /// Id and label.
    pub items: Vec<(String, Text)>,
}

/// Work for a person that follows from what was decided, in a list.
#[derive(Debug, Clone)]
pub struct FollowUpLine {
    pub id: FollowUpId,
    pub case: CaseId,
    pub case_number: String,
    pub case_kind: CaseKind,
    pub kind: FollowUpKind,
    /// The source or the recipient.
    pub target: Text,
    pub state: FollowUpState,
    pub due_on: Date,
    pub done_on: Option<Date>,
    pub urgency: Urgency,
}

/// The page of such work.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FollowUpPage {
    pub line: FollowUpLine,
    pub requester: Requester,
    /// The records that it is about, with old and new values; empty for telling a recipient.
    pub records: Vec<FindingLine>,
    /// The items that a recipient must be told about.
    pub items: Vec<String>,
    pub note: Option<String>,
}

/// Someone in a source who may be the requester.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct CandidateLine {
    /// Counted from 1: candidates with the same number may be one person.
    pub person: u32,
    /// The first of that person in the list.
    pub first: bool,
    /// What the candidates of that person have in common.
    pub because: Vec<&'static str>,
    /// Somebody else is as likely.
    pub alike: bool,
    pub source: String,
    pub source_label: Text,
    pub key: String,
    pub display: String,
    pub relation_number: Option<String>,
    pub score: u8,
    pub matched: Vec<&'static str>,
    pub differs: Vec<&'static str>,
}

/// How the search in one source went.
#[derive(Debug, Clone)]
pub struct SearchLine {
    pub source: String,
    pub label: Text,
    pub state: SearchState,
    pub records: u32,
    pub problem: Option<String>,
}

/// A record found for a case.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FindingLine {
    pub id: FindingId,
    pub source_label: Text,
    pub class_label: Text,
    /// How many records are judged alike in it; `fields` and what follows are of the first.
    pub records: u32,
    /// Label and value; `about_other` values are hidden in an answer that redacts.
    pub fields: Vec<FindingField>,
    pub marks: Vec<&'static str>,
    pub role: String,
    pub document: Option<String>,
    pub proposal: Verdict,
    pub verdict: Option<Verdict>,
    pub needs_review: bool,
    pub grounds: Vec<Ground>,
}

#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FindingField {
    /// The name in the source.
    pub name: String,
    pub label: String,
    pub value: String,
    pub about_other: bool,
    /// It was asked to be otherwise, and can be.
    pub contested: bool,
    /// What it becomes.
    pub new: Option<String>,
}

/// The records of one finding.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FindingPage {
    pub line: FindingLine,
    pub case_number: String,
    /// Place of a record in the finding, and its fields.
    pub records: Vec<(u32, Vec<FindingField>)>,
    pub pages: u32,
}

/// A line of the history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    pub at: Timestamp,
    pub actor: String,
    pub kind: String,
    pub facts: serde_json::Value,
}

/// The page of one case.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct CasePage {
    pub line: CaseLine,
    pub statutory_due_on: Date,
    pub extended: bool,
    pub channel: String,
    pub identity_method: Option<String>,
    /// Identity methods the policy allows, to choose from.
    pub identity_methods: Vec<String>,
    pub requester: Requester,
    /// Filled while the person must be found.
    pub candidates: Vec<CandidateLine>,
    pub searches: Vec<SearchLine>,
    pub findings: Vec<FindingLine>,
    /// All findings; `findings` holds one page of them.
    pub findings_total: u32,
    /// All records in them.
    pub records_total: u32,
    pub undecided: u32,
    pub tasks: Vec<TaskLine>,
    pub follow_ups: Vec<FollowUpLine>,
    /// Records whose use this request has restricted.
    pub restricted: u32,
    /// The day on which the data went to the organisation that the person named.
    pub transferred_on: Option<Date>,
    pub plan: Option<PlanLine>,
    pub package: Option<PackageLine>,
    pub history: Vec<HistoryLine>,
    /// The next state is being worked on now.
    pub working: bool,
    /// Why that failed the last time, in the words of the program.
    pub trouble: Option<String>,
    /// Whether the extension of Art. 12(3) can still be given, and until which day it would be.
    pub extend_to: Option<Date>,
}

#[derive(Debug, Clone)]
pub struct PackageLine {
    pub built_at: Timestamp,
    pub expires_at: Timestamp,
    pub downloads: u32,
}

/// A retention rule with what it finds.
#[derive(Debug, Clone)]
pub struct RuleLine {
    pub id: String,
    pub label: String,
    /// The term in words.
    pub term: String,
    pub law: Option<String>,
    /// The corporation states it, or the law alone does.
    pub own: bool,
    /// `None`: a source could not be asked, or the rule gives no term that can be counted.
    pub due: Option<u64>,
    pub oldest: Option<Date>,
    /// The records are anonymised then, not destroyed.
    pub anonymise: bool,
    pub problem: Option<String>,
}

/// The retention page.
#[derive(Debug)]
pub struct RetentionPage {
    pub today: Date,
    pub rules: Vec<RuleLine>,
    pub holds: Vec<HoldLine>,
    pub plans: Vec<PlanLine>,
}

/// A group of steps of a plan: one rule on one class of one source.
#[derive(Debug, Clone)]
pub struct PlanGroup {
    pub rule: String,
    pub rule_label: String,
    pub term: Option<String>,
    pub law: Option<String>,
    pub source: Text,
    pub class: Text,
    pub verb: StepVerb,
    pub records: u64,
    pub verified: u64,
    pub withheld: u64,
    /// A few record keys, so that a person can look one up before approving.
    pub samples: Vec<String>,
    pub failed: u32,
    pub problem: Option<String>,
    /// The plan that erased these records before, where they came back.
    pub earlier: Option<(PlanId, String)>,
}

/// A source that a plan waits for.
#[derive(Debug, Clone)]
pub struct WaitsFor {
    pub source: Text,
    pub problem: String,
    pub since: Timestamp,
    /// When it is tried again.
    pub retry_at: Timestamp,
    /// For so long that somebody must look at it.
    pub long: bool,
}

/// The page of one plan.
#[derive(Debug)]
pub struct PlanPage {
    pub line: PlanLine,
    pub case: Option<(CaseId, String)>,
    pub policy: String,
    pub proposed_by: String,
    pub approved_by: Option<String>,
    pub approved_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub groups: Vec<PlanGroup>,
    /// It is approved or running, and nobody works on it now.
    pub idle: bool,
    /// Then: what was wrong when this process worked on it last.
    pub trouble: Option<String>,
    /// Sources without which it cannot go on; it tries again by itself.
    pub waits_for: Vec<WaitsFor>,
    /// Ledger index of the completion: the certificate and the receipt can be downloaded.
    pub certificate: Option<u64>,
}

/// What the mark of a promise says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Broken,
    Unknown,
    Kept,
    /// Said in the statement; no check looks at it yet.
    Stated,
}

impl From<PromiseStatus> for Mark {
    fn from(status: PromiseStatus) -> Self {
        match status {
            PromiseStatus::Kept => Mark::Kept,
            PromiseStatus::Broken => Mark::Broken,
            PromiseStatus::Unknown => Mark::Unknown,
        }
    }
}

/// One promise with its check and evidence.
#[derive(Debug, Clone)]
pub struct PromiseLine {
    /// The policy node; the id of the sentence.
    pub node: String,
    pub sentence: String,
    pub mark: Mark,
    pub checks: Vec<CheckLine>,
}

/// One check behind a promise.
#[derive(Debug, Clone)]
pub struct CheckLine {
    /// Name of the check; the web has a text for each.
    pub check: String,
    pub mark: Mark,
    /// Numbers and ids.
    pub evidence: serde_json::Value,
    pub checked_at: Timestamp,
    pub ledger_index: u64,
}

/// The proof page.
#[derive(Debug)]
pub struct ProofPage {
    pub promises: Vec<PromiseLine>,
    pub ledger_size: u64,
    /// The signed checkpoint, as text.
    pub checkpoint: Option<String>,
    pub verifier_key: String,
}

/// The requester's own page.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FollowPage {
    pub number: String,
    pub kind: CaseKind,
    pub state: CaseState,
    pub received_on: Date,
    pub due_on: Date,
    pub urgency: Urgency,
    pub extended: bool,
    pub package: Option<PackageLine>,
    /// What we wrote: (`extension`, `refusal` or `lift`, text).
    pub notes: Vec<(String, String)>,
    /// Records whose use is restricted.
    pub restricted: u32,
    /// Recipients of what was changed, and the day they were told (Art. 19).
    pub recipients: Vec<(Text, Option<Date>)>,
}
