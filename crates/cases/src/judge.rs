//! What happens to each record of a request: the policy decides where it can, a person where it cannot.
//!
//! An exemption counts per record, never per person (invariant 4). Where the law asks for weighing
//! (Art. 15(4), 23; UAVG 41), the outcome is a proposal that an officer must confirm.

mod access;
mod erasure;
mod portability;
mod rectification;
mod restriction;

use std::collections::BTreeSet;

use gestand_policy::Policy;
use gestand_policy::model::Refs;
use gestand_store::Verdict;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use access::judge_access;
pub use erasure::judge_erasure;
pub use portability::{Portable, judge_portability, portable};
pub use rectification::judge_rectification;
pub use restriction::judge_restriction;

/// Why a record is judged as it is. The interface has a text for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Access: nothing in the policy keeps it out.
    NothingExcludes,
    /// Access: it holds data of another person (Art. 15(4)).
    OthersData,
    /// Access: the policy has an exclusion for its mark.
    ExcludedByPolicy,
    /// Access: the mark asks for weighing, the policy has no exclusion for it.
    MustBeWeighed,
    /// Erasure: the law or the policy keeps it until a day (Art. 17(3)(b)).
    TermRuns,
    /// Erasure: the event its term counts from has not come; it is still needed (Art. 17(1)(a)).
    StillNeeded,
    /// Erasure: a hold is on it (Art. 17(3)(e), 18).
    Held,
    /// Erasure: the term is over or it is no longer needed (Art. 17(1)(a)).
    NoLongerNeeded,
    /// Erasure: it rests on consent alone, which the request withdraws (Art. 17(1)(b)).
    ConsentOnly,
    /// Erasure: no rule of the policy speaks of it.
    NoRule,
    /// Rectification: the value differs from what was asked (Art. 16).
    Differs,
    /// Rectification: it is what was asked already.
    RightAlready,
    /// Restriction: the person says that it is not right (Art. 18(1)(a)).
    AccuracyContested,
    /// Restriction: it is used unlawfully, and the person does not want it erased (Art. 18(1)(b)).
    UnlawfulUse,
    /// Restriction: the person needs it for a legal claim (Art. 18(1)(c)).
    NeededForClaim,
    /// Restriction: the person has objected, and it is not decided yet (Art. 18(1)(d)).
    ObjectionPending,
    /// Its use is restricted.
    Restricted,
    /// Portability: it is used on consent or for a contract (Art. 20(1)(a)).
    OnConsentOrContract,
    /// Portability: it is used on another basis.
    OtherBasis,
    /// Portability: the policy links no basis to it.
    BasisUnknown,
    /// Portability: it may come from somebody else than the person.
    OriginUnsure,
    /// Portability: the person did not provide it.
    NotProvided,
    /// Rectification: it was looked into, and it is right as it is.
    FoundRight,
    /// Rectification: it is what somebody thought or saw, and no fact that can be right or wrong.
    Opinion,
    /// Rectification: no source holds it.
    NowhereFound,
    /// Restriction: the ground that the person gave does not hold for it.
    GroundAbsent,
    /// The person is named in a document that is not filed under their number.
    Mentioned,
    /// An officer decided otherwise than proposed.
    OfficerDecided,
}

/// A reason with its place in the policy and the article behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Policy node, such as `exclusions.third_party`; empty where the policy is silent.
    pub node: String,
    pub law: Option<String>,
    /// Last day it must stay (erasure).
    pub until: Option<Date>,
    pub reason: Reason,
}

/// The outcome for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub proposal: Verdict,
    /// A person must look before the answer goes out.
    pub needs_review: bool,
    pub grounds: Vec<Ground>,
}

/// Whether a list of categories and items names one of `items`.
pub(crate) fn names_any(policy: &Policy, names: &Refs, items: &BTreeSet<&str>) -> bool {
    names.iter().any(|name| {
        items.contains(name.value.as_str())
            || policy
                .document
                .categories
                .get(&name.value)
                .is_some_and(|category| category.items.keys().any(|item| items.contains(item.as_str())))
    })
}
