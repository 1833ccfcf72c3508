//! The backend whole, by its use cases: on SQLite always, on PostgreSQL when `GESTAND_TEST_POSTGRES` holds an address.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "these are tests, with their helpers")]

mod access;
mod common;
mod crash;
mod deferred;
mod editor;
mod erasure;
mod hand_over;
mod intake;
mod late;
mod publishing;
mod register;
mod retention;
mod shared;
mod tamper;
mod versions;
