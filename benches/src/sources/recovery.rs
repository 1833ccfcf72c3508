//! Kill -9 in the middle of the heavy erasure, and how soon after a restart the work goes on.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gestand_store::CaseKind;
use serde_json::json;
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::HEAVY;
use super::work::{Shop, one};

const PATIENCE: Duration = Duration::from_secs(120);

/// The process that is killed, or the one that comes after it.
pub fn child(database: &str, dir: &Path, begin: bool) -> crate::Figures {
    tokio::runtime::Runtime::new()?.block_on(async {
        let shop = Shop::open(database, dir).await?;
        if begin {
            one(&shop, CaseKind::Erasure, HEAVY).await?;
        } else {
            // As the service does: it looks for work that nobody has, also when the lease of the dead ends later.
            shop.app.work().await;
        }
        Ok(json!({}))
    })
}

/// A child that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Seconds from the start of the second process to the first step it finished.
pub async fn measure(database: &str, dir: &Path) -> Result<f64, crate::Error> {
    let spawn = |begin: &str| -> Result<Running, crate::Error> {
        let program = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.args(["sources-child", database, &dir.display().to_string(), begin]);
        Ok(Running(command.stdout(Stdio::null()).spawn()?))
    };
    let mut store = Watched::open(database).await?;
    let before = store.done().await?;
    {
        let _running = spawn("true")?;
        wait_for(&mut store, before + 3).await?;
    }
    let killed_at = store.done().await?;
    let start = Instant::now();
    let _again = spawn("false")?;
    wait_for(&mut store, killed_at + 1).await?;
    Ok(start.elapsed().as_secs_f64())
}

async fn wait_for(store: &mut Watched, steps: i64) -> Result<(), crate::Error> {
    let start = Instant::now();
    while store.done().await? < steps {
        if start.elapsed() > PATIENCE {
            return Err("the work does not go on".into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

/// Gestand's own database, from outside.
enum Watched {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Watched {
    async fn open(database: &str) -> Result<Watched, crate::Error> {
        Ok(if database.starts_with("sqlite:") {
            Watched::Sqlite(SqliteConnection::connect(database).await?)
        } else {
            Watched::Postgres(PgConnection::connect(database).await?)
        })
    }

    /// Steps that are verified.
    async fn done(&mut self) -> Result<i64, crate::Error> {
        let count = "SELECT count(*) FROM plan_step WHERE state = 'verified'";
        Ok(match self {
            Watched::Sqlite(connection) => sqlx::query_scalar(count).fetch_one(connection).await?,
            Watched::Postgres(connection) => sqlx::query_scalar(count).fetch_one(connection).await?,
        })
    }
}
