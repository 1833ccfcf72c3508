//! A transaction on either engine: the one place where a statement is run.

use gestand_ledger::Entry;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Row as _, Sqlite, Transaction};

use crate::dialect::{Engine, POSTGRES_FLUSH};
use crate::error::{Result, StoreError};
use crate::value::{Field, Raw, Value};

/// A statement from `queries/<table>/<verb>.sql`: one text for both engines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    pub table: &'static str,
    pub sql: &'static str,
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
/// Two transactions that write must not be open in one task: the second waits for the first. Entries of the ledger are
/// appended last ([`Tx::ledger_push`]): that lock is shared by all.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    /// Entries that are appended when the transaction is kept.
    pub(crate) entries: Vec<Entry>,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    /// The pool is for the flush after the commit.
    Postgres(Transaction<'static, Postgres>, PgPool),
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
    ($tx:ident, $statement:ident, $args:ident, $method:ident, |$done:ident $(, $columns:ident)?| $body:expr) => {
        match &mut $tx.inner {
            Inner::Sqlite(connection) => {
                let $done = bound!($statement, $args).$method(&mut **connection).await?;
                $(let $columns = Columns::Sqlite;)?
                $body
            }
            Inner::Postgres(connection, _) => {
                let $done = bound!($statement, $args).$method(&mut **connection).await?;
                $(let $columns = Columns::Postgres;)?
                $body
            }
        }
    };
}

/// A statement with its parameters, for the engine that the context asks.
macro_rules! bound {
    ($statement:ident, $args:ident) => {{
        let mut query = sqlx::query($statement.sql);
        for value in $args {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::Uuid(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Tx {
    pub(crate) fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Tx { inner: Inner::Sqlite(transaction), entries: Vec::new() }
    }

    pub(crate) fn postgres(transaction: Transaction<'static, Postgres>, pool: PgPool) -> Self {
        Tx { inner: Inner::Postgres(transaction, pool), entries: Vec::new() }
    }

    /// The engine behind this transaction.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(..) => Engine::Postgres,
        }
    }

    /// Keeps everything this transaction changed, on disk when this returns.
    ///
    /// PostgreSQL commits first and flushes after it: the locks, that of the ledger above all, are free while the disk
    /// works, and one flush serves all who wait for it. What others base on the change reaches the disk after it.
    ///
    /// # Errors
    /// When the engine cannot keep it. A connection that is lost here leaves open whether it did.
    pub async fn commit(self) -> Result<()> {
        let pool = match &self.inner {
            Inner::Sqlite(_) => None,
            Inner::Postgres(_, pool) => Some(pool.clone()),
        };
        self.commit_soon().await?;
        if let Some(pool) = pool {
            sqlx::query(POSTGRES_FLUSH).execute(&pool).await?;
        }
        Ok(())
    }

    /// Keeps everything this transaction changed, on disk with the next [`Tx::commit`] or within a second: for what
    /// nobody has been told yet, and is done again when the power fails before. SQLite makes no difference.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn commit_soon(mut self) -> Result<()> {
        self.ledger_settle().await?;
        Ok(match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction, _) => transaction.commit().await,
        }?)
    }

    /// Runs statements without parameters: the text of a migration.
    pub(crate) async fn script(&mut self, text: String) -> Result<()> {
        let script = sqlx::raw_sql(AssertSqlSafe(text));
        match &mut self.inner {
            Inner::Sqlite(connection) => script.execute(&mut **connection).await.map(drop)?,
            Inner::Postgres(connection, _) => script.execute(&mut **connection).await.map(drop)?,
        }
        Ok(())
    }

    /// Runs a statement and gives the number of rows it touched.
    pub(crate) async fn execute(&mut self, statement: Statement, args: Vec<Value>) -> Result<u64> {
        run!(self, statement, args, execute, |done| Ok(done.rows_affected()))
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
        run!(self, statement, args, fetch_all, |rows, columns| {
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
        run!(self, statement, args, fetch_optional, |row, columns| {
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
