//! The heart of Gestand: what a corporation promises, whether that is lawful, and what follows from it.
//!
//! A *pack* (YAML) is compiled to a [`Policy`]; [`checks`] compare it with the law and with itself;
//! [`terms`] turn its terms into dates; [`decide`] answers whether a use of data may happen. This crate is
//! pure: no I/O, no clock, no randomness; the caller reads the files.

pub mod checks;
pub mod completeness;
pub mod decide;
pub mod diagnostic;
pub mod diff;
pub mod fix;
mod load;
pub mod model;
mod policy;
pub mod schema;
mod span;
pub mod terms;
pub mod trace;
pub mod words;

pub use diagnostic::{Bilingual, Diagnostic, Severity, law_in_words};
pub use load::{Compiled, PackFile, PackReader, ReadError, compile, compile_on};
pub use policy::{Origin, Policy, number_of};
pub use span::{At, Span};
