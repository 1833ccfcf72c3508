//! Procedures as state machines with clocks, and the judging of records. Pure: no I/O, no clock.

mod asked;
mod clock;
mod judge;
mod recipients;
mod state;

pub use asked::{Asked, Correction, RestrictionGround};
pub use clock::{CaseClock, extended_deadline, first_deadline, right_of};
pub use judge::{
    Ground, Judgement, Portable, Reason, judge_access, judge_erasure, judge_portability, judge_rectification,
    judge_restriction, portable,
};
pub use recipients::{items_got, recipients_of};
pub use state::{Illegal, Step, next};
