//! Typed ids, the clock and randomness: what a test must be able to set.

mod clock;
mod ids;
mod random;

pub use clock::{Clock, FixedClock, SystemClock};
pub use ids::{CaseId, FindingId, HoldId, IdError, PersonId, PlanId, SessionId, StepId, TaskId, UserId};
pub use random::{Random, SeededRandom, SystemRandom};
