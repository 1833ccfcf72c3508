//! A transaction on either engine: the one place where a statement is run.

use std::sync::Arc;

use gestand_ledger::{Entry, SigningKey};
use rusqlite::types::FromSql;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row as _, SqlSafeStr, Transaction};

use crate::Store;
use crate::dialect::Engine;
use crate::error::{Result, StoreError};
use crate::sqlite::Session;
use crate::value::{Field, Raw, Value};

/// A statement from `queries/<table>/<verb>.sql`: one text for both engines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    pub table: &'static str,
    pub sql: &'static str,
}

/// Rows that one INSERT takes.
const ROWS: usize = 32;

impl Statement {
    /// The text of an INSERT for so many rows of so many columns.
    fn of_rows(&self, rows: usize, columns: usize) -> String {
        let head = self.sql.rsplit_once("VALUES").map_or(self.sql, |(head, _)| head);
        let row = |row: usize| {
            let places: Vec<String> = (1..=columns).map(|at| format!("${}", row * columns + at)).collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("{head}VALUES {}", rows.join(", "))
    }
}

/// The statement in `queries/<table>/<verb>.sql`.
macro_rules! sql {
    ($table:ident / $verb:ident) => {
        $crate::tx::Statement {
            table: stringify!($table),
            sql: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/queries/",
                stringify!($table),
                "/",
                stringify!($verb),
                ".sql"
            )),
        }
    };
}
pub(crate) use sql;

/// A transaction. What it changed is kept by [`Tx::commit`] and forgotten when it is dropped.
///
/// Two transactions that write must not be open in one task: the second waits for the first.
///
/// Of [`Store::latest`](crate::Store::latest) it is no transaction, but a connection that reads.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    store: Store,
    /// Entries that are kept with the transaction.
    pub(crate) entries: Vec<Entry>,
}

#[derive(Debug)]
pub(crate) enum Inner {
    Sqlite(Session),
    Postgres(Transaction<'static, Postgres>),
    PostgresLatest(PoolConnection<Postgres>),
}

/// A connection, whether it is in a transaction or not.
enum On<'t> {
    Sqlite(&'t Session),
    Postgres(&'t mut PgConnection),
}

impl Inner {
    fn on(&mut self) -> On<'_> {
        match self {
            Inner::Sqlite(session) => On::Sqlite(session),
            Inner::Postgres(transaction) => On::Postgres(transaction),
            Inner::PostgresLatest(connection) => On::Postgres(connection),
        }
    }
}

/// A row of a result, and the table it is about.
pub(crate) struct Row<'r> {
    table: &'static str,
    columns: Columns<'r>,
}

enum Columns<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// A statement for PostgreSQL, with its parameters.
fn query(sql: impl SqlSafeStr, args: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
        Value::Uuid(value) => query.bind(value),
    })
}

impl Tx {
    pub(crate) fn new(store: &Store, inner: Inner) -> Self {
        Tx { inner, store: store.clone(), entries: Vec::new() }
    }

    pub(crate) fn signer(&self) -> Option<Arc<SigningKey>> {
        self.store.settling.signer.get().cloned()
    }

