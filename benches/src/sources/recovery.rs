//! Kill -9 in the middle of the heavy erasure, and how soon after a restart the work goes on.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gestand_store::CaseKind;
use serde_json::json;
use sqlx::{Connection, PgConnection};

use super::HEAVY;
use super::work::{Shop, one};
use crate::postgres::Postgres;

const PATIENCE: Duration = Duration::from_secs(120);

/// The process that is killed, or the one that comes after it.
pub fn child(database: &str, dir: &Path, begin: bool) -> crate::Figures {
    tokio::runtime::Runtime::new()?.block_on(async {
        let shop = Shop::reopen(database, dir).await?;
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
pub async fn measure(server: &Postgres, dir: &Path) -> Result<f64, crate::Error> {
    let spawn = |begin: &str| -> Result<Running, crate::Error> {
        let program = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.args(["sources-child", &server.url("gestand"), &dir.display().to_string(), begin]);
        Ok(Running(command.stdout(Stdio::null()).spawn()?))
    };
    let mut store = PgConnection::connect(&server.url("gestand")).await?;
    let before = done(&mut store).await?;
    {
        let _running = spawn("true")?;
        wait_for(&mut store, before + 3).await?;
    }
    let killed_at = done(&mut store).await?;
    let start = Instant::now();
    let _again = spawn("false")?;
    wait_for(&mut store, killed_at + 1).await?;
    Ok(start.elapsed().as_secs_f64())
}

async fn wait_for(store: &mut PgConnection, steps: i64) -> Result<(), crate::Error> {
    let start = Instant::now();
    while done(store).await? < steps {
        if start.elapsed() > PATIENCE {
            return Err("the work does not go on".into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

/// Steps that are verified.
async fn done(store: &mut PgConnection) -> Result<i64, crate::Error> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM plan_step WHERE state = 'verified'").fetch_one(store).await?)
}
