//! Use cases of Gestand: each authorises, changes the database in one transaction, and records in the ledger.
//!
//! The web and the command line call [`App`]; nothing else does. What pages show is in [`views`].

mod access_answer;
mod account;
mod actor;
mod app;
mod case_page;
mod case_steps;
mod checks;
mod erasure_answer;
mod error;
mod findings;
mod follow;
mod holds;
mod intake;
mod ledger;
mod nightly;
mod package;
mod packs;
mod plan;
mod proof;
mod requester;
mod retention;
mod review;
mod search;
mod subject;
mod task;
mod throttle;
mod today;
mod token;
pub mod views;

#[cfg(feature = "testing")]
#[expect(clippy::expect_used, reason = "a test that cannot start says why")]
pub mod testing;

pub use account::{NewAccount, NewSession, Session};
pub use actor::{Actor, Right};
pub use app::{App, OpenError, Parts};
pub use error::{AppError, FieldError};
pub use follow::{Download, FollowToken, PackageForm};
pub use gestand_publish::Lang;
pub use intake::{Intake, Submitted};
pub use ledger::{LedgerPage, audit as audit_ledger};
pub use packs::{Packs, compile_pack};
pub use task::TaskPage;

/// The outcome of a use case.
pub type Result<T> = std::result::Result<T, AppError>;
