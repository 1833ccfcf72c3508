//! Where a database is, its connections, and its schema as it was read last.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path as FsPath, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::stream::BoxStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout};

use super::build::Sql;
use super::connection::{Connections, Row, Transaction, reason};
use super::dialect::{self, Dialect};
use super::schema::{LiveColumn, Schema};
use crate::annotation::{SqlFile, SqlOptions};
use crate::{Kind, SourceError};

/// How long a schema that was read counts as the schema, where the engine has no version of it.
const FRESH: Duration = Duration::from_secs(5);
/// How many values of a column a sample has.
const SAMPLE: u32 = 200;
/// How much longer than the server a call waits before it gives a statement up.
const GRACE: Duration = Duration::from_secs(5);
/// How long a second session may take to begin; a reading goes on without it then.
const BRIEF: Duration = Duration::from_millis(250);

/// What a source is called before it has a name, and the variable that its annotation takes the address from.
pub const NEW: &str = "new";
const NEW_URL: &str = "GESTAND_SOURCE_URL";

/// Where the address of a database is.
#[derive(Debug)]
enum Address {
    Path(PathBuf),
    Url(String),
    Env(String),
    File(PathBuf),
}

/// One database.
#[derive(Debug)]
pub struct Database {
    source_id: String,
    kind: Kind,
    dialect: &'static dyn Dialect,
    address: Address,
    options: SqlOptions,
    /// Tables that the annotation names.
    names: BTreeSet<String>,
    open: Mutex<Open>,
    /// One place for each connection: a call waits here for its turn.
    places: Arc<Semaphore>,
    pace: Arc<Pace>,
}

/// What is open now.
#[derive(Debug, Default)]
struct Open {
    /// Which file a SQLite database is: another file in its place is another database.
    identity: Option<(u64, u64)>,
    read: Option<Connections>,
    write: Option<Connections>,
    schema: Option<Cached>,
}

#[derive(Debug, Clone)]
struct Cached {
    schema: Arc<Schema>,
    at: Instant,
    version: Option<String>,
}

/// How fast statements may follow each other, and how long one may take.
#[derive(Debug)]
struct Pace {
    longest: Duration,
    gap: Option<Duration>,
    next: Mutex<Option<Instant>>,
}

/// A transaction with the schema it works on.
#[derive(Debug)]
pub struct Session {
    pub schema: Arc<Schema>,
    tx: Transaction,
    pace: Arc<Pace>,
    _place: OwnedSemaphorePermit,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Database {
    /// No connection is made yet.
    pub fn new(file: &SqlFile, folder: &FsPath, names: BTreeSet<String>) -> Result<Database, String> {
        let address = match (file.kind, &file.path, &file.url_env, &file.url_file) {
            (Kind::Sqlite, Some(path), None, None) => Address::Path(folder.join(path)),
            (Kind::Sqlite, ..) => return Err("give `path`: the file of the database".to_owned()),
            (_, None, Some(name), None) => Address::Env(name.clone()),
            (_, None, None, Some(path)) => Address::File(folder.join(path)),
            _ => {
                return Err("give either `url_env` or `url_file`; the address itself, with its password, does not \
                            belong in an annotation"
                    .to_owned());
            }
        };
        if file.options.connections == 0 || file.options.statement_timeout_ms == 0 {
            return Err("options: `connections` and `statement_timeout_ms` are 1 at least".to_owned());
        }
        Database::open(&file.source, file.kind, address, &file.options, names)
    }

    fn open(
        source: &str,
        kind: Kind,
        address: Address,
        options: &SqlOptions,
        names: BTreeSet<String>,
    ) -> Result<Database, String> {
        let dialect = dialect::of(kind).ok_or("this kind is no database")?;
        let pace = Arc::new(Pace {
            longest: Duration::from_millis(options.statement_timeout_ms) + GRACE,
            gap: options.max_per_second.map(|rate| Duration::from_secs(1) / rate.get()),
            next: Mutex::default(),
        });
        let (source_id, options) = (source.to_owned(), options.clone());
        let places = Arc::new(Semaphore::new(options.connections as usize));
        Ok(Database { source_id, kind, dialect, address, options, names, open: Mutex::default(), places, pace })
    }

    /// A database that has no annotation yet: an address, `env:NAME`, or the path of a SQLite file; with its kind and the
    /// line of an annotation that says where it is.
    ///
    /// # Errors
    /// It is none of these.
    pub fn at(place: &str) -> Result<(Database, Kind, String), SourceError> {
        let wrong = |reason: String| SourceError::Unreachable { source_id: NEW.to_owned(), reason };
        let (name, url) = match place.strip_prefix("env:") {
            Some(name) => {
                let url = std::env::var(name);
                (name, url.map_err(|_| wrong(format!("the environment variable {name} is not set")))?)
            }
            None => (NEW_URL, place.to_owned()),
        };
        let kind = match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Kind::Postgres,
            Some(("mysql" | "mariadb", _)) => Kind::Mysql,
            _ => Kind::Sqlite,
        };
        let (address, line) = match kind {
            Kind::Sqlite => {
                let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
                (Address::Path(path.into()), format!("path: {}", serde_json::Value::from(path)))
            }
            _ => (Address::Url(url), format!("url_env: {name}")),
        };
        let open = Database::open(NEW, kind, address, &SqlOptions::default(), BTreeSet::new());
        Ok((open.map_err(wrong)?, kind, line))
    }

