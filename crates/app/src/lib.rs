//! Use cases of Gestand: each authorises, changes the database in one transaction, and records in the ledger.
//!
//! The web and the command line call [`App`]; nothing else does. What pages show is in [`views`].

mod access_answer;
mod account;
mod actor;
mod app;
mod archive;
mod carry_out;
mod case_page;
mod case_steps;
mod checks;
mod deferred;
mod delivery;
mod editor;
mod erasure_answer;
mod error;
mod findings;
mod follow;
mod follow_up;
mod hand_over;
mod hold_marks;
mod hold_placed;
mod holds;
mod index;
mod intake;
mod late_discovery;
mod ledger;
mod nightly;
mod on_hold;
pub mod pack_tests;
mod package;
mod packs;
mod plan;
mod portability;
mod proof;
mod rectification;
mod register;
mod requester;
mod restriction;
mod retention;
mod review;
mod search;
mod shown;
mod stored_record;
mod subject;
mod task;
mod throttle;
mod today;
mod token;
mod upload;
mod upload_copy;
mod upload_masked;
mod upload_paper;
mod versions;
pub mod views;
mod work;

#[cfg(feature = "testing")]
#[expect(clippy::expect_used, reason = "a test that cannot start says why")]
pub mod testing;

pub use account::{NewAccount, NewSession, Session};
pub use actor::{Actor, Right};
pub use app::{App, OpenError, Parts};
pub use delivery::{Download, PackageForm};
pub use editor::{Change, DraftView, EditorFile, EditorPage, FileLine, Proposal, Review, Touched};
pub use error::{AppError, FieldError};
pub use follow::FollowToken;
pub use gestand_publish::Lang;
pub use hand_over::{HandedOver, WAYS};
pub use hold_placed::{HOLD_KINDS, Held, HoldAsk};
pub use index::Indexed;
pub use intake::{CORRECTION_ROWS, Intake, Submitted};
pub use late_discovery::Replayed;
pub use ledger::{LedgerPage, audit as audit_ledger};
pub use packs::{Packs, compile_pack};
pub use register::RegisterPage;
pub use restriction::TOLD_BY;
pub use review::{reasons_to_choose, verdicts};
pub use shown::shown;
pub use task::{TaskAnswer, TaskPage};
pub use upload::{LARGEST_UPLOAD, MOST_FILES};
pub use upload_copy::{CopyLine, CopyOutcome, CopyPage};
pub use upload_masked::UnmaskedLine;
pub use upload_paper::PaperOutcome;
pub use versions::{Finding, Said, SentenceChange, Upcoming, VersionLine, VersionPage};

/// The outcome of a use case.
pub type Result<T> = std::result::Result<T, AppError>;
