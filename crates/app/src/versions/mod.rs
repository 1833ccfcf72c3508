//! The versions of the policy: which one is in force, how the next takes its place, and what the earlier ones said.

mod activate;
mod changes;
mod history;
mod in_force;
mod said;
mod start;
mod texts;

pub(crate) use changes::changes;
pub use changes::{Said, SentenceChange};
pub use history::{Upcoming, VersionLine, VersionPage};
pub(crate) use in_force::{InForce, Newest, OFFICER, REQUESTS, Unusable, request_use};
pub(crate) use said::document;
pub(crate) use start::settle;
pub use texts::Finding;
pub(crate) use texts::{compile_texts, of_pack, others, texts_of};
