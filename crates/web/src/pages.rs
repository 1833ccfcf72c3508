//! The handlers: one file per page.

pub(crate) mod public;
pub(crate) mod work;
