//! Opening a Gestand that lives in a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gestand_app::{App, OpenError, Parts, compile_pack};
use gestand_base::{Clock, SystemClock, SystemRandom};
use gestand_policy::Severity;
use gestand_sources::Sources;
use gestand_store::Store;
use gestand_vault::KeyRing;

use crate::args::HomeArgs;
use crate::output::{Failure, say};
use crate::pack::{not_read, not_understood};
use crate::read_document::reader;

/// The address of the database in a folder, when none is given.
pub fn database_url(dir: &Path, given: Option<&str>) -> String {
    given.map_or_else(|| format!("sqlite://{}", dir.join("gestand.sqlite").display()), str::to_owned)
}

/// Where the keys are, when not told otherwise.
pub fn keys_dir(dir: &Path, given: Option<&PathBuf>) -> PathBuf {
    given.cloned().unwrap_or_else(|| dir.join("keys"))
}

/// Opens Gestand on the clock of the machine.
pub async fn open(args: &HomeArgs) -> Result<Arc<App>, Failure> {
    let url = database_url(&args.dir, args.database.as_deref());
    open_with(&args.pack, &args.dir, &url, &keys_dir(&args.dir, args.keys.as_ref()), Arc::new(SystemClock)).await
}

/// Opens Gestand on any clock.
pub async fn open_with(
    pack: &str,
    dir: &Path,
    database: &str,
    keys: &Path,
    clock: Arc<dyn Clock>,
) -> Result<Arc<App>, Failure> {
    let policy = compile_pack(pack).map_err(|error| not_read(&error))?;
    let errors = policy.count(Severity::Error);
    if errors > 0 {
        say(format!("pack '{pack}' has {errors} errors against the law or itself; `gestand check {pack}` tells them"));
    }
    let reader = reader()?;
    let parts = Parts {
        store: Store::open(database).await.map_err(|error| Failure::in_doing("database", error))?,
        sources: Sources::open(&dir.join("sources"), &reader).map_err(|error| Failure::in_doing("sources", error))?,
        keys: KeyRing::open(keys).map_err(|error| Failure::in_doing("keys", error))?,
        policy,
        reader,
        clock,
        random: Arc::new(SystemRandom::new().map_err(Failure::of)?),
    };
    match App::open(parts).await {
        Ok(app) => Ok(app),
        Err(OpenError::Policy(_)) => Err(not_understood(pack)),
        Err(error) => Err(Failure::of(error)),
    }
}
