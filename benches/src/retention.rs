//! Retention of a large table in PostgreSQL: plan, destruction, fresh read and receipts, against a hand-written batched
//! `DELETE` of the same rows in the same run.

use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Instant;

use gestand_app::{Actor, App, Parts, compile_pack};
use gestand_base::{SystemClock, SystemRandom};
use gestand_documents::worker::Reader;
use gestand_sources::Sources;
use gestand_store::Store;
use gestand_vault::KeyRing;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::postgres::Postgres;
use crate::sources::Own;
use crate::{Error, Figures};

/// Rows in one transaction of the hand-written way.
const BATCH: i64 = 10_000;

/// What one table took, in milliseconds.
struct Took {
    floor: f64,
    planned: f64,
    carried_out: f64,
}

impl Took {
    fn whole(&self) -> f64 {
        self.planned + self.carried_out
    }
}

/// The table as asked, and a tenth of it with as much due.
pub fn measure(rows: u64, due: u64, own: Own) -> Figures {
    tokio::runtime::Runtime::new()?.block_on(async {
        let small = run(rows / 10, due, own).await?;
        let large = run(rows, due, own).await?;
        Ok(json!({
            "rows": rows,
            "due": due,
            "store": own.name(),
            "floor_ms": large.floor,
            "planned_ms": large.planned,
            "carried_out_ms": large.carried_out,
            "floor_ratio": large.whole() / large.floor,
            "tenth_of_the_rows": {
                "floor_ms": small.floor,
                "planned_ms": small.planned,
                "carried_out_ms": small.carried_out,
                "floor_ratio": small.whole() / small.floor,
            },
            "ratio_to_a_tenth_of_the_rows": large.whole() / small.whole(),
            "floor_ratio_to_a_tenth_of_the_rows": large.floor / small.floor,
        }))
    })
}

async fn run(rows: u64, due: u64, own: Own) -> Result<Took, Error> {
    if due > rows {
        return Err("more is due than there is".into());
    }
    let server = Postgres::start()?;
    let dir = tempfile::tempdir()?;
    let mut admin = PgConnection::connect(&server.url("postgres")).await?;
    for database in ["logins", "gestand"] {
        sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {database}"))).execute(&mut admin).await?;
    }
    let mut logins = PgConnection::connect(&server.url("logins")).await?;
    let script = include_str!("retention/logins.sql");
    let script = script.replace("{rows}", &rows.to_string()).replace("{due}", &due.to_string());
    for statement in script.split_inclusive(";\n") {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut logins).await?;
    }
    let app = open(&server, dir.path(), own).await?;
    let (planned, carried_out) = ours(&app).await?;
    let left = "SELECT count(*) FROM login_event WHERE at < now() - interval '367 days'";
    let left: i64 = sqlx::query_scalar(left).fetch_one(&mut logins).await?;
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM login_event").fetch_one(&mut logins).await?;
    if left > 0 || there != i64::try_from(rows - due)? {
        return Err(format!("{left} rows are left that were due; {there} rows are there").into());
    }
    sqlx::raw_sql("CHECKPOINT").execute(&mut logins).await?;
    let floor = by_hand(&mut logins).await?;
    Ok(Took { floor, planned, carried_out })
}

async fn open(server: &Postgres, dir: &Path, own: Own) -> Result<Arc<App>, Error> {
    std::fs::create_dir_all(dir.join("sources"))?;
    std::fs::create_dir_all(dir.join("packs/logins"))?;
    std::fs::write(dir.join("sources/logins.yaml"), include_str!("retention/logins.yaml"))?;
    std::fs::write(dir.join("sources/logins.url"), server.url("logins"))?;
    std::fs::write(dir.join("packs/logins/pack.yaml"), include_str!("retention/pack.yaml"))?;
    let parts = Parts {
        store: Store::open(&own.url(server, dir)).await?,
        sources: Sources::open(&dir.join("sources"), &Reader::none())?,
        keys: KeyRing::open(dir.join("keys"))?,
        policy: compile_pack(&dir.join("packs/logins").display().to_string())?,
        reader: Reader::none(),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom::new()?),
    };
    Ok(App::open(parts).await?)
}

/// Milliseconds until the plan was there, and from its approval until its certificate was.
async fn ours(app: &Arc<App>) -> Result<(f64, f64), Error> {
    let officer = Actor::System;
    let start = Instant::now();
    let plan = app.propose_retention(&officer).await?;
    let planned = start.elapsed().as_secs_f64() * 1000.0;
    let certified = Mutex::new(None);
    let start = Instant::now();
    app.approve(&officer, plan).await?;
    app.run_plan(plan, &|boundary| {
        if boundary == gestand_plans::Boundary::Completed
            && let Ok(mut at) = certified.lock()
        {
            *at = Some(start.elapsed().as_secs_f64() * 1000.0);
        }
    })
    .await?;
    let carried_out = certified.into_inner()?.ok_or("the plan was not completed")?;
    Ok((planned, carried_out))
}

/// As an engineer writes it: the same rows, batch by batch, each in a transaction of its own.
async fn by_hand(logins: &mut PgConnection) -> Result<f64, Error> {
    let delete = "DELETE FROM login_event_floor WHERE id IN (SELECT id FROM login_event_floor \
                  WHERE at < (current_date - interval '1 year') LIMIT $1)";
    let start = Instant::now();
    loop {
        let gone = sqlx::query(delete).bind(BATCH).execute(&mut *logins).await?.rows_affected();
        if gone == 0 {
            return Ok(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
}
