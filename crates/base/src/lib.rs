//! Typed ids, the clock and randomness: what a test must be able to set; and how bulk is packed.

mod clock;
mod ids;
mod packed;
mod random;

pub use clock::{Clock, FixedClock, SystemClock};
pub use ids::{
    CaseId, FindingId, FollowUpId, HoldId, IdError, PackageId, PersonId, PlanId, RunId, SessionId, StepId, TaskId,
    UserId,
};
pub use packed::{NotPacked, pack, unpack};
pub use random::{Random, SeededRandom, SystemRandom};
