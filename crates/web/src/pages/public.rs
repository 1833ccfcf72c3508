//! Pages for everyone.

pub(crate) mod cookies;
pub(crate) mod copy;
pub(crate) mod follow;
pub(crate) mod paper;
pub(crate) mod processing;
pub(crate) mod proof;
pub(crate) mod request;
pub(crate) mod statement;
pub(crate) mod versions;
