//! Typed ids: UUID version 7, so they sort by time and two kinds cannot be swapped.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::Random;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid id")
    }
}

impl std::error::Error for IdError {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id for this moment.
            pub fn new(now: Timestamp, random: &dyn Random) -> Self {
                let mut bytes = [0; 10];
                random.fill(&mut bytes);
                let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
                $name(Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
            }
            pub const fn from_uuid(uuid: Uuid) -> Self {
                $name(uuid)
            }
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text).map($name).map_err(|_| IdError)
            }
        }
    )*};
}

ids! {
    /// A procedure with a clock: a request.
    CaseId
    /// A record found for a case, with its verdict.
    FindingId
    /// Work for a person that follows from what was decided.
    FollowUpId
    /// What stops destruction of a record.
    HoldId
    /// A try to build the answer of a case.
    PackageId
    /// A person known to Gestand's own store; the unit of sealing.
    PersonId
    /// Work on sources.
    PlanId
    /// One go at a piece of work: the owner of a lease.
    RunId
    /// A login.
    SessionId
    /// One step of a plan.
    StepId
    /// A question to a colleague.
    TaskId
    /// An employee with an account.
    UserId
}
