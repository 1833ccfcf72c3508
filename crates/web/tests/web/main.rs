//! The site as a browser sees it, on a real App with the synthetic corporation.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod browser;
mod forms;
mod looks;
mod request;
mod safety;
mod workspace;
