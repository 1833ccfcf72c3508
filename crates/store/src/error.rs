//! What can go wrong in the database, without naming the engine.

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
    Database(#[source] sqlx::Error),
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
            sqlx::Error::Database(engine) if crate::dialect::is_busy(engine.code().as_deref()) => StoreError::Busy,
            sqlx::Error::Database(engine) if crate::dialect::is_full(engine.code().as_deref()) => StoreError::Full,
            sqlx::Error::Database(engine) if engine.is_unique_violation() => StoreError::Conflict,
            sqlx::Error::Database(engine) if engine.is_foreign_key_violation() => {
                StoreError::Missing("row it refers to")
            }
            _ => StoreError::Database(error),
        }
    }
}

/// The outcome of everything in this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
