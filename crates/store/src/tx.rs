//! A transaction on either engine: the one place where a statement is run.

use std::sync::Arc;

use gestand_ledger::{Entry, SigningKey};
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite, Transaction};

use crate::Store;
use crate::dialect::Engine;
use crate::error::{Result, StoreError};
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
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
    SqliteLatest(PoolConnection<Sqlite>),
    PostgresLatest(PoolConnection<Postgres>),
}

/// A row of a result, and the table it is about.
#[derive(Debug)]
pub(crate) struct Row {
    table: &'static str,
    columns: Columns,
}

enum Columns {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(content not shown)")
    }
}

/// Runs a statement with its parameters on the engine of the transaction; `$columns` wraps a row of that engine.
macro_rules! run {
    ($tx:ident, $sql:expr, $args:ident, $method:ident, |$done:ident $(, $columns:ident)?| $body:expr) => {
        match &mut $tx.inner {
            Inner::Sqlite(connection) => run!(@on connection, Sqlite, $sql, $args, $method, |$done $(, $columns)?| $body),
            Inner::SqliteLatest(connection) => {
                run!(@on connection, Sqlite, $sql, $args, $method, |$done $(, $columns)?| $body)
            }
            Inner::Postgres(connection) => {
                run!(@on connection, Postgres, $sql, $args, $method, |$done $(, $columns)?| $body)
            }
            Inner::PostgresLatest(connection) => {
                run!(@on connection, Postgres, $sql, $args, $method, |$done $(, $columns)?| $body)
            }
        }
    };
    (@on $connection:ident, $engine:ident, $sql:expr, $args:ident, $method:ident,
        |$done:ident $(, $columns:ident)?| $body:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $args {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::Uuid(value) => query.bind(value),
            };
        }
        let $done = query.$method(&mut **$connection).await?;
        $(let $columns = Columns::$engine;)?
        $body
    }};
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
            Inner::Sqlite(_) | Inner::SqliteLatest(_) => Engine::Sqlite,
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
        Ok(match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction) => transaction.commit().await,
            Inner::SqliteLatest(_) | Inner::PostgresLatest(_) => Ok(()),
        }?)
    }

    /// Runs statements without parameters: the text of a migration.
    pub(crate) async fn script(&mut self, text: String) -> Result<()> {
        let script = sqlx::raw_sql(AssertSqlSafe(text));
        match &mut self.inner {
            Inner::Sqlite(connection) => script.execute(&mut **connection).await.map(drop)?,
            Inner::SqliteLatest(connection) => script.execute(&mut **connection).await.map(drop)?,
            Inner::Postgres(connection) => script.execute(&mut **connection).await.map(drop)?,
            Inner::PostgresLatest(connection) => script.execute(&mut **connection).await.map(drop)?,
        }
        Ok(())
    }

    /// Runs a statement and gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, statement: Statement, args: Vec<Value>) -> Result<u64> {
        run!(self, statement.sql, args, execute, |done| Ok(done.rows_affected()))
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
            run!(self, AssertSqlSafe(text), args, execute, |_done| ());
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
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        run!(self, statement.sql, args, fetch_all, |rows, columns| {
            rows.into_iter().map(|row| read(&Row { table: statement.table, columns: columns(row) })).collect()
        })
    }

    /// The row of a statement, if there is one.
    pub(crate) async fn optional<T>(
        &mut self,
        statement: Statement,
        args: Vec<Value>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        run!(self, statement.sql, args, fetch_optional, |row, columns| {
            row.map(|row| read(&Row { table: statement.table, columns: columns(row) })).transpose()
        })
    }

    /// The row of a statement that must have one.
    pub(crate) async fn one<T>(
        &mut self,
        statement: Statement,
        args: Vec<Value>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<T> {
        self.optional(statement, args, read).await?.ok_or(StoreError::Missing(statement.table))
    }
}

impl Row {
    /// The value of a column.
    pub(crate) fn get<T: Field>(&self, column: &str) -> Result<T> {
        T::read(self, column)
    }

    /// The value of a column as the engine stores it.
    pub(crate) fn raw<T>(&self, column: &str) -> Result<Option<T>>
    where
        T: Raw + for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        match &self.columns {
            Columns::Sqlite(row) => row.try_get(column),
            Columns::Postgres(row) => row.try_get(column),
        }
        .map_err(|_| self.corrupt(column))
    }

    /// The error of a column that cannot be read.
    pub(crate) fn corrupt(&self, column: &str) -> StoreError {
        StoreError::Corrupt { table: self.table, what: format!("column {column}") }
    }
}