    fn unreachable(&self, reason: impl Into<String>) -> SourceError {
        SourceError::Unreachable { source_id: self.source_id.clone(), reason: reason.into() }
    }

    /// The schema that was read counts no more.
    pub fn forget(&self) {
        locked(&self.open).schema = None;
    }

    /// A new transaction, with the schema of the tables that the annotation names.
    pub async fn session(&self, write: bool) -> Result<Session, SourceError> {
        let (mut tx, _place) = self.begin(write).await?;
        let failed = |error: sqlx::Error| self.unreachable(reason(&error));
        let version = match self.dialect.schema_version() {
            Some(sql) => tx
                .all(Sql::new(sql))
                .await
                .map_err(failed)?
                .into_iter()
                .next()
                .and_then(|mut row| row.take(0))
                .map(String::from),
            None => None,
        };
        let schema = match self.known(version.as_deref()) {
            Some(schema) => schema,
            None => {
                let schema = Schema::load(&self.source_id, self.dialect, &mut tx, &self.names, false).await;
                let schema = Arc::new(schema.map_err(failed)?);
                let cached = Cached { schema: schema.clone(), at: Instant::now(), version };
                locked(&self.open).schema = Some(cached);
                schema
            }
        };
        Ok(Session { schema, tx, pace: self.pace.clone(), _place })
    }

    /// A session that reads, and its moment, where the engine lets another see it.
    pub async fn shared(&self) -> Result<(Session, Option<String>), SourceError> {
        let mut session = self.session(false).await?;
        let Some(share) = self.dialect.share_moment() else { return Ok((session, None)) };
        match session.all(Sql::new(share)).await {
            Ok(rows) => {
                let moment = rows.into_iter().next().and_then(|mut row| row.take(0));
                Ok((session, moment.map(String::from)))
            }
            // A server that refuses has broken the transaction.
            Err(_) => {
                drop(session);
                Ok((self.session(false).await?, None))
            }
        }
    }

    /// A second session that sees a moment. `None` where no connection is to be had now: who has one never waits for
    /// another.
    pub async fn beside(&self, moment: &str, schema: &Arc<Schema>) -> Result<Option<Session>, SourceError> {
        let Ok(_place) = self.places.clone().try_acquire_owned() else { return Ok(None) };
        let (connections, dialect) = (self.connections(false)?, self.dialect);
        let (schema, pace, see) = (schema.clone(), self.pace.clone(), dialect.see_moment(moment));
        // One that takes too long ends by itself: cut short, it would leave its transaction open.
        let beginning = tokio::spawn(async move {
            let mut tx = connections.begin(dialect, false).await?;
            tx.say(see).await?;
            Ok::<_, sqlx::Error>(Session { schema, tx, pace, _place })
        });
        Ok(timeout(BRIEF, beginning).await.ok().and_then(Result::ok).and_then(Result::ok))
    }

    /// The schema that was read, where it still counts.
    fn known(&self, version: Option<&str>) -> Option<Arc<Schema>> {
        let cached = locked(&self.open).schema.clone().filter(|cached| match version {
            Some(_) => cached.version.as_deref() == version,
            None => cached.at.elapsed() < FRESH,
        });
        cached.map(|cached| cached.schema)
    }

    /// The same where no statement is needed to tell.
    fn known_alone(&self) -> Option<Arc<Schema>> {
        self.known(None).filter(|_| self.dialect.schema_version().is_none())
    }

    /// How many rows one statement changed that is a transaction by itself; `None`, and nothing done, where a transaction
    /// is needed, which `make` says with `None`.
    pub async fn write_alone(
        &self,
        make: impl FnOnce(&Schema) -> Result<Option<Sql>, SourceError>,
    ) -> Result<Option<Result<u64, sqlx::Error>>, SourceError> {
        let Some(schema) = self.known_alone() else { return Ok(None) };
        let Some(sql) = make(&schema)? else { return Ok(None) };
        let _place = self.place().await?;
        let connections = self.connections(true)?;
        Ok(Some(self.pace.within(connections.execute(sql)).await))
    }

    /// Waits until all that was committed is on disk.
    pub async fn flush(&self) -> Result<Result<(), sqlx::Error>, SourceError> {
        let Some(flush) = self.dialect.flush() else { return Ok(Ok(())) };
        let _place = self.place().await?;
        let connections = self.connections(true)?;
        Ok(self.pace.within(connections.all(Sql::new(flush))).await.map(drop))
    }

