//! The live schema of a database: the only place where a name becomes part of a statement.

use std::collections::{BTreeMap, BTreeSet};

use super::build::MARK;
use super::connection::{Row, Transaction};
use super::dialect::{Dialect, Scope};
use crate::SourceError;

/// What a type is, as far as comparing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Int,
    Text,
    Uuid,
    Date,
    /// Date and time.
    Instant,
    Json,
    /// Bytes; in SQLite also a column without a type.
    Bytes,
    Other,
}

/// One column as the database declares it.
#[derive(Debug, Clone)]
pub struct LiveColumn {
    pub name: String,
    pub declared: String,
    pub family: Family,
    pub collation: Option<String>,
    pub not_null: bool,
}

impl LiveColumn {
    /// Whether values of both columns compare without a cast.
    pub fn compares_with(&self, other: &LiveColumn) -> bool {
        self.family == other.family && (self.family != Family::Other || self.declared == other.declared)
    }
}

/// A table or a view.
#[derive(Debug, Clone, Default)]
pub struct LiveTable {
    /// As SQL writes it, with its schema where it has one.
    pub quoted: String,
    pub view: bool,
    pub columns: Vec<LiveColumn>,
    pub primary: Vec<String>,
    /// Columns of each whole index in their order; an expression is an empty name.
    pub indexes: Vec<Vec<String>>,
    /// Those of them that are unique, the primary key among them.
    pub unique: Vec<Vec<String>>,
}

/// A foreign key.
#[derive(Debug, Clone)]
pub struct Reference {
    pub table: String,
    pub columns: Vec<String>,
    pub target: String,
    /// Empty: the primary key of the target.
    pub to: Vec<String>,
    /// Deleting the target deletes the row or loosens it.
    pub gives_way: bool,
}

/// Tables and views with their columns.
#[derive(Debug)]
pub struct Schema {
    pub source_id: String,
    pub dialect: &'static dyn Dialect,
    pub tables: BTreeMap<String, LiveTable>,
    pub references: Vec<Reference>,
    /// The name of the default schema.
    default: Option<String>,
}

impl Schema {
    /// Reads the schema of the tables named (`table` or `schema.table`), or of all where none is.
    pub async fn load(
        source_id: &str,
        dialect: &'static dyn Dialect,
        tx: &mut Transaction,
        names: &BTreeSet<String>,
        whole: bool,
    ) -> Result<Schema, sqlx::Error> {
        let mut scope = Scope::default();
        for name in names {
            let (namespace, table) = match name.rsplit_once('.') {
                Some((namespace, table)) => (Some(namespace), table),
                None => (None, name.as_str()),
            };
            scope.namespaces.extend(namespace.map(str::to_owned));
            if !whole {
                scope.tables.extend([table.to_owned(), name.clone()]);
            }
        }
        let mut schema = Schema {
            source_id: source_id.to_owned(),
            dialect,
            tables: BTreeMap::new(),
            references: Vec::new(),
            default: None,
        };
        for row in tx.all(dialect.columns(&scope)).await? {
            schema.column_row(&row);
        }
        let mut last = None;
        for row in tx.all(dialect.indexes(&scope)).await? {
            schema.index_row(&row, &mut last);
        }
        let mut last = None;
        for row in tx.all(dialect.references(&scope)).await? {
            schema.reference_row(&row, &mut last);
        }
        Ok(schema)
    }

    fn column_row(&mut self, row: &Row) {
        let (name, table) = (name(row, 0), row.str(2));
        if row.str(1) == "1" {
            self.default = row.get(0).map(str::to_owned);
        }
        // A name with the character that marks a value cannot be in a statement: as if it were not there.
        if [row.str(0), table, row.str(3)].iter().any(|part| part.contains(MARK)) {
            return;
        }
        let dialect = self.dialect;
        let live = self.tables.entry(name).or_insert_with(|| LiveTable {
            quoted: match row.get(0) {
                Some(namespace) => format!("{}.{}", dialect.quote(namespace), dialect.quote(table)),
                None => dialect.quote(table),
            },
            view: row.str(7) == "1",
            ..LiveTable::default()
        });
        live.columns.push(LiveColumn {
            name: row.str(3).to_owned(),
            declared: row.str(4).to_owned(),
            family: dialect.family(row.str(4)),
            collation: row.get(5).map(str::to_owned),
            not_null: row.str(6) == "1",
        });
    }

    fn index_row(&mut self, row: &Row, last: &mut Option<(String, String)>) {
        let Some(live) = self.tables.get_mut(&name(row, 0)) else { return };
        let (column, this) = (row.str(4).to_owned(), (name(row, 0), row.str(3).to_owned()));
        if row.str(6) == "1" {
            live.primary.push(column.clone());
        }
        let more = last.as_ref() == Some(&this);
        for (wanted, list) in [(true, &mut live.indexes), (row.str(5) == "1", &mut live.unique)] {
            match list.last_mut().filter(|_| more) {
                Some(columns) if wanted => columns.push(column.clone()),
                None if wanted => list.push(vec![column.clone()]),
                _ => {}
            }
        }
        *last = Some(this);
    }

    fn reference_row(&mut self, row: &Row, last: &mut Option<(String, String)>) {
        let this = (name(row, 0), row.str(3).to_owned());
        if last.as_ref() != Some(&this) {
            self.references.push(Reference {
                table: this.0.clone(),
                columns: Vec::new(),
                target: name(row, 5),
                to: Vec::new(),
                gives_way: row.str(9) == "1",
            });
        }
        if let Some(reference) = self.references.last_mut() {
            reference.columns.push(row.str(4).to_owned());
            reference.to.extend(row.get(8).map(str::to_owned));
        }
        *last = Some(this);
    }

    pub fn live_table(&self, table: &str) -> Result<&LiveTable, SourceError> {
        let bare = self.default.as_deref().and_then(|default| table.strip_prefix(default)?.strip_prefix('.'));
        let found = self.tables.get(table).or_else(|| self.tables.get(bare?));
        found.ok_or_else(|| SourceError::UnknownTable { source_id: self.source_id.clone(), table: table.to_owned() })
    }

    /// The quoted name of a table that exists.
    pub fn table(&self, table: &str) -> Result<&str, SourceError> {
        self.live_table(table).map(|live| live.quoted.as_str())
    }

    /// The quoted name of a column that exists, after the alias of its table.
    pub fn column(&self, alias: &str, table: &str, column: &str) -> Result<String, SourceError> {
        self.live(table, column).map(|_| format!("{alias}.{}", self.dialect.quote(column)))
    }

    pub fn live(&self, table: &str, column: &str) -> Result<&LiveColumn, SourceError> {
        self.live_table(table)?.columns.iter().find(|live| live.name == column).ok_or_else(|| {
            SourceError::UnknownColumn {
                source_id: self.source_id.clone(),
                table: table.to_owned(),
                column: column.to_owned(),
            }
        })
    }

    /// Whether the database itself lets at most one row have these values.
    pub fn is_unique(&self, table: &str, columns: &[String]) -> bool {
        self.live_table(table)
            .is_ok_and(|live| live.unique.iter().any(|unique| unique.iter().all(|column| columns.contains(column))))
    }
}

/// `table`, or `schema.table` outside the default schema; the namespace stands at `at`.
fn name(row: &Row, at: usize) -> String {
    match (row.get(at), row.str(at + 1)) {
        (Some(namespace), "0") => format!("{namespace}.{}", row.str(at + 2)),
        _ => row.str(at + 2).to_owned(),
    }
}
