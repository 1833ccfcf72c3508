//! Where personal data live: databases, folders, and systems nobody can connect to.
//!
//! An annotation file (see `ANNOTATION.md`) says what a source means. Every read that gives personal data takes a
//! [`gestand_policy::decide::Permit`]. A source that cannot be read is an error, never an empty answer.

mod annotation;
mod error;
mod folder;
mod looks;
mod manual;
mod path;
mod score;
mod source;
mod sources;
mod sql;
mod types;
mod vera;

pub use error::SourceError;
pub use source::Source;
pub use sources::{Sources, read};
pub use sql::draft;
pub use types::*;
