//! Where personal data live: databases, folders, and systems nobody can connect to.
//!
//! An annotation file (see `ANNOTATION.md`) says what a source means. Every read that gives personal data takes a
//! [`gestand_policy::decide::Permit`]. A source that cannot be read is an error, never an empty answer.

mod agent;
mod annotation;
mod documents;
mod error;
mod folder;
mod looks;
mod mail;
mod manual;
mod meant;
mod path;
mod people;
mod score;
mod secret;
mod source;
mod sources;
mod sql;
mod supplier;
mod types;
mod vera;

pub use documents::{DocumentMark, DocumentText, Documents, why};
pub use error::SourceError;
pub use people::{Everyone, Person, everywhere};
pub use score::SURE;
pub use source::Source;
pub use sources::{Sources, read};
pub use sql::draft;
pub use types::*;
