//! Extraction of text on real files: each format, hostile and broken files, and the child process that reads them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests, with their helpers")]

mod files;
mod formats;
mod hostile;
mod tasks;
mod worker;
