//! What the engines call the same thing: column types, and how a transaction begins.

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
