//! The store on both engines: SQLite always, PostgreSQL when `GESTAND_TEST_POSTGRES` holds an address.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, with their helpers")]

mod accounts;
mod answers;
mod cases;
mod common;
mod concurrency;
mod leases;
mod ledger;
mod mentions;
mod people;
mod plans;
mod policies;
mod registry;
mod schema;
mod uploads;
