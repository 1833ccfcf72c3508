//! Decisions: may this use of data happen, for this person, now?
//!
//! The policy is compiled to bit sets ([`Tables`]); a decision is a handful of set operations, copies nothing
//! and allocates nothing. A [`Permit`] cannot be made any other way, so code that needs one has been decided.

mod explain;
mod permit;
mod rules;
mod set;
mod tables;

pub use explain::ReasonDetail;
pub use permit::{Decision, Permit, Reason, Reasons, Refusal};
pub use set::IdSet;
pub use tables::{ActivityId, ConditionId, FunctionId, ItemId, RecipientId, Tables, TooManyEntries};

/// A use of data that someone wants to make.
#[derive(Debug, Clone, Copy)]
pub struct Use {
    pub activity: ActivityId,
    /// Who does it.
    pub function: FunctionId,
    /// Which items.
    pub items: IdSet,
    /// To whom they go, for a disclosure.
    pub recipient: Option<RecipientId>,
    /// What is so in this case, as numbers of [`ConditionId`]: a covenant is in force, there is danger to life, …
    pub conditions: IdSet,
    /// The state of the person it is about.
    pub subject: SubjectState,
}

/// What the person has said: it counts in every decision about them.
#[derive(Debug, Clone, Copy, Default)]
pub struct SubjectState {
    /// Activities (bit = [`ActivityId`]) with consent in force.
    pub consents: IdSet,
    /// Activities with an upheld or undecided objection (Art. 21(1)).
    pub objections: IdSet,
    /// Objection to direct marketing (Art. 21(2)).
    pub marketing_objection: bool,
    /// Restriction in force (Art. 18): only storage, and the uses of Art. 18(2).
    pub restricted: bool,
    /// A mandate (volmacht) is in force for disclosures to a representative.
    pub mandate: bool,
}
