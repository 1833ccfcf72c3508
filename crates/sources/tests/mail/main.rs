//! Mailboxes as sources: who is in them, what is given, what goes, and what cannot be read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod hostile;
mod maildir;
mod mbox;
mod post;
