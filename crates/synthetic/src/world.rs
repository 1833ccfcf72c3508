//! The corporation while it is being invented: its rows and files so far.

use jiff::civil::Date;

use crate::chance::Chance;
use crate::files::Document;
use crate::tables::{Tables, row};
use crate::words::{STREETS, TOWNS};

/// Rows and files that wait to be written, and what is needed to invent more.
#[derive(Debug)]
pub struct World {
    pub today: Date,
    pub chance: Chance,
    pub tables: Tables,
    pub documents: Vec<Document>,
}

/// Somewhere to live.
#[derive(Debug, Clone)]
pub struct Home {
    pub unit: i64,
    /// Street and number.
    pub address: String,
    pub postcode: String,
    pub town: &'static str,
}

impl World {
    pub fn new(today: Date, seed: u64) -> Self {
        World { today, chance: Chance::new(seed), tables: Tables::new(), documents: Vec::new() }
    }

    /// How many persons there are so far.
    pub fn persons(&self) -> u64 {
        u64::try_from(self.tables.natuurlijk_persoon.next()).unwrap_or(0)
    }

    /// A new home: the streets in turn, each with one postcode.
    pub fn home(&mut self) -> Home {
        let streets = i64::try_from(STREETS.len()).unwrap_or(1);
        let at = self.tables.eenheid.next() - 1;
        let index = usize::try_from(at % streets).unwrap_or(0);
        let (street, town) = (STREETS[index], TOWNS[index % TOWNS.len()]);
        let letter = char::from(b'B' + u8::try_from(index).unwrap_or(0));
        let (number, postcode) = (at / streets + 1, format!("{} A{letter}", 1234 + index % 3));
        let unit = self.tables.eenheid.add(row![street, number, postcode.as_str(), town, "VER"]);
        Home { unit, address: format!("{street} {number}"), postcode, town }
    }
}

/// The number by which the corporation knows a person.
pub fn relation_number(person: i64) -> String {
    format!("R{person:06}")
}