    /// The engine behind this transaction.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) | Inner::PostgresLatest(_) => Engine::Postgres,
        }
    }

    /// Keeps everything this transaction changed, on disk when this returns, and its entries in the ledger.
    ///
    /// Both engines commit first and wait for the disk afterwards, together with all who wait: the locks are free
    /// meanwhile. What others base on the change reaches the disk after it.
    ///
    /// # Errors
    /// When the engine cannot keep it; a connection that is lost here leaves open whether it did.
    /// [`StoreError::Unsettled`] when it is kept, and only the disk or the ledger could not follow.
    pub async fn commit(self) -> Result<()> {
        let store = self.store.clone();
        self.commit_soon().await?;
        store.settle().await.map_err(|error| StoreError::Unsettled(Box::new(error)))
    }

    /// Keeps everything this transaction changed, on disk with the next [`Tx::commit`]: for what nobody outside has been
    /// told yet, and is done again when the power fails before.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn commit_soon(mut self) -> Result<()> {
        self.ledger_wait().await?;
        self.end().await
    }

    pub(crate) async fn end(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(session) => session.commit(),
            Inner::Postgres(transaction) => Ok(transaction.commit().await?),
            Inner::PostgresLatest(_) => Ok(()),
        }
    }

    /// Runs statements without parameters: the text of a migration.
    pub(crate) async fn script(&mut self, text: String) -> Result<()> {
        match self.inner.on() {
            On::Sqlite(session) => session.script(&text),
            On::Postgres(connection) => Ok(sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(drop)?),
        }
    }

    /// Runs a statement and gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, statement: Statement, args: Vec<Value>) -> Result<u64> {
        match self.inner.on() {
            On::Sqlite(session) => session.execute(statement.sql, &args),
            On::Postgres(connection) => Ok(query(statement.sql, args).execute(connection).await?.rows_affected()),
        }
    }

    /// Runs an INSERT that ends with the parameters of one row for many rows, at most [`ROWS`] of them at a time: few
    /// texts, so that connections remember them all.
    pub(crate) async fn insert_all(&mut self, statement: Statement, rows: Vec<Vec<Value>>) -> Result<()> {
        let mut rows = rows.into_iter();
        loop {
            let some: Vec<Vec<Value>> = rows.by_ref().take(ROWS).collect();
            let Some(first) = some.first() else { return Ok(()) };
            let text = statement.of_rows(some.len(), first.len());
            let args: Vec<Value> = some.into_iter().flatten().collect();
            match self.inner.on() {
                On::Sqlite(session) => session.execute(&text, &args).map(drop)?,
                On::Postgres(connection) => query(AssertSqlSafe(text), args).execute(connection).await.map(drop)?,
            }
        }
    }

    /// Runs a statement that touches one row, or none because the row is gone or in another state.
    pub(crate) async fn execute_one(&mut self, statement: Statement, args: Vec<Value>) -> Result<bool> {
        Ok(self.execute(statement, args).await? > 0)
    }

    /// Runs a statement on a row that must be there.
    pub(crate) async fn execute_existing(&mut self, statement: Statement, args: Vec<Value>) -> Result<()> {
        if self.execute_one(statement, args).await? { Ok(()) } else { Err(StoreError::Missing(statement.table)) }
    }

    /// The rows of a statement, each made into what it stands for.
    pub(crate) async fn all<T>(
        &mut self,
        statement: Statement,
        args: Vec<Value>,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let Statement { table, sql } = statement;
        match self.inner.on() {
            On::Sqlite(session) => session.rows(sql, &args, |row| read(&Row { table, columns: Columns::Sqlite(row) })),
            On::Postgres(connection) => {
                let rows = query(sql, args).fetch_all(connection).await?;
                rows.iter().map(|row| read(&Row { table, columns: Columns::Postgres(row) })).collect()
            }
        }
    }

    /// The row of a statement, if there is one.
    pub(crate) async fn optional<T>(
        &mut self,
        statement: Statement,
        args: Vec<Value>,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.all(statement, args, read).await?.into_iter().next())
    }

    /// The row of a statement that must have one.
    pub(crate) async fn one<T>(
        &mut self,
        statement: Statement,
        args: Vec<Value>,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.optional(statement, args, read).await?.ok_or(StoreError::Missing(statement.table))
    }
}

impl Row<'_> {
    /// The value of a column.
    pub(crate) fn get<T: Field>(&self, column: &str) -> Result<T> {
        T::read(self, column)
    }

    /// The value of a column as the engine stores it.
    pub(crate) fn raw<T>(&self, column: &str) -> Result<Option<T>>
    where
        T: Raw + FromSql + for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        let value = match &self.columns {
            Columns::Sqlite(row) => row.get(column).ok(),
            Columns::Postgres(row) => row.try_get(column).ok(),
        };
        value.ok_or_else(|| self.corrupt(column))
    }

    /// The error of a column that cannot be read.
    pub(crate) fn corrupt(&self, column: &str) -> StoreError {
        StoreError::Corrupt { table: self.table, what: format!("column {column}") }
    }
}
