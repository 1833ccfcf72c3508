//! SQLite on the thread that asks: most statements take less time than waking another thread would (ADR 0017).
//!
//! One connection writes, so that its queue is a fair one inside this process; others read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, Row};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};

use crate::error::{Result, StoreError};
use crate::value::Value;

const READERS: u32 = 16;
/// Texts of statements that a connection remembers: all of them.
const STATEMENTS: usize = 1_000;
/// How long we wait for another process that writes, and how often who waits to write asks.
const BUSY: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);

/// The connections to one file.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite {
    writer: Pool,
    readers: Pool,
}

impl Sqlite {
    /// Opens the file, or makes it.
    pub fn open(path: &Path) -> Result<Sqlite> {
        let connections = Sqlite { writer: Pool::new(path, 1), readers: Pool::new(path, READERS) };
        connections.writer.idle().push(writer(path)?);
        Ok(connections)
    }

    /// A connection that reads, without a transaction.
    pub async fn latest(&self) -> Result<Session> {
        let place = self.readers.place().await?;
        Session::of(&self.readers, place, reader)
    }

    /// A transaction that reads.
    pub async fn read(&self) -> Result<Session> {
        let mut session = self.latest().await?;
        session.begin("BEGIN")?;
        Ok(session)
    }

    /// A transaction that writes: the lock is taken at once, so that it cannot fail halfway.
    pub async fn write(&self) -> Result<Session> {
        let place = self.writer.place().await?;
        let mut session = Session::of(&self.writer, place, writer)?;
        let until = Instant::now() + BUSY;
        loop {
            match session.begin("BEGIN IMMEDIATE") {
                Err(StoreError::Busy) if Instant::now() < until => sleep(PAUSE).await,
                outcome => return outcome.map(|()| session),
            }
        }
    }

    /// Waits for everyone, and closes all connections.
    pub async fn close(&self) {
        for pool in [&self.readers, &self.writer] {
            let all = pool.places.acquire_many(pool.size).await;
            pool.places.close();
            drop(all);
            pool.idle().clear();
        }
    }
}

/// Connections of one kind that nobody uses now, and a place for each that there may be.
#[derive(Debug, Clone)]
struct Pool {
    path: PathBuf,
    size: u32,
    idle: Arc<Mutex<Vec<Connection>>>,
    places: Arc<Semaphore>,
}

