//! An invented housing corporation with a primary system, documents, cameras and a paper archive, for demo and tests.
//!
//! The same options always give the same content. All people are plainly invented; there is no BSN anywhere, unless the
//! broken promise is asked for.

mod cameras;
mod chance;
mod dossiers;
mod error;
mod files;
mod generate;
mod known;
mod people;
mod tables;
mod tenancies;
mod words;
mod world;

pub use error::Error;
pub use generate::generate;

use std::collections::BTreeMap;

use jiff::civil::Date;

/// What to invent.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many persons; never fewer than the known persons, and one more where the last household has two.
    pub persons: u32,
    pub seed: u64,
    /// The day around which all terms lie: for every event something is overdue, due, due soon and in order.
    pub today: Date,
    /// Plants one test BSN in a contact moment, so that the promise "no BSN is stored" is broken.
    pub plant_bsn: bool,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub persons: u64,
    /// Rows by table of the primary system.
    pub records: BTreeMap<&'static str, u64>,
    /// Files in the document store.
    pub documents: u64,
    /// Camera segments.
    pub segments: u64,
    /// Persons with fixed data, to try things with; Fenna, who has something of everything, comes first.
    pub known: Vec<KnownPerson>,
}

/// A person with fixed data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Row id in `natuurlijk_persoon`.
    pub id: i64,
    /// With form of address, such as `mevrouw Fenna Voorbeeld`.
    pub name: String,
    pub relation_number: String,
    pub birth_date: Date,
    pub email: String,
    pub phone: String,
    pub postcode: String,
    /// Why this person is there, in Dutch.
    pub story: &'static str,
}
