//! Terms: lengths of time, retention terms, and the calendar that turns them into dates.
//!
//! All calendar arithmetic of Gestand is in this module. Procedure terms follow Regulation (EEC, Euratom)
//! 1182/71; retention terms follow the policy; hours are clock time.

mod calendar;
mod deadline;
mod keep;
mod length;
mod retention;
mod rule;
mod start;

pub use calendar::{DayOff, Holiday, SkippedDay, day_off, is_working_day, public_holidays, roll_forward};
pub use deadline::{Counts, Deadline, Statutory, answer_deadline};
pub use keep::{Keep, KeepError, Rounding};
pub use length::{Length, LengthError, Unit};
pub use rule::{Due, Rule, RuleError};
pub use start::RuleStart;
