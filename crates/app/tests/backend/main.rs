//! The backend whole, by its use cases: on SQLite always, on PostgreSQL when `GESTAND_TEST_POSTGRES` holds an address.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "these are tests, with their helpers")]

mod access;
mod along;
mod common;
mod crash;
mod deferred;
mod editor;
mod erasure;
mod hand_over;
mod holds;
mod index;
mod intake;
mod late;
mod marks;
mod portability;
mod publishing;
mod rectification;
mod register;
mod restriction;
mod retention;
mod shared;
mod silent;
mod tamper;
mod tasks;
mod uploads;
mod verbs;
mod versions;
mod waiting;

#[test]
#[ignore = "is a child process that parses files"]
fn file_worker() {
    gestand_app::testing::file_worker();
}