    /// All rows of one statement that reads, with the schema it was made for: without a transaction around it where that
    /// would tell nothing more.
    pub async fn read(
        &self,
        make: impl FnOnce(&Schema) -> Result<Sql, SourceError>,
        failed: impl FnOnce(&sqlx::Error) -> SourceError,
    ) -> Result<Vec<Row>, SourceError> {
        let rows = match self.known_alone() {
            Some(schema) => {
                let sql = make(&schema)?;
                let _place = self.place().await?;
                let connections = self.connections(false)?;
                self.pace.within(connections.all(sql)).await
            }
            None => {
                let mut session = self.session(false).await?;
                let sql = make(&session.schema)?;
                session.all(sql).await
            }
        };
        rows.map_err(|error| failed(&error))
    }

    /// A transaction that cannot write, with the schema of every table.
    pub async fn whole(&self) -> Result<Session, SourceError> {
        let (mut tx, _place) = self.begin(false).await?;
        let schema = Schema::load(&self.source_id, self.dialect, &mut tx, &self.names, true).await;
        let schema = Arc::new(schema.map_err(|error| self.unreachable(reason(&error)))?);
        Ok(Session { schema, tx, pace: self.pace.clone(), _place })
    }

    async fn begin(&self, write: bool) -> Result<(Transaction, OwnedSemaphorePermit), SourceError> {
        let place = self.place().await?;
        let begun = self.connections(write)?.begin(self.dialect, write).await;
        begun.map(|tx| (tx, place)).map_err(|error| self.unreachable(reason(&error)))
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, SourceError> {
        let place = timeout(self.pace.longest, self.places.clone().acquire_owned()).await;
        place.map_err(|_| self.unreachable("all connections are busy"))?.map_err(|_| self.unreachable("closed"))
    }

    fn connections(&self, write: bool) -> Result<Connections, SourceError> {
        let mut open = locked(&self.open);
        if let Address::Path(path) = &self.address {
            let found = std::fs::metadata(path).map_err(|error| self.unreachable(error.to_string()))?;
            let identity = Some((found.dev(), found.ino()));
            if open.identity != identity {
                *open = Open { identity, ..Open::default() };
            }
        }
        let Open { read, write: writing, .. } = &mut *open;
        let pool = if write { writing } else { read };
        if let Some(pool) = pool {
            return Ok(pool.clone());
        }
        let url =
            match &self.address {
                Address::Path(path) => return Ok(pool.insert(Connections::sqlite(path, &self.options, write)).clone()),
                Address::Url(url) => Ok(url.clone()),
                Address::Env(name) => std::env::var(name)
                    .map_err(|_| self.unreachable(format!("the environment variable {name} is not set"))),
                Address::File(path) => std::fs::read_to_string(path)
                    .map_err(|error| self.unreachable(format!("{}: {error}", path.display()))),
            }?;
        let made = Connections::server(self.kind, url.trim(), &self.options, write);
        Ok(pool.insert(made.map_err(|reason| self.unreachable(reason))?).clone())
    }
}

impl Pace {
    /// Waits until the next statement may go.
    async fn turn(&self) {
        let Some(gap) = self.gap else { return };
        let at = {
            let mut next = locked(&self.next);
            let at = next.map_or_else(Instant::now, |next| next.max(Instant::now()));
            *next = Some(at + gap);
            at
        };
        sleep_until(at).await;
    }

    async fn within<T>(&self, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
        self.turn().await;
        timeout(self.longest, work).await.unwrap_or_else(|_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())))
    }
}

impl Session {
    pub async fn all(&mut self, sql: Sql) -> Result<Vec<Row>, sqlx::Error> {
        let Session { tx, pace, .. } = self;
        pace.within(tx.all(sql)).await
    }

    /// Some values of a column, to be looked at in memory.
    pub async fn sample(&mut self, table: &str, column: &LiveColumn) -> Result<Vec<String>, sqlx::Error> {
        let dialect = self.schema.dialect;
        let name = dialect.quote(&column.name);
        let text = dialect.text(&name, column);
        let sql = Sql::new(format!("SELECT {text} FROM {table} WHERE {name} IS NOT NULL LIMIT {SAMPLE}"));
        Ok(self.all(sql).await?.into_iter().filter_map(|mut row| row.take(0).map(String::from)).collect())
    }

    /// The rows as they come; the server alone says how long it may take.
    pub async fn rows(&mut self, sql: Sql) -> BoxStream<'_, Result<Row, sqlx::Error>> {
        self.pace.turn().await;
        self.tx.rows(sql)
    }

    /// How many rows changed.
    pub async fn execute(&mut self, sql: Sql) -> Result<u64, sqlx::Error> {
        let Session { tx, pace, .. } = self;
        pace.within(tx.execute(sql)).await
    }

    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.tx.commit().await
    }
}
