//! What a file says, and what must not be seen in it. Knows no source, no policy and no database.

pub mod bsn;
pub mod extract;
pub mod mask;
pub mod mrz;
pub mod shielded;
pub mod worker;
