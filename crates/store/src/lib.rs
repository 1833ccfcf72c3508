//! Gestand's own database: the only SQL on it. SQLite embedded, PostgreSQL for more; one text per statement for both.
//!
//! `queries/<table>/<verb>.sql` holds the statements, [`Tx`] a function for each, `migrations/` the schema and
//! `schema/classification.csv` the class of every column. What is personal comes here sealed.

mod accounts;
mod answers;
mod cases;
mod db;
mod deferred;
mod dialect;
mod error;
mod follow_ups;
mod holds;
mod leases;
mod ledger;
mod mentions;
mod migrate;
mod people;
mod plans;
mod policies;
mod promises;
mod rows;
mod settle;
mod sqlite;
mod tasks;
mod tx;
mod uploads;
mod value;
mod words;

pub use cases::CaseFilter;
pub use db::{Store, retry};
pub use dialect::Engine;
pub use error::StoreError;
pub use holds::HoldIndex;
pub use leases::{Job, Lease};
pub use mentions::{DocumentDigest, IndexRoundRow, IndexedRow, Term};
pub use migrate::SCHEMA_VERSION;
pub use people::PersonDeleted;
pub use policies::{PackDraftRow, PackText, PolicyInForce, PolicyVersionLine, PolicyVersionRow};
pub use rows::*;
pub use tx::Tx;
pub use words::*;
