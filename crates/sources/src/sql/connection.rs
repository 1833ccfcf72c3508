//! Connections to the three engines: a pool, a transaction, and rows in which everything is text.

use std::path::Path as FsPath;
use std::str::FromStr;
use std::time::Duration;

use compact_str::CompactString;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use sqlx::mysql::{MySqlConnectOptions, MySqlPoolOptions};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, MySql, Pool, Postgres, Row as _, Sqlite};

use super::build::Sql;
use super::dialect::Dialect;
use crate::Kind;
use crate::annotation::SqlOptions;

/// How long a statement waits for another program that holds a SQLite database.
const BUSY: Duration = Duration::from_secs(5);
/// How long making a connection may take; a server that is down is tried again within it.
const CONNECT: Duration = Duration::from_secs(3);

/// One row, every value as text.
#[derive(Debug)]
pub struct Row(Vec<Option<CompactString>>);

impl Row {
    pub fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_deref()
    }
    /// The value, empty for NULL.
    pub fn str(&self, at: usize) -> &str {
        self.get(at).unwrap_or_default()
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    pub fn take(&mut self, at: usize) -> Option<CompactString> {
        self.0.get_mut(at)?.take()
    }
    /// Bytes of its values.
    pub fn size(&self) -> usize {
        self.0.iter().flatten().map(CompactString::len).sum()
    }
}

/// Connections that are kept open.
#[derive(Debug, Clone)]
pub enum Connections {
    Sqlite(Pool<Sqlite>),
    Postgres(Pool<Postgres>),
    Mysql(Pool<MySql>),
}

/// A transaction on one of them; dropping it rolls back.
#[derive(Debug)]
pub enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
    Mysql(sqlx::Transaction<'static, MySql>),
}

/// The same on each engine.
macro_rules! each {
    ($type:ident, $on:expr, $inner:ident => $work:expr) => {
        match $on {
            $type::Sqlite($inner) => $work,
            $type::Postgres($inner) => $work,
            $type::Mysql($inner) => $work,
        }
    };
}

/// The rows of a statement as they come. Every name in the text went through the live schema, every value is bound.
macro_rules! fetched {
    ($statement:expr, $executor:expr) => {{
        let (text, args) = $statement;
        let query = args.into_iter().fold(sqlx::query(AssertSqlSafe(text)), |query, value| query.bind(value));
        query
            .fetch($executor)
            .map(|row| {
                let row = row?;
                let text = |at| row.try_get_unchecked(at).map(|text: Option<&str>| text.map(CompactString::from));
                (0..row.len()).map(text).collect::<Result<_, _>>().map(Row)
            })
            .boxed()
    }};
}

/// How many rows a statement changed.
macro_rules! executed {
    ($statement:expr, $executor:expr) => {{
        let (text, args) = $statement;
        let query = args.into_iter().fold(sqlx::query(AssertSqlSafe(text)), |query, value| query.bind(value));
        query.execute($executor).await.map(|done| done.rows_affected())
    }};
}

impl Connections {
    /// A SQLite file; nothing is made where there is none.
    pub fn sqlite(path: &FsPath, options: &SqlOptions, write: bool) -> Connections {
        let base = SqliteConnectOptions::new().filename(path).create_if_missing(false).busy_timeout(BUSY);
        let connect = match write {
            // What is deleted is overwritten, and foreign keys hold.
            true => base.foreign_keys(true).pragma("secure_delete", "ON"),
            false => base.read_only(true),
        };
        let pool = SqlitePoolOptions::new().max_connections(options.connections).acquire_timeout(CONNECT);
        Connections::Sqlite(pool.connect_lazy_with(connect.disable_statement_logging()))
    }

    /// A server, on which the connections for reading cannot write. The error never holds the address.
    pub fn server(kind: Kind, url: &str, options: &SqlOptions, write: bool) -> Result<Connections, String> {
        let wrong = |_| "the address is not `postgres://…` or `mysql://…`".to_owned();
        let timeout = options.statement_timeout_ms;
        Ok(if kind == Kind::Postgres {
            let connect = PgConnectOptions::from_str(url)
                .map_err(wrong)?
                .options([("statement_timeout", timeout.to_string().as_str()), ("jit", "off")])
                .options([("default_transaction_read_only", if write { "off" } else { "on" })])
                // What was written waits for the disk once, by `Dialect::flush`.
                .options([("synchronous_commit", "off")]);
            let pool = PgPoolOptions::new().max_connections(options.connections).acquire_timeout(CONNECT);
            // An instant counts on the day that it was in the Netherlands.
            let pool = pool.after_connect(|conn, _| {
                Box::pin(async move { conn.execute("SET TIME ZONE 'Europe/Amsterdam'").await.map(drop) })
            });
            Connections::Postgres(
                pool.connect_lazy_with(connect.application_name("gestand").disable_statement_logging()),
            )
        } else {
            let connect = MySqlConnectOptions::from_str(url).map_err(wrong)?;
            let pool = MySqlPoolOptions::new().max_connections(options.connections).acquire_timeout(CONNECT);
            let pool = pool.after_connect(move |conn, _| {
                Box::pin(async move {
                    // MariaDB counts in seconds; MySQL has another name, and milliseconds.
                    let seconds =
                        format!("SET SESSION max_statement_time = {}", Duration::from_millis(timeout).as_secs_f64());
                    if conn.execute(AssertSqlSafe(seconds)).await.is_err() {
                        let millis = format!("SET SESSION max_execution_time = {timeout}");
                        conn.execute(AssertSqlSafe(millis)).await?;
                    }
                    if !write {
                        conn.execute("SET SESSION TRANSACTION READ ONLY").await?;
                    }
                    Ok(())
                })
            });
            Connections::Mysql(pool.connect_lazy_with(connect.disable_statement_logging()))
        })
    }

