//! The only file that chooses by engine: column types, how a transaction begins, which errors mean "try again".

/// The engines that hold Gestand's own database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Tokens of the migrations: name, SQLite, PostgreSQL. SQLite tables are strict: a value of the wrong type is refused.
const TOKENS: [(&str, &str, &str); 6] = [
    ("{{int}}", "INTEGER", "BIGINT"),
    ("{{uuid}}", "BLOB", "UUID"),
    ("{{bytes}}", "BLOB", "BYTEA"),
    ("{{no_bytes}}", "x''", "''"),
    ("{{counted}}", "INTEGER PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("{{strict}}", "STRICT", ""),
];

/// Begins a SQLite transaction that writes: the lock is taken at once, so it cannot fail halfway.
pub(crate) const SQLITE_WRITE: &str = "BEGIN IMMEDIATE";
/// Begins a SQLite transaction that reads.
pub(crate) const SQLITE_READ: &str = "BEGIN";
/// Begins a PostgreSQL transaction that writes; rows are locked by the statements.
pub(crate) const POSTGRES_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// The same, of which the commit waits for the disk: connections commit without waiting.
pub(crate) const POSTGRES_WRITE_THROUGH: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = on";
/// Begins a PostgreSQL transaction that reads one state of the database throughout, as SQLite does.
pub(crate) const POSTGRES_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The text of a migration for an engine.
pub(crate) fn render(engine: Engine, migration: &str) -> String {
    TOKENS.iter().fold(migration.to_owned(), |text, (token, sqlite, postgres)| {
        text.replace(token, if engine == Engine::Sqlite { sqlite } else { postgres })
    })
}

/// Whether an engine's error code says that another transaction was in the way: SQLITE_BUSY and SQLITE_LOCKED with
/// their extended codes; PostgreSQL's serialisation failure, deadlock and lock not available.
pub(crate) fn is_busy(code: Option<&str>) -> bool {
    matches!(code, Some("5" | "6" | "261" | "262" | "517" | "773" | "40001" | "40P01" | "55P03"))
}

/// Whether an engine's error code says that there is no room: SQLITE_FULL; PostgreSQL's disk full.
pub(crate) fn is_full(code: Option<&str>) -> bool {
    matches!(code, Some("13" | "53100"))
}
