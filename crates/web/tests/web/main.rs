//! The site as a browser sees it, on a real App with the synthetic corporation.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod archive;
mod browser;
mod cookies;
mod forms;
mod hand_over;
mod holds;
mod looks;
mod policy;
mod register;
mod request;
mod rights;
mod safety;
mod uploads;
mod workspace;

#[test]
#[ignore = "is a child process that parses files"]
fn file_worker() {
    gestand_app::testing::file_worker();
}
