//! Access and erasure on a shop in PostgreSQL, with everything that is promised: identity, judgement, plan, fresh
//! reads, receipts, ledger, sealed answer. The baseline is the plain SQL for the same rows, in the same run.

mod floor;
mod memory;
mod recovery;
mod work;

use std::path::Path;
use std::time::Instant;

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use self::floor::Floor;
use self::work::{Shop, one};
use crate::postgres::Postgres;
use crate::{Figures, median};
use gestand_store::CaseKind;

pub use self::recovery::child;

/// Ordinary customers in a series of one at a time, and in rounds of several at once, after each of which the requests are
/// put to rest.
const ALONE: u32 = 40;
const TOGETHER: u32 = 160;
const ROUNDS: u32 = 5;
/// Times that the seven reads are done as `floor.sql` does them: on a connection of their own.
const FRESH: u32 = 11;
const AT_ONCE: usize = 16;
pub(crate) const HEAVY: &str = "heavy@example.com";
const HEAVY_ID: u32 = 100_000_001;

/// What holds Gestand's own data: embedded as it comes, or a server.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Own {
    Sqlite,
    Postgres,
}

impl Own {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Own::Sqlite => "sqlite",
            Own::Postgres => "postgres",
        }
    }

    pub(crate) fn url(self, server: &Postgres, dir: &Path) -> String {
        match self {
            Own::Sqlite => format!("sqlite://{}/gestand.db", dir.display()),
            Own::Postgres => server.url("gestand"),
        }
    }
}

pub fn measure(customers: u32, own: Own) -> Figures {
    tokio::runtime::Runtime::new()?.block_on(async {
        let server = Postgres::start()?;
        let dir = tempfile::tempdir()?;
        fill(&server, customers).await?;
        write_files(&server.url("shop"), dir.path())?;
        let database = own.url(&server, dir.path());
        let shop = Shop::open(&database, dir.path()).await?;
        let mut floor = Floor::open(&server.url("shop")).await?;
        let rss_idle = memory::now_mb()?;

        let mut reads = Vec::new();
        for at in 0..ALONE {
            reads.push(floor.read(&email(at)).await?);
        }
        let warm_reads = median(reads);
        let mut reads = Vec::new();
        for at in 100..100 + FRESH {
            reads.push(floor::read_fresh(&server.url("shop"), &email(at), at + 1)?);
        }
        let seven_reads = median(reads);
        let access = series(&shop, &mut floor, CaseKind::Access, 1_000).await?;
        let erasure = series(&shop, &mut floor, CaseKind::Erasure, 5_000).await?;

        let mut reads = Vec::new();
        for _ in 0..3 {
            reads.push(floor::read_fresh(&server.url("shop"), HEAVY, HEAVY_ID)?);
        }
        let heavy_read = median(reads);
        memory::reset()?;
        let mut accesses = Vec::new();
        for _ in 0..3 {
            accesses.push(carried_out(&shop, CaseKind::Access, HEAVY).await?);
        }
        let heavy_access = median(accesses);
        let heavy_update = floor.erase_heavy().await?;
        floor.restore_heavy().await?;
        let heavy_erasure = carried_out(&shop, CaseKind::Erasure, HEAVY).await?;
        let rss_heavy = memory::peak_mb()?;
        let left = floor.heavy_left().await?;
        floor.restore_heavy().await?;
        drop(shop);
        let recovery = recovery::measure(&database, dir.path()).await?;
        Ok(json!({
            "customers": customers,
            "store": own.name(),
            "access_per_s": access.per_second,
            "access_ms_p50": access.p50,
            "erasure_per_s": erasure.per_second,
            "erasure_ms_p50": erasure.p50,
            "statements_per_access": access.statements,
            "statements_per_erasure": erasure.statements,
            "ordinary_access_floor_ms": seven_reads,
            "ordinary_access_warm_floor_ms": warm_reads,
            "ordinary_access_floor_ratio": access.p50 / seven_reads,
            "heavy_access_ms": heavy_access,
            "heavy_access_floor_ms": heavy_read,
            "heavy_access_floor_ratio": heavy_access / heavy_read,
            "heavy_erasure_ms": heavy_erasure,
            "heavy_erasure_floor_ms": heavy_update,
            "heavy_erasure_floor_ratio": heavy_erasure / heavy_update,
            "heavy_values_left": left,
            "rss_mb_idle": rss_idle,
            "rss_mb_heavy": rss_heavy,
            "recovery_s": recovery,
        }))
    })
}

/// Figures of one kind of request by ordinary customers.
struct Series {
    p50: f64,
    per_second: f64,
    /// On the shop, per request.
    statements: f64,
}

async fn series(shop: &Shop, floor: &mut Floor, kind: CaseKind, first: u32) -> Result<Series, crate::Error> {
    let mut alone = Vec::new();
    for at in first..first + ALONE {
        alone.push(carried_out(shop, kind, &email(at)).await?);
    }
    let before = floor.statements().await?;
    let mut seconds = 0.0;
    for round in 0..ROUNDS {
        let from = first + ALONE + round * TOGETHER;
        let start = Instant::now();
        let mut lanes = Vec::new();
        for lane in 0..AT_ONCE {
            let shop = shop.clone();
            lanes.push(tokio::spawn(async move {
                let mut done = Vec::new();
                for at in (from..from + TOGETHER).skip(lane).step_by(AT_ONCE) {
                    done.push(one(&shop, kind, &email(at)).await.map_err(|error| error.to_string())?);
                }
                Ok::<_, String>(done)
            }));
        }
        let mut done = Vec::new();
        for lane in lanes {
            done.extend(lane.await??);
        }
        seconds += start.elapsed().as_secs_f64();
        shop.close(&done).await?;
    }
    let statements = floor.statements().await? - before;
    Ok(Series {
        p50: median(alone),
        per_second: f64::from(ROUNDS * TOGETHER) / seconds,
        statements: statements as f64 / f64::from(ROUNDS * TOGETHER),
    })
}

/// Milliseconds of one request, which is put to rest afterwards.
async fn carried_out(shop: &Shop, kind: CaseKind, email: &str) -> Result<f64, crate::Error> {
    let request = one(shop, kind, email).await?;
    shop.close(&[request]).await?;
    Ok(request.took)
}

fn email(at: u32) -> String {
    format!("user{}@example.com", at + 1)
}

async fn fill(server: &Postgres, customers: u32) -> Result<(), crate::Error> {
    let mut admin = PgConnection::connect(&server.url("postgres")).await?;
    for database in ["shop", "gestand"] {
        sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {database}"))).execute(&mut admin).await?;
    }
    let mut shop = PgConnection::connect(&server.url("shop")).await?;
    let script = include_str!("sources/shop.sql").replace("{n}", &customers.to_string());
    sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut shop).await?;
    sqlx::raw_sql("CREATE EXTENSION pg_stat_statements").execute(&mut shop).await?;
    Ok(())
}

/// The annotation of the shop, and the pack, as files below `dir`.
pub(crate) fn write_files(server_url: &str, dir: &Path) -> Result<(), crate::Error> {
    std::fs::create_dir_all(dir.join("sources"))?;
    std::fs::create_dir_all(dir.join("packs/shop"))?;
    std::fs::write(dir.join("sources/shop.yaml"), include_str!("sources/shop.yaml"))?;
    std::fs::write(dir.join("sources/shop.url"), server_url)?;
    std::fs::write(dir.join("packs/shop/pack.yaml"), include_str!("sources/pack.yaml"))?;
    Ok(())
}
