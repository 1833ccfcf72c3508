//! The policy of a pack that a command names.

use gestand_app::{Packs, compile_pack};
use gestand_policy::{Policy, ReadError};

use crate::output::Failure;

/// The compiled policy of `pack`: a folder, or the name of a pack inside the program.
///
/// # Errors
/// When there is no such pack, or it cannot be understood: the message says which command tells why.
pub fn policy(pack: &str) -> Result<Policy, Failure> {
    let compiled = compile_pack(pack).map_err(|error| not_read(&error))?;
    compiled.policy.ok_or_else(|| not_understood(pack))
}

/// What to tell when a pack cannot be read, in both languages, with the names that exist where there is none.
pub fn not_read(error: &ReadError) -> Failure {
    let told = error.message();
    let known = match error {
        ReadError::NotFound(_) => format!("\n  {}", Packs::names().join(", ")),
        ReadError::Unreadable { .. } => String::new(),
    };
    Failure::of(format!("{}\n{}{known}", told.nl, told.en))
}

/// What to tell of a pack without a policy.
pub fn not_understood(pack: &str) -> Failure {
    Failure::of(format!("pack '{pack}' cannot be understood; run `gestand check {pack}`"))
}
