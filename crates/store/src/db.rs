//! Opens the database and begins transactions.

use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::dialect::{Engine, POSTGRES_READ, POSTGRES_WRITE, SQLITE_READ, SQLITE_WRITE};
use crate::error::{Result, StoreError};
use crate::migrate::migrate;
use crate::tx::Tx;

const CONNECTIONS: u32 = 16;
/// A connection that was idle for longer is tried before it is used.
const FRESH: Duration = Duration::from_secs(1);
/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// How often the begin of a writing transaction is tried, and the first pause between; each next pause is double.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(20);

/// Gestand's own database.
#[derive(Debug, Clone)]
pub struct Store(Db);

#[derive(Debug, Clone)]
enum Db {
    /// SQLite has one writer: its pool of one connection is a fair queue inside this process.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
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
        let store = if url.starts_with("sqlite:") && !url.contains(":memory:") {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|_| StoreError::Address)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY);
            // On a full disk SQLite ends a transaction by itself; its connection is no longer of use to sqlx then.
            let write = SqlitePoolOptions::new()
                .max_connections(1)
                .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }));
            // Turning on the write-ahead log does not wait for another program that starts.
            let write = retry("open", || async { Ok(write.clone().connect_with(options.clone()).await?) }).await?;
            let readers = options.pragma("query_only", "true");
            let read = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_lazy_with(readers);
            Store(Db::Sqlite { read, write })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::Address)?;
            let options = options.options([("synchronous_commit", "off")]);
            let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
            // A connection that was used just now is there.
            let pool = pool.before_acquire(|connection, meta| {
                let used = meta.idle_for < FRESH;
                Box::pin(async move { Ok(used || connection.ping().await.is_ok()) })
            });
            Store(Db::Postgres(pool.connect_with(options).await?))
        } else {
            return Err(StoreError::Address);
        };
        migrate(&store).await?;
        Ok(store)
    }

    /// The engine of this database.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that only reads; it sees one state of the database throughout.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when no connection comes free, [`StoreError::Database`] when the engine is gone.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.0 {
            Db::Sqlite { read, .. } => Tx::sqlite(read.begin_with(SQLITE_READ).await?),
            Db::Postgres(pool) => Tx::postgres(pool.begin_with(POSTGRES_READ).await?, pool.clone()),
        })
    }

    /// Begins a transaction that writes; `name` is for the log. Tries again while another process holds the lock.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the lock does not come free, [`StoreError::Database`] when the engine is gone.
    pub async fn write(&self, name: &'static str) -> Result<Tx> {
        retry(name, || async {
            Ok(match &self.0 {
                Db::Sqlite { write, .. } => Tx::sqlite(write.begin_with(SQLITE_WRITE).await?),
                Db::Postgres(pool) => Tx::postgres(pool.begin_with(POSTGRES_WRITE).await?, pool.clone()),
            })
        })
        .await
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(&self) {
        match &self.0 {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
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
