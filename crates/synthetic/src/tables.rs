//! The rows of the primary system, written in statements of many rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, SqliteConnection};

/// Rows per statement; SQLite takes at most 32,766 values.
const BATCH: usize = 400;

/// One value.
#[derive(Debug, Clone)]
pub enum Cell {
    Null,
    Number(i64),
    Text(String),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Cell::Number(value)
    }
}
impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Cell::Text(value.to_owned())
    }
}
impl From<String> for Cell {
    fn from(value: String) -> Self {
        Cell::Text(value)
    }
}
impl From<Date> for Cell {
    fn from(value: Date) -> Self {
        Cell::Text(value.to_string())
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Null, Into::into)
    }
}

/// The values of one row, without its id.
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$($crate::tables::Cell::from($value)),*] };
}
pub(crate) use row;

/// Rows of one table that wait to be written; `N` columns beside the id.
#[derive(Debug)]
pub struct Rows<const N: usize> {
    table: &'static str,
    next: i64,
    count: u64,
    waiting: Vec<(i64, [Cell; N])>,
}

impl<const N: usize> Rows<N> {
    fn new(table: &'static str, first: i64) -> Self {
        Rows { table, next: first, count: 0, waiting: Vec::new() }
    }

    /// Adds a row and gives its id.
    pub fn add(&mut self, row: [Cell; N]) -> i64 {
        let id = self.next;
        self.next += 1;
        self.count += 1;
        self.waiting.push((id, row));
        id
    }

    /// The id of the next row.
    pub fn next(&self) -> i64 {
        self.next
    }

    async fn write(&mut self, conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let mut rows = std::mem::take(&mut self.waiting);
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(BATCH));
            let tuple = format!("(?{})", ", ?".repeat(N));
            let tuples = vec![tuple; rows.len()].join(", ");
            let mut query = sqlx::query(AssertSqlSafe(format!("INSERT INTO {} VALUES {tuples}", self.table)));
            for (id, row) in rows {
                query = query.bind(id);
                for cell in row {
                    query = match cell {
                        Cell::Null => query.bind(None::<i64>),
                        Cell::Number(number) => query.bind(number),
                        Cell::Text(text) => query.bind(text),
                    };
                }
            }
            query.execute(&mut *conn).await?;
            rows = rest;
        }
        Ok(())
    }
}

macro_rules! tables {
    ($($field:ident: $width:literal from $first:literal),* $(,)?) => {
        /// All tables, in an order in which none refers to a later one.
        #[derive(Debug)]
        pub struct Tables {
            $(pub $field: Rows<$width>,)*
        }

        impl Tables {
            pub fn new() -> Self {
                Tables { $($field: Rows::new(stringify!($field), $first),)* }
            }

            /// Writes what waits.
            pub async fn write(&mut self, conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
                $(self.$field.write(conn).await?;)*
                Ok(())
            }

            /// Rows by table, written and waiting.
            pub fn counts(&self) -> BTreeMap<&'static str, u64> {
                BTreeMap::from([$((self.$field.table, self.$field.count)),*])
            }
        }
    };
}

// The first person has key 0: a key like any other.
tables! {
    natuurlijk_persoon: 11 from 0,
    contactgegeven: 3 from 1,
    relatie_adres: 5 from 1,
    eenheid: 5 from 1,
    huurovereenkomst: 6 from 1,
    relatierol: 4 from 1,
    betaling: 6 from 1,
    betaalgegeven: 3 from 1,
    huurachterstand: 5 from 1,
    huurvoorstel: 4 from 1,
    inkomen: 5 from 1,
    inkomensbewijs: 5 from 1,
    inschrijving: 5 from 1,
    contactmoment: 6 from 1,
    onderhoudsverzoek: 6 from 1,
    overlastzaak: 7 from 1,
    werknotitie: 6 from 1,
    toegangspas: 4 from 1,
}
