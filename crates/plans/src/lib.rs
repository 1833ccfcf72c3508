//! Plans: everything Gestand does to personal data in a source is computed, shown, approved, executed step by
//! step, verified by a fresh read, and recorded (invariant 2).
//!
//! A step is written down as `applying` before its source is touched, so a crash at any point leaves a plan that
//! [`run`] resumes: applying a step again changes nothing that is done, and its receipt says what a fresh read found.

mod engine;
mod held;
mod propose;
mod reappeared;
mod receipt;
mod record;
mod request;
mod rules;
mod run;
mod step;
mod values;

pub use engine::{Engine, PlanError};
pub use held::{count_held, held};
pub use propose::{RuleChoice, carries_out, propose_retention};
pub use reappeared::{Reappeared, find_reappeared, spread_erased};
pub(crate) use record::about_of;
pub use record::{digest_of_record, entry};
pub use request::{
    ErasureTarget, MarkTarget, RectificationTarget, propose_erasure, propose_lift, propose_rectification,
    propose_restriction,
};
pub use rules::{CountableRule, countable_rules};
pub use run::{Boundary, Outcome, Tries, run};
