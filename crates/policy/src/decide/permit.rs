//! The outcome of a decision: a permit that only this module's parent can make, or a refusal with all its reasons.

use super::{ActivityId, FunctionId, IdSet, RecipientId};
use crate::model::Basis;

/// May this use happen?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Permit(Permit),
    Refusal(Refusal),
}

impl Decision {
    /// The permit, if there is one.
    pub fn permit(self) -> Option<Permit> {
        match self {
            Decision::Permit(permit) => Some(permit),
            Decision::Refusal(_) => None,
        }
    }

    /// The refusal, if it is one.
    pub fn refusal(self) -> Option<Refusal> {
        match self {
            Decision::Permit(_) => None,
            Decision::Refusal(refusal) => Some(refusal),
        }
    }
}

/// The proof that a use was decided and may happen: which items, on which activity and basis (GDPR 5(1)(b), 6(1)).
/// It has no constructor but [`super::Tables::decide`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    pub(super) activity: ActivityId,
    pub(super) items: IdSet,
    pub(super) basis: Basis,
    pub(super) function: FunctionId,
    pub(super) recipient: Option<RecipientId>,
}

impl Permit {
    pub fn activity(&self) -> ActivityId {
        self.activity
    }
    /// The items that may be used, as numbers of [`super::ItemId`].
    pub fn items(&self) -> IdSet {
        self.items
    }
    /// The basis that carries the use: the first in the order of the policy that holds for this person.
    pub fn basis(&self) -> Basis {
        self.basis
    }
    pub fn function(&self) -> FunctionId {
        self.function
    }
    /// To whom the items may go; `None` for a use inside the organisation.
    pub fn recipient(&self) -> Option<RecipientId> {
        self.recipient
    }
}

/// Why a use may not happen. [`super::Tables::explain`] gives the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    pub(super) reasons: Reasons,
    pub(super) activity: ActivityId,
    pub(super) function: FunctionId,
    pub(super) items: IdSet,
    pub(super) recipient: Option<RecipientId>,
}

impl Refusal {
    /// All reasons that apply, never only the first.
    pub fn reasons(&self) -> Reasons {
        self.reasons
    }
    pub fn activity(&self) -> ActivityId {
        self.activity
    }
    pub fn function(&self) -> FunctionId {
        self.function
    }
    /// The items that were asked for.
    pub fn items(&self) -> IdSet {
        self.items
    }
    pub fn recipient(&self) -> Option<RecipientId> {
        self.recipient
    }
}

/// One reason for refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Reason {
    /// The activity is not in this policy (GDPR 5(1)(b)).
    UnknownActivity,
    /// The policy links no lawful basis to the activity (GDPR 6(1)).
    NoBasis,
    /// The function is not among those that may do the activity (GDPR 5(1)(f), 32(4)).
    FunctionNotAllowed,
    /// Items that the activity does not use (GDPR 5(1)(c)).
    ItemsNotInActivity,
    /// Special, criminal or identification data, and no ground for them (GDPR 9, 10, 87; UAVG 22-33, 46).
    SpecialDataWithoutGround,
    /// The use needs consent, and none is in force (GDPR 6(1)(a), 7).
    ConsentMissing,
    /// The person objects, and no basis is left that an objection does not touch (GDPR 21(1)).
    Objected,
    /// The person objects to direct marketing (GDPR 21(2)-(3)); no basis outweighs that.
    MarketingObjected,
    /// The data of the person are restricted (GDPR 18(2)).
    Restricted,
    /// The recipient is not among those of the activity (GDPR 5(1)(b), 13(1)(e)).
    RecipientNotInActivity,
    /// Items that the recipient may not receive for the activity (GDPR 5(1)(c)).
    RecipientMayNotReceive,
    /// A processor without a processing agreement (GDPR 28(3)).
    NoAgreement,
    /// A recipient outside the EEA without a safeguard (GDPR 44-49).
    OutsideEea,
    /// The disclosure needs a mandate (volmacht) of the person, and none is in force (BW 3:60).
    MandateMissing,
    /// The disclosure needs consent of the person, and none is in force (GDPR 6(1)(a), 7).
    ConsentForDisclosureMissing,
    /// The activity may only happen under a condition that is not met (GDPR 5(1)(b)).
    ConditionMissing,
    /// The disclosure may only happen under a condition that is not met (GDPR 5(1)(b)).
    ConditionForDisclosureMissing,
}

impl Reason {
    pub const ALL: [Reason; 17] = [
        Reason::UnknownActivity,
        Reason::NoBasis,
        Reason::FunctionNotAllowed,
        Reason::ItemsNotInActivity,
        Reason::SpecialDataWithoutGround,
        Reason::ConsentMissing,
        Reason::Objected,
        Reason::MarketingObjected,
        Reason::Restricted,
        Reason::RecipientNotInActivity,
        Reason::RecipientMayNotReceive,
        Reason::NoAgreement,
        Reason::OutsideEea,
        Reason::MandateMissing,
        Reason::ConsentForDisclosureMissing,
        Reason::ConditionMissing,
        Reason::ConditionForDisclosureMissing,
    ];
}

/// A set of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u32);

impl Reasons {
    /// Adds `reason` when `applies`.
    pub(super) fn add(&mut self, reason: Reason, applies: bool) {
        self.0 |= u32::from(applies) << reason as u8;
    }

    pub fn contains(self, reason: Reason) -> bool {
        self.0 >> reason as u8 & 1 == 1
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The reasons, in the order of [`Reason::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |reason| self.contains(*reason))
    }
}
