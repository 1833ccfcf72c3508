//! A running App on a temporary folder with the synthetic corporation, for tests of this crate and those above it.

pub mod papers;

use std::path::Path;
use std::sync::Arc;

use gestand_base::{Clock, FixedClock, Random, SeededRandom, SystemRandom};
use gestand_documents::extract::Limits;
use gestand_documents::worker::{Reader, serve};
use gestand_policy::Compiled;
use gestand_policy::decide::Permit;
use gestand_sources::Sources;
use gestand_store::Store;
use gestand_synthetic::{KnownPerson, Options, generate};
use gestand_vault::KeyRing;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::{Actor, App, NewAccount, Parts, compile_pack};

/// The password of every test account.
pub const PASSWORD: &str = "correct horse battery";

/// An App of which everything can be set.
#[derive(Debug)]
pub struct TestApp {
    pub app: Arc<App>,
    pub clock: Arc<FixedClock>,
    /// Login and password of the privacy officer.
    pub login: (String, String),
    pub known: Vec<KnownPerson>,
    pub dir: TempDir,
    /// Address of the database.
    pub database: String,
    pub pack: String,
}

/// Starts the child processes that parse files: this test program, running its ignored test `file_worker`.
pub fn reader() -> Reader {
    let program = std::env::current_exe().expect("the path of this program");
    let arguments = ["--exact", "file_worker", "--ignored", "--nocapture", "--test-threads=1"];
    Reader::new(program, arguments, Limits::default())
}

/// What the ignored test `file_worker` of a test program does: it is such a child.
pub fn file_worker() -> ! {
    serve(std::io::stdin().lock(), std::io::stdout().lock()).expect("a parent that listens");
    std::process::exit(0)
}

/// An App that runs `pack` on the embedded engine.
pub async fn app(pack: &str) -> TestApp {
    app_of(pack, 60).await
}

/// An App that runs `pack` for a corporation of a given size.
pub async fn app_of(pack: &str, persons: u32) -> TestApp {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let database = format!("sqlite://{}/gestand.sqlite", dir.path().display());
    make(pack, &database, dir, persons).await
}

/// An App that runs `pack` on a database of the caller's.
pub async fn app_on(pack: &str, database: &str, dir: TempDir) -> TestApp {
    make(pack, database, dir, 60).await
}

async fn make(pack: &str, database: &str, dir: TempDir, persons: u32) -> TestApp {
    let clock = Arc::new(FixedClock::at(start()));
    let today = gestand_base::Clock::today(&*clock);
    let options = Options { persons, seed: 7, today, plant_bsn: true };
    let made = generate(dir.path(), &options, &mut |_, _, _| {}).await.expect("the synthetic corporation");
    let app = open(pack, database, dir.path(), clock.clone(), Arc::new(SeededRandom::new(11))).await;
    let accounts = [("officer", "privacy_officer"), ("second", "privacy_officer"), ("desk", "customer_service")];
    for (login, functions) in accounts {
        let account = NewAccount {
            login: login.into(),
            name: format!("Test {login}"),
            password: PASSWORD.into(),
            functions: vec![functions.into()],
        };
        app.create_account(account).await.expect("an account");
    }
    TestApp {
        app,
        clock,
        login: ("officer".into(), PASSWORD.into()),
        known: made.known,
        dir,
        database: database.to_owned(),
        pack: pack.to_owned(),
    }
}

/// Friday 20 November 2026, ten in the morning in Amsterdam.
pub fn start() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().expect("a timestamp")
}

/// What a restart gives: an App on a folder and a database that another one, perhaps of another process, has left.
pub async fn reopen(pack: &str, database: &str, dir: &Path, clock: Arc<dyn Clock>) -> Arc<App> {
    let random = SystemRandom::new().expect("randomness");
    open(pack, database, dir, clock, Arc::new(random)).await
}

async fn open(pack: &str, database: &str, dir: &Path, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Arc<App> {
    let policy: Compiled = compile_pack(pack).expect("the pack");
    let parts = Parts {
        store: Store::open(database).await.expect("the database"),
        sources: Sources::open(&dir.join("sources"), &reader()).expect("the sources"),
        keys: KeyRing::open(dir.join("keys")).expect("the keys"),
        policy,
        reader: reader(),
        clock,
        random,
    };
    App::open(parts).await.expect("the app")
}

impl TestApp {
    /// The privacy officer.
    pub fn officer(&self) -> Actor {
        officer("officer")
    }

    /// Another privacy officer: publishing a policy takes two.
    pub fn second(&self) -> Actor {
        officer("second")
    }

    /// An employee at the desk.
    pub fn desk(&self) -> Actor {
        Actor::Employee { login: "desk".into(), name: "Test desk".into(), functions: vec!["customer_service".into()] }
    }

    /// The permit under which the program handles requests.
    pub fn permit(&self) -> Permit {
        *self.app.system_permit()
    }

    /// A second App on the same folder and database: what a restart gives.
    pub async fn reopened(&self) -> Arc<App> {
        reopen(&self.pack, &self.database, self.dir.path(), self.clock.clone()).await
    }
}

fn officer(login: &str) -> Actor {
    let name = format!("Test {login}");
    Actor::Employee { login: login.into(), name, functions: vec!["privacy_officer".into()] }
}

impl App {
    /// Reads a person's records from one source and nothing else: the baseline of the benchmark.
    pub async fn read_bare(&self, source: &str, key: &str) -> crate::Result<usize> {
        let source = self.engine.sources.get(source).ok_or(crate::AppError::NotFound)?;
        let records = source.all_records(key, self.system_permit()).await;
        Ok(records.map_err(|error| crate::AppError::source(&source.info().id, &error))?.len())
    }
}
