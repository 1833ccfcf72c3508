//! A fresh database per test on each engine, and rows to put in it.

use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use gestand_base::{CaseId, PersonId, PlanId, Random, SeededRandom, StepId, UserId};
use gestand_store::{
    AccountRow, CaseKind, CaseRow, CaseState, Engine, PlanKind, PlanRow, PlanState, StepKey, StepRow, StepState,
    StepVerb, Store,
};
use gestand_vault::Sealed;
use jiff::Timestamp;
use jiff::civil::date;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

static COUNTER: AtomicU32 = AtomicU32::new(1);

/// A database of its own, removed after the test.
pub struct Database {
    pub store: Store,
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    /// The first columns, as text, of a query beside the store: what the tests look at from the outside.
    pub async fn query(&self, sql: &str) -> Vec<Vec<String>> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.store.engine() {
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
                rows.iter().map(|row| (0..row.len()).map(|at| row.get_unchecked(at)).collect()).collect()
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
                rows.iter().map(|row| (0..row.len()).map(|at| row.get(at)).collect()).collect()
            }
        }
    }

    /// The number of rows for which a condition holds.
    pub async fn count(&self, table: &str, condition: &str) -> u64 {
        let sql = format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table} WHERE {condition}");
        self.query(&sql).await[0][0].parse().unwrap()
    }

    /// Runs statements beside the store.
    pub async fn script(&self, sql: &str) {
        let script = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self.store.engine() {
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                script.execute(&mut connection).await.unwrap();
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                script.execute(&mut connection).await.unwrap();
            }
        }
    }
}

/// An address of an empty place on each engine, with the folder that holds it as long as it is kept.
pub async fn addresses() -> Vec<(String, Option<TempDir>)> {
    let name = format!("gestand_test_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    let folder = tempfile::tempdir().unwrap();
    let mut addresses = vec![(format!("sqlite://{}/store.db", folder.path().display()), Some(folder))];
    match std::env::var("GESTAND_TEST_POSTGRES") {
        Ok(server) => {
            let mut connection = PgConnection::connect(&server).await.unwrap();
            let script = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
            sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut connection).await.unwrap();
            let joint = if server.contains('?') { '&' } else { '?' };
            addresses.push((format!("{server}{joint}options=-csearch_path%3D{name}"), None));
        }
        Err(_) if std::env::var("GESTAND_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") => {
            panic!("GESTAND_REQUIRE_POSTGRES=1, but GESTAND_TEST_POSTGRES holds no address of a PostgreSQL server")
        }
        Err(_) => {
            // Written past the capture of the test harness, so that a run without PostgreSQL is seen.
            static ONCE: Once = Once::new();
            ONCE.call_once(|| {
                let _ = writeln!(std::io::stderr(), "SKIPPED on PostgreSQL: GESTAND_TEST_POSTGRES is not set");
            });
        }
    }
    addresses
}

/// An empty database on each engine.
pub async fn databases() -> Vec<Database> {
    let mut databases = Vec::new();
    for (url, folder) in addresses().await {
        databases.push(Database { store: Store::open(&url).await.unwrap(), url, _folder: folder });
    }
    databases
}

/// A moment, in seconds after the start of the tests' time.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

/// A fresh id of any kind, later than all before it.
macro_rules! id {
    ($kind:ty) => {
        <$kind>::new($crate::common::next_moment(), &*$crate::common::RANDOM)
    };
}
pub(crate) use id;

pub static RANDOM: std::sync::LazyLock<SeededRandom> = std::sync::LazyLock::new(|| SeededRandom::new(1));

pub fn next_moment() -> Timestamp {
    at(COUNTER.fetch_add(1, Ordering::Relaxed).into())
}

/// 32 bytes that no other call gives.
pub fn token() -> [u8; 32] {
    let mut bytes = [0; 32];
    RANDOM.fill(&mut bytes);
    bytes
}

pub fn sealed(text: &str) -> Sealed {
    Sealed::from_bytes(text.as_bytes().to_vec())
}

pub fn account(login: &str) -> AccountRow {
    AccountRow {
        id: id!(UserId),
        login: login.into(),
        name: "Noor Proef".into(),
        password_hash: "$argon2id$proef".into(),
        functions: vec!["officer".into(), "rental".into()],
        disabled: false,
    }
}

pub fn case(number: &str) -> CaseRow {
    CaseRow {
        id: id!(CaseId),
        number: number.into(),
        kind: CaseKind::Access,
        state: CaseState::Received,
        received_at: at(10),
        received_on: date(2026, 5, 28),
        due_on: date(2026, 6, 14),
        statutory_due_on: date(2026, 6, 29),
        extended: false,
        person: id!(PersonId),
        policy: "2026-1".into(),
        channel: "website".into(),
        identity_method: None,
        closed_at: None,
    }
}

pub fn plan(number: &str) -> PlanRow {
    PlanRow {
        id: id!(PlanId),
        number: number.into(),
        kind: PlanKind::Retention,
        state: PlanState::Proposed,
        case: None,
        policy: "2026-1".into(),
        proposed_at: at(20),
        proposed_by: "system".into(),
        approved_by: None,
        approved_at: None,
        completed_at: None,
        retry_at: None,
        held: 3,
        certificate: None,
    }
}

pub fn step(plan: PlanId, seq: u32) -> StepRow {
    StepRow {
        id: id!(StepId),
        plan,
        seq,
        source: "erp".into(),
        class: "payment".into(),
        verb: StepVerb::Clear,
        rule: "retention.payments".into(),
        items: vec!["iban".into()],
        keys: vec![StepKey { key: "12".into(), subjects: vec!["R-7".into()] }],
        records: 1,
        new_values: None,
        old_values: None,
        on_or_before: Some(date(2019, 12, 31)),
        state: StepState::Pending,
        attempts: 0,
        affected: 0,
        absent: 0,
        withheld: 0,
        problem: None,
        waiting_since: None,
        retry_at: None,
        ledger_index: None,
        earlier: None,
    }
}
