//! Opens the database and begins transactions.

use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::SqliteConnectOptions;

use crate::dialect::{Engine, POSTGRES_READ, POSTGRES_WRITE, POSTGRES_WRITE_THROUGH};
use crate::error::{Result, StoreError};
use crate::migrate::migrate;
use crate::settle::Settling;
use crate::sqlite::Sqlite;
use crate::tx::{Inner, Tx};

const CONNECTIONS: u32 = 16;
/// Texts of statements that a connection remembers: all of them.
const STATEMENTS: usize = 1_000;
/// A connection that was idle for longer is tried before it is used.
const FRESH: Duration = Duration::from_secs(1);
/// How often the begin of a writing transaction is tried, and the first pause between; each next pause is double.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(20);

/// Gestand's own database.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    pub(crate) settling: Arc<Settling>,
}

#[derive(Debug, Clone)]
enum Db {
    /// `log` is its write-ahead log.
    Sqlite {
        file: Sqlite,
        log: PathBuf,
    },
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite:///path/to/file` (made when it is not there) or `postgres://user@host/database`, and brings
    /// its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Address`] for another kind of address, [`StoreError::SchemaTooNew`] when a newer program has
    /// used this database, [`StoreError::Database`] when it cannot be reached.
    pub async fn open(url: &str) -> Result<Store> {
        let db = if url.starts_with("sqlite:") && !url.contains(":memory:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::Address)?;
            let path = options.get_filename();
            let file = retry("open", || async { Sqlite::open(path) }).await?;
            let mut log = path.as_os_str().to_owned();
            log.push("-wal");
            Db::Sqlite { file, log: log.into() }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::Address)?;
            let options = options.options([("synchronous_commit", "off")]).statement_cache_capacity(STATEMENTS);
            let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
            // A connection that was used just now is there.
            let pool = pool.before_acquire(|connection, meta| {
                let used = meta.idle_for < FRESH;
                Box::pin(async move { Ok(used || connection.ping().await.is_ok()) })
            });
            Db::Postgres(pool.connect_with(options).await?)
        } else {
            return Err(StoreError::Address);
        };
        let store = Store { db, settling: Arc::default() };
        migrate(&store).await?;
        Ok(store)
    }

    /// The engine of this database.
    pub fn engine(&self) -> Engine {
        match self.db {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that only reads; it sees one state of the database throughout.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when no connection comes free, [`StoreError::Database`] when the engine is gone.
    pub async fn read(&self) -> Result<Tx> {
        let inner = match &self.db {
            Db::Sqlite { file, .. } => Inner::Sqlite(file.read().await?),
            Db::Postgres(pool) => Inner::Postgres(pool.begin_with(POSTGRES_READ).await?),
        };
        Ok(Tx::new(self, inner))
    }

    /// A connection for statements that only read, each of which sees what was kept when it began: two of them need not
    /// see one state. It spares the two statements around a transaction.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn latest(&self) -> Result<Tx> {
        let inner = match &self.db {
            Db::Sqlite { file, .. } => Inner::Sqlite(file.latest().await?),
            Db::Postgres(pool) => Inner::PostgresLatest(pool.acquire().await?),
        };
        Ok(Tx::new(self, inner))
    }

    /// Begins a transaction that writes; `name` is for the log. Tries again while another process holds the lock.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the lock does not come free, [`StoreError::Database`] when the engine is gone.
    pub async fn write(&self, name: &'static str) -> Result<Tx> {
        self.begin(name, POSTGRES_WRITE).await
    }

    /// The same; its end waits for the disk.
    pub(crate) async fn write_through(&self, name: &'static str) -> Result<Tx> {
        self.begin(name, POSTGRES_WRITE_THROUGH).await
    }

    async fn begin(&self, name: &'static str, postgres: &'static str) -> Result<Tx> {
        retry(name, || async {
            let inner = match &self.db {
                Db::Sqlite { file, .. } => Inner::Sqlite(file.write().await?),
                Db::Postgres(pool) => Inner::Postgres(pool.begin_with(postgres).await?),
            };
            Ok(Tx::new(self, inner))
        })
        .await
    }

    /// Waits until everything that was committed is on disk, where the end of [`Store::write_through`] has not waited.
    pub(crate) async fn flush(&self) -> Result<()> {
        let Db::Sqlite { log, .. } = &self.db else { return Ok(()) };
        let log = log.clone();
        // Whatever is committed stands in the log, or was moved to the database, for which SQLite waits by itself.
        let flush = move || match File::open(log) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            log => log?.sync_data(),
        };
        Ok(tokio::task::spawn_blocking(flush).await.map_err(std::io::Error::other)??)
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { file, .. } => file.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// Does something again, at most four times, while the database is busy: a lock of another process, a deadlock
/// (40P01) or a failed serialisation (40001). `attempt` begins its own transaction.
///
/// # Errors
/// What the last attempt said.
pub async fn retry<T, F>(name: &'static str, attempt: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut pause = PAUSE;
    for number in 1..ATTEMPTS {
        match attempt().await {
            Err(error) if error.is_busy() => {
                tracing::warn!(name, number, "the database is busy; trying again");
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            outcome => return outcome,
        }
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_disk_is_told_as_such_and_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}/store.db", dir.path().display())).await.unwrap();
        let fill = async {
            let mut tx = store.write("fill").await?;
            // The limit counts for this connection alone.
            tx.script("PRAGMA max_page_count = 1".to_owned()).await?;
            let text = "x".repeat(100_000);
            tx.script(format!("INSERT INTO counter (name, year, value) VALUES ('{text}', 2026, 1)")).await?;
            tx.commit().await
        };
        assert!(matches!(fill.await, Err(StoreError::Full)));
        let mut tx = store.write("room").await.unwrap();
        assert_eq!(tx.next_number("case", 2026).await.unwrap(), 1);
        tx.commit().await.unwrap();
        store.close().await;
    }
}