    pub async fn begin(&self, dialect: &dyn Dialect, write: bool) -> Result<Transaction, sqlx::Error> {
        let start = if write { dialect.begin_writing() } else { dialect.begin_reading() };
        Ok(match self {
            Connections::Sqlite(pool) => Transaction::Sqlite(pool.begin_with(start).await?),
            Connections::Postgres(pool) => Transaction::Postgres(pool.begin_with(start).await?),
            Connections::Mysql(pool) => Transaction::Mysql(pool.begin_with(start).await?),
        })
    }

    /// All rows of one statement, which is a transaction by itself.
    pub async fn all(&self, sql: Sql) -> Result<Vec<Row>, sqlx::Error> {
        let statement = sql.finish(matches!(self, Connections::Postgres(_)));
        each!(Connections, self, pool => fetched!(statement, pool).try_collect().await)
    }

    /// How many rows one statement changed, which is a transaction by itself.
    pub async fn execute(&self, sql: Sql) -> Result<u64, sqlx::Error> {
        let statement = sql.finish(matches!(self, Connections::Postgres(_)));
        each!(Connections, self, pool => executed!(statement, pool))
    }
}

impl Transaction {
    fn numbered(&self) -> bool {
        matches!(self, Transaction::Postgres(_))
    }

    /// The rows as they come.
    pub fn rows(&mut self, sql: Sql) -> BoxStream<'_, Result<Row, sqlx::Error>> {
        let statement = sql.finish(self.numbered());
        each!(Transaction, self, tx => fetched!(statement, &mut **tx))
    }

    pub async fn all(&mut self, sql: Sql) -> Result<Vec<Row>, sqlx::Error> {
        self.rows(sql).try_collect().await
    }

    /// How many rows changed.
    pub async fn execute(&mut self, sql: Sql) -> Result<u64, sqlx::Error> {
        let statement = sql.finish(self.numbered());
        each!(Transaction, self, tx => executed!(statement, &mut **tx))
    }

    /// Runs a statement without values of which the connection keeps no plan.
    pub async fn say(&mut self, text: String) -> Result<(), sqlx::Error> {
        each!(Transaction, self, tx => (**tx).execute(AssertSqlSafe(text)).await.map(drop))
    }

    pub async fn commit(self) -> Result<(), sqlx::Error> {
        each!(Transaction, self, tx => tx.commit().await)
    }
}

/// What a failure means for what is tried next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Another transaction was in the way; the whole one may be tried again.
    Conflict,
    /// There is no connection any more.
    Lost,
    Other,
}

pub fn trouble(error: &sqlx::Error) -> Trouble {
    let error = match error {
        sqlx::Error::Database(error) => error,
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => return Trouble::Lost,
        _ => return Trouble::Other,
    };
    let code = error.code().unwrap_or_default();
    let number = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>().map(|error| error.number());
    match (&*code, number) {
        // Deadlock and lock wait timeout.
        (_, Some(1205 | 1213)) | ("40001" | "40P01", _) => Trouble::Conflict,
        // The server shuts down, or the connection was ended there.
        (_, Some(1053 | 1927)) | ("57P01" | "57P02" | "57P03", _) => Trouble::Lost,
        _ if code.starts_with("08") => Trouble::Lost,
        _ => Trouble::Other,
    }
}

/// What went wrong, without any value of the database in it.
pub fn reason(error: &sqlx::Error) -> String {
    let error = match error {
        sqlx::Error::Database(error) => error,
        sqlx::Error::PoolTimedOut => return format!("no connection within {} seconds", CONNECT.as_secs()),
        error => return error.to_string(),
    };
    let code = error.code().unwrap_or_default().into_owned();
    let sqlite = error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
    // Classes of errors whose messages name tables, rights and limits, and never what stands in a row.
    let telling = ["08", "0A", "25", "28", "3D", "40", "42", "53", "55", "57", "70"];
    if sqlite || telling.iter().any(|class| code.starts_with(class)) {
        return error.message().to_owned();
    }
    match error.constraint() {
        Some(constraint) => format!("SQLSTATE {code}, constraint '{constraint}'"),
        None => format!("SQLSTATE {code}"),
    }
}
