//! What can go wrong in the database, without naming the engine.

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

/// PostgreSQL has no room.
const DISK_FULL: &str = "53100";
/// What a foreign key misses.
const REFERRED: &str = "row it refers to";

/// Why the database did not do it. Nothing of the transaction was stored, unless it was committed before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else holds the lock, or two transactions were in each other's way. Worth another try.
    #[error("the database is busy; nothing was stored; try again")]
    Busy,
    /// It exists already, or it is no longer in the state that the change starts from.
    #[error("this was changed in the meantime or exists already; nothing was stored; look at it again")]
    Conflict,
    /// A row that must be there is not.
    #[error("there is no such {0}; nothing was stored")]
    Missing(&'static str),
    /// A stored value cannot be read back.
    #[error("table {table}: {what} cannot be read; restore it from a backup or ask for support")]
    Corrupt { table: &'static str, what: String },
    /// A newer program has written this database.
    #[error(
        "the database has schema version {found} and this program knows {known}; nothing was changed; start the newer program"
    )]
    SchemaTooNew { found: i64, known: i64 },
    /// An address of another kind of database. The address itself is not told: it may hold a password.
    #[error(
        "the address of the database must begin with sqlite:// (and name a file) or postgres://; nothing was opened"
    )]
    Address,
    /// The disk of the database is full.
    #[error("the disk of the database is full; nothing was stored; make room, then the work goes on by itself")]
    Full,
    /// It was committed; whether it survives a power cut is not known.
    #[error("the change was stored, but it could not be made sure that it stays when the power fails: {0}")]
    Unsettled(Box<StoreError>),
    /// Everything else the engine says.
    #[error("the database failed; the transaction was not stored")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Whether the same transaction may succeed when it is done again.
    pub fn is_busy(&self) -> bool {
        matches!(self, StoreError::Busy)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => StoreError::Busy,
            sqlx::Error::Database(engine) if is_busy(engine.code().as_deref()) => StoreError::Busy,
            sqlx::Error::Database(engine) if engine.code().as_deref() == Some(DISK_FULL) => StoreError::Full,
            sqlx::Error::Database(engine) if engine.is_unique_violation() => StoreError::Conflict,
            sqlx::Error::Database(engine) if engine.is_foreign_key_violation() => StoreError::Missing(REFERRED),
            _ => StoreError::Database(error.into()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let (code, detail) = match &error {
            rusqlite::Error::SqliteFailure(failure, _) => (failure.code, failure.extended_code),
            _ => return StoreError::Database(error.into()),
        };
        match (code, detail) {
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Busy,
            (ErrorCode::DiskFull, _) => StoreError::Full,
            (_, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY) => StoreError::Conflict,
            (_, SQLITE_CONSTRAINT_FOREIGNKEY) => StoreError::Missing(REFERRED),
            _ => StoreError::Database(error.into()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Database(error.into()),
        }
    }
}

/// Whether PostgreSQL says that another transaction was in the way: a failed serialisation, a deadlock, a lock that is
/// not available.
fn is_busy(code: Option<&str>) -> bool {
    matches!(code, Some("40001" | "40P01" | "55P03"))
}

/// The outcome of everything in this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