impl Pool {
    fn new(path: &Path, size: u32) -> Pool {
        Pool { path: path.to_owned(), size, idle: Arc::default(), places: Arc::new(Semaphore::new(size as usize)) }
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        self.places.clone().acquire_owned().await.map_err(|_| closed())
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A statement keeps its plan whatever is bound to it; else one on a table with a partial index is prepared each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

fn writer(path: &Path) -> Result<Connection> {
    let connection = connect(path)?;
    // Turning on the write-ahead log does not wait for another program that starts.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // Who waits to write holds no thread meanwhile.
    connection.busy_timeout(Duration::ZERO)?;
    Ok(connection)
}

fn reader(path: &Path) -> Result<Connection> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn closed() -> StoreError {
    StoreError::Database("it was closed".into())
}

/// A connection in use. What a transaction on it changed is forgotten when it is dropped.
#[derive(Debug)]
pub(crate) struct Session {
    /// There until it is dropped.
    connection: Option<Connection>,
    pool: Pool,
    _place: OwnedSemaphorePermit,
    /// Whether there is a transaction.
    begun: bool,
}

impl Session {
    /// A connection that nobody uses, or a new one.
    fn of(pool: &Pool, place: OwnedSemaphorePermit, connect: fn(&Path) -> Result<Connection>) -> Result<Session> {
        let idle = pool.idle().pop();
        let connection = idle.map_or_else(|| connect(&pool.path), Ok)?;
        Ok(Session { connection: Some(connection), pool: pool.clone(), _place: place, begun: false })
    }

    fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or_else(closed)
    }

    fn begin(&mut self, sql: &str) -> Result<()> {
        self.connection()?.execute_batch(sql)?;
        self.begun = true;
        Ok(())
    }

    /// Keeps what the transaction changed, if there is one.
    pub fn commit(self) -> Result<()> {
        if self.begun { Ok(self.connection()?.execute_batch("COMMIT")?) } else { Ok(()) }
    }

    /// Runs statements without parameters.
    pub fn script(&self, text: &str) -> Result<()> {
        Ok(self.connection()?.execute_batch(text)?)
    }

    /// Runs a statement and gives the number of rows it touched.
    pub fn execute(&self, sql: &str, args: &[Value]) -> Result<u64> {
        Ok(self.prepared(sql, args)?.raw_execute()? as u64)
    }

    /// The rows of a statement.
    pub fn rows<T>(&self, sql: &str, args: &[Value], read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut statement = self.prepared(sql, args)?;
        let (mut rows, mut found) = (statement.raw_query(), Vec::new());
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    fn prepared(&self, sql: &str, args: &[Value]) -> Result<CachedStatement<'_>> {
        // Both engines number parameters; SQLite takes `$1` for a name.
        let mut statement = self.connection()?.prepare_cached(&sql.replace('$', "?"))?;
        for (at, value) in (1..).zip(args) {
            statement.raw_bind_parameter(at, value)?;
        }
        Ok(statement)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // On a full disk SQLite ends a transaction by itself.
        if connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok() {
            self.pool.idle().push(connection);
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Value::Int(value) => value.map(ValueRef::Integer),
            Value::Text(value) => value.as_ref().map(|text| ValueRef::Text(text.as_bytes())),
            Value::Bytes(value) => value.as_deref().map(ValueRef::Blob),
            Value::Uuid(value) => value.as_ref().map(|uuid| ValueRef::Blob(uuid.as_bytes())),
        };
        Ok(ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn file() -> (tempfile::TempDir, Sqlite) {
        let dir = tempfile::tempdir().unwrap();
        let file = Sqlite::open(&dir.path().join("store.db")).unwrap();
        let session = file.write().await.unwrap();
        session.script("CREATE TABLE line (text TEXT) STRICT; INSERT INTO line VALUES ('a')").unwrap();
        session.commit().unwrap();
        (dir, file)
    }

    async fn lines(file: &Sqlite) -> Vec<String> {
        file.latest().await.unwrap().rows("SELECT text FROM line ORDER BY text", &[], |row| Ok(row.get(0)?)).unwrap()
    }

    #[tokio::test]
    async fn what_is_not_committed_is_forgotten_and_the_next_can_write() {
        let (_dir, file) = file().await;
        let session = file.write().await.unwrap();
        session.execute("INSERT INTO line VALUES ($1)", &[Value::Text(Some("b".into()))]).unwrap();
        drop(session);
        assert_eq!(lines(&file).await, ["a"]);
        let session = file.write().await.unwrap();
        session.execute("INSERT INTO line VALUES ($1)", &[Value::Text(Some("c".into()))]).unwrap();
        session.commit().unwrap();
        assert_eq!(lines(&file).await, ["a", "c"]);
    }

    #[tokio::test]
    async fn a_connection_that_was_lost_is_made_anew_and_none_after_closing() {
        let (_dir, file) = file().await;
        file.writer.idle().clear();
        file.readers.idle().clear();
        assert!(file.write().await.is_ok());
        assert_eq!(lines(&file).await, ["a"]);
        file.close().await;
        assert!(matches!(file.write().await, Err(StoreError::Database(_))));
        assert!(matches!(file.latest().await, Err(StoreError::Database(_))));
    }

    #[tokio::test]
    async fn who_waits_for_another_program_that_writes_holds_no_thread() {
        let (dir, file) = file().await;
        let other = Sqlite::open(&dir.path().join("store.db")).unwrap();
        let session = other.write().await.unwrap();
        // One thread runs both: were it held, the other could never end.
        let end = async {
            sleep(PAUSE * 4).await;
            session.commit().unwrap();
        };
        let (written, ()) = tokio::join!(file.write(), end);
        assert!(written.is_ok());
    }
}
