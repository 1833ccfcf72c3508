//! Personal data in Gestand's own store: sealed under a key per person, opened only for a permit.
//!
//! Destroying the key of a person erases all their sealed values at once, in the database and in its backups
//! (Art. 17 GDPR). That works because the folder of the [`KeyRing`] lives apart from the database and its backups.
//!
//! Keys and nonces come from the operating system through aws-lc-rs. This is the one place where the injected `Random`
//! is not used: a key that a test can repeat is not a key.

mod cipher;
mod error;
mod keys;
mod seal;
mod sensitive;

pub use error::{KeyError, SealError};
pub use keys::{Destroyed, KeyRing, Rotated};
pub use seal::{Cell, PersonKey, Sealed};
pub use sensitive::Sensitive;
