//! Brings the schema of a database to the version this program knows.

use crate::db::Store;
use crate::dialect::render;
use crate::error::{Result, StoreError};
use crate::tx::sql;
use crate::value::args;

/// The migrations in order, from version 1. A released one never changes.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_start.sql")];

/// The schema version this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS schema_version (version {{int}} NOT NULL PRIMARY KEY) {{strict}}";

/// How often two programs that start at once may stand in each other's way.
const ATTEMPTS: u32 = 5;

/// Runs the migrations that are missing, in one transaction. When another program does the same at the same moment,
/// the row of the version is the lock: the loser starts again and finds nothing to do.
pub(crate) async fn migrate(store: &Store) -> Result<()> {
    let mut attempt = 1;
    loop {
        match bring_up(store).await {
            Err(StoreError::Conflict | StoreError::Busy) if attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome,
        }
    }
}

async fn bring_up(store: &Store) -> Result<()> {
    let mut tx = store.write("migrate").await?;
    tx.script(render(tx.engine(), VERSIONS)).await?;
    let found: i64 = tx.one(sql!(schema_version / current), args![], |row| row.get("version")).await?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::SchemaTooNew { found, known: SCHEMA_VERSION });
    }
    for (version, migration) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        tx.execute(sql!(schema_version / insert), args![version]).await?;
        tx.script(render(tx.engine(), migration)).await?;
        tracing::info!(version, "the database was brought to a new schema version");
    }
    tx.commit().await
}
