//! Writes the synthetic corporation: database, files, and the annotations that say what they mean.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Executor};

use crate::files::save;
use crate::world::World;
use crate::{Error, Options, Summary, cameras, files};

/// Persons per transaction.
const CHUNK: u64 = 1000;
const PEOPLE: &str = "Mensen, huur en dossiers";

const ANNOTATIONS: [(&str, &str); 4] = [
    ("primary.yaml", include_str!("../annotations/primary.yaml")),
    ("documents.yaml", include_str!("../annotations/documents.yaml")),
    ("cameras.yaml", include_str!("../annotations/cameras.yaml")),
    ("archive.yaml", include_str!("../annotations/archive.yaml")),
];

/// Makes the corporation in `dir/sources`, which may not exist yet. `progress` is told the stage in Dutch, how much of
/// it is done and how much there is. Writing files blocks the thread.
///
/// # Errors
/// [`Error::Exists`] when there is a `sources` folder (nothing is written); otherwise when the disk says no. What is
/// half written has no annotations, so nobody takes it for complete.
pub async fn generate(
    dir: &Path,
    options: &Options,
    progress: &mut (dyn FnMut(&str, u64, u64) + Send),
) -> Result<Summary, Error> {
    let sources = dir.join("sources");
    if sources.exists() {
        return Err(Error::Exists(sources));
    }
    let documents = sources.join("documents");
    std::fs::create_dir_all(&documents).map_err(Error::file(&documents))?;
    let mut world = World::new(options.today, options.seed);
    let known = world.known_people(options.plant_bsn);
    let wanted = u64::from(options.persons).max(world.persons());
    let mut written = 0;
    let mut conn = create(&sources.join("primary.sqlite")).await?;
    loop {
        let until = (world.persons() + CHUNK).min(wanted);
        while world.persons() < until {
            world.household();
        }
        let mut tx = conn.begin().await?;
        world.tables.write(&mut tx).await?;
        tx.commit().await?;
        files::write(&documents, &world.documents)?;
        written += world.documents.drain(..).len();
        progress(PEOPLE, world.persons().min(wanted), wanted);
        if until == wanted {
            break;
        }
    }
    progress("Indexen", 0, 1);
    conn.execute(include_str!("../sql/indexes.sql")).await?;
    conn.close().await?;
    progress("Indexen", 1, 1);
    let segments =
        cameras::write(&sources.join("cameras"), options.today, |done, total| progress("Camerabeelden", done, total))?;
    for (name, text) in ANNOTATIONS {
        save(&sources.join(name), text.as_bytes())?;
    }
    Ok(Summary {
        persons: world.persons(),
        records: world.tables.counts(),
        documents: u64::try_from(written).unwrap_or(0),
        segments,
        known,
    })
}

/// An empty primary system. It is written without a journal: what fails halfway is thrown away.
async fn create(path: &Path) -> Result<SqliteConnection, Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false);
    let mut conn = SqliteConnection::connect_with(&options).await?;
    conn.execute(include_str!("../sql/tables.sql")).await?;
    Ok(conn)
}
