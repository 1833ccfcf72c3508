//! The policy of a pack that a command names.

use gestand_app::compile_pack;
use gestand_policy::Policy;

use crate::output::Failure;

/// The compiled policy of `pack`: a folder, or the name of a pack inside the program.
///
/// # Errors
/// When there is no such pack, or it cannot be understood: the message says which command tells why.
pub fn policy(pack: &str) -> Result<Policy, Failure> {
    let compiled = compile_pack(pack).map_err(Failure::of)?;
    compiled.policy.ok_or_else(|| not_understood(pack))
}

/// What to tell of a pack without a policy.
pub fn not_understood(pack: &str) -> Failure {
    Failure::of(format!("pack '{pack}' cannot be understood; run `gestand check {pack}`"))
}
