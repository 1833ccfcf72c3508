//! Pages for everyone.

pub(crate) mod follow;
pub(crate) mod proof;
pub(crate) mod request;
pub(crate) mod statement;
