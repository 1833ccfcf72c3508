//! States, kinds and choices, each stored as a word.

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
    /// What is done with a document of an answer that could not be masked.
    Choice {
        /// An officer has looked at it, and it goes as it is.
        AsItIs = "as_it_is",
        /// It stays out, with a ground.
        LeftOut = "left_out",
        /// The requester can look at it at the office.
        Office = "office",
    }
    /// What a case asks.
    CaseKind {
        Access = "access",
        Rectification = "rectification",
        Erasure = "erasure",
        Restriction = "restriction",
        Portability = "portability",
    }
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
        /// What was decided is being done in the sources: through a plan, and by colleagues.
        Executing = "executing",
        /// The answer is ready for the requester.
        Answered = "answered",
        /// Restriction: it will be lifted; the person must be told first (Art. 18(3)).
        LiftAnnounced = "lift_announced",
        /// Restriction: the person was told; it is being lifted.
        Lifting = "lifting",
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
        /// It stays as it is, and the person is told why.
        Keep = "keep",
        /// Rectification: it gets the value that was asked.
        Correct = "correct",
        /// Rectification: it stays, with the statement of the person beside it (Art. 16).
        Annotate = "annotate",
        /// Restriction: it is only stored.
        Restrict = "restrict",
    }
    SearchState { Pending = "pending", Searched = "searched", Task = "task", Failed = "failed" }
    TaskState { Open = "open", Answered = "answered", NothingFound = "nothing_found" }
    /// What a person does because of a decision.
    FollowUpKind {
        /// Do in a source what Gestand cannot do there.
        Change = "change",
        /// Take the mark of a restriction away in such a source.
        Lift = "lift",
        /// Tell a recipient of the change (Art. 19).
        Tell = "tell",
    }
    FollowUpState {
        Open = "open",
        Done = "done",
        /// It was not done; the note says why.
        NotDone = "not_done",
    }
    PlanKind {
        Retention = "retention",
        Erasure = "erasure",
        /// Records that were erased before and came back, by a restore or a re-import.
        Reappeared = "reappeared",
        /// A request for rectification.
        Rectification = "rectification",
        /// A request for restriction, or the lifting of one.
        Restriction = "restriction",
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
        /// The record stays, without what leads to a person.
        Anonymise = "anonymise",
        /// Values become others.
        Rectify = "rectify",
        /// Marked as restricted.
        Restrict = "restrict",
        /// The mark is taken away.
        Lift = "lift",
    }
    StepState {
        Pending = "pending",
        /// Written before the source is touched, so a crash is seen.
        Applying = "applying",
        /// Re-read and found gone; the receipt is in the ledger.
        Verified = "verified",
        /// Its source is down, or has to do it first: tried again by itself.
        Waiting = "waiting",
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
    /// The mark of a hold in its source.
    HoldMark {
        /// It must be set; perhaps it is already.
        Wanted = "wanted",
        /// A fresh read has found it.
        Set = "set",
    }
    PromiseStatus {
        /// A check looked and found it kept.
        Kept = "kept",
        /// A check looked and found it broken.
        Broken = "broken",
        /// The check could not look (a source is down).
        Unknown = "unknown",
    }
}

impl PlanKind {
    /// Whether its end is a destruction (or anonymisation), told in a certificate.
    pub const fn destroys(self) -> bool {
        matches!(self, PlanKind::Retention | PlanKind::Erasure | PlanKind::Reappeared)
    }
}
