//! The live schema of a database: the only place where a name becomes part of a statement.

use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection};

use crate::SourceError;

/// One column as the database declares it.
#[derive(Debug, Clone)]
pub struct LiveColumn {
    pub name: String,
    pub declared: String,
    pub not_null: bool,
    /// 1-based place in the primary key; 0: no part of it.
    pub primary: i64,
}

impl LiveColumn {
    /// Whether the column stores text (SQLite's rules of affinity).
    pub fn is_text(&self) -> bool {
        let declared = self.declared.to_uppercase();
        !declared.contains("INT") && ["CHAR", "CLOB", "TEXT"].iter().any(|word| declared.contains(word))
    }
    /// Whether keys of this column compare as they are written.
    pub fn can_be_key(&self) -> bool {
        !self.declared.is_empty() && !self.declared.to_uppercase().contains("BLOB")
    }
}

/// Tables and views with their columns.
#[derive(Debug)]
pub struct Schema {
    pub source_id: String,
    pub tables: BTreeMap<String, Vec<LiveColumn>>,
}

impl Schema {
    pub async fn load(source_id: &str, conn: &mut SqliteConnection) -> Result<Schema, SourceError> {
        let rows = sqlx::query(
            "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c \
             WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid",
        )
        .fetch_all(conn)
        .await
        .map_err(|error| SourceError::Unreachable { source_id: source_id.to_owned(), reason: error.to_string() })?;
        let mut tables: BTreeMap<String, Vec<LiveColumn>> = BTreeMap::new();
        for row in rows {
            tables.entry(row.get(0)).or_default().push(LiveColumn {
                name: row.get(1),
                declared: row.get(2),
                not_null: row.get::<i64, _>(3) != 0,
                primary: row.get(4),
            });
        }
        Ok(Schema { source_id: source_id.to_owned(), tables })
    }

    /// The quoted name of a table that exists.
    pub fn table(&self, table: &str) -> Result<String, SourceError> {
        self.columns(table).map(|_| quote(table))
    }

    /// The quoted name of a column that exists, after the alias of its table.
    pub fn column(&self, alias: &str, table: &str, column: &str) -> Result<String, SourceError> {
        self.live(table, column).map(|_| format!("{alias}.{}", quote(column)))
    }

    pub fn columns(&self, table: &str) -> Result<&[LiveColumn], SourceError> {
        self.tables
            .get(table)
            .map(Vec::as_slice)
            .ok_or_else(|| SourceError::UnknownTable { source_id: self.source_id.clone(), table: table.to_owned() })
    }

    pub fn live(&self, table: &str, column: &str) -> Result<&LiveColumn, SourceError> {
        self.columns(table)?.iter().find(|live| live.name == column).ok_or_else(|| SourceError::UnknownColumn {
            source_id: self.source_id.clone(),
            table: table.to_owned(),
            column: column.to_owned(),
        })
    }
}

/// An identifier as SQL writes it.
pub fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
