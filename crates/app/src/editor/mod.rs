//! The editor of the policy: one draft at a time, checked while it is written, published by two officers.

mod draft;
mod publish;
mod rebase;
mod review;
mod touched;
mod views;

pub(crate) use draft::compile_draft;
pub use publish::Proposal;
pub(crate) use publish::authors;
pub use review::Review;
pub use touched::Touched;
pub use views::{Change, DraftView, EditorFile, EditorPage, FileLine};
