//! Procedures as state machines with clocks, and the judging of records. Pure: no I/O, no clock.

mod clock;
mod judge;
mod state;

pub use clock::{CaseClock, extended_deadline, first_deadline};
pub use judge::{Ground, Judgement, Reason, judge_access, judge_erasure};
pub use state::{Illegal, Step, next};
