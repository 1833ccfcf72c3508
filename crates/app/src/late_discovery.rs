//! Late discoveries: erased records that a restore or a re-import has brought back are seen, told and proposed again.

use gestand_base::PlanId;
use gestand_plans::{PlanError, find_reappeared};
use gestand_store::{Job, PromiseCheckRow, PromiseStatus};
use serde_json::json;

use crate::checks::Outcome;
use crate::{Actor, App, Result, Right};

/// The promise that what was erased stays away, and the check behind it.
const PROMISE: &str = "rights.erasure";
const CHECK: &str = "nothing_came_back";

/// What a comparison of the sources with the register of the erased found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// Records that were looked up.
    pub looked_at: u64,
    /// Erased records that are there again, those on hold included.
    pub back: u64,
    /// How many of them a hold is on.
    pub held: u64,
    /// Records of other people under a key that an erased record had.
    pub reused: u64,
    /// Sources that could not be read.
    pub down: Vec<String>,
    /// The plan that erases again what came back, when one was made now.
    pub plan: Option<PlanId>,
}

impl App {
    /// Compares the sources with the register of the erased. What came back is told on the proof page and proposed as a
    /// plan; nothing is erased.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when another process compares now.
    pub async fn replay(&self, actor: &Actor) -> Result<Replayed> {
        actor.must(Right::ApprovePlan)?;
        self.alone(Job::Replay, async |_| self.compare(actor).await).await
    }

    async fn compare(&self, actor: &Actor) -> Result<Replayed> {
        let found = find_reappeared(&self.engine).await?;
        let mut replayed = Replayed {
            looked_at: found.looked_at,
            back: found.back,
            held: found.held,
            reused: found.reused,
            down: found.down.iter().cloned().collect(),
            plan: None,
        };
        replayed.plan = match found.propose(&self.engine, actor.login()).await {
            Ok(plan) => Some(plan),
            Err(PlanError::NothingDue | PlanError::AlreadyOpen) => None,
            Err(error) => return Err(error.into()),
        };
        let status = match (replayed.back > 0, replayed.down.is_empty()) {
            (true, _) => PromiseStatus::Broken,
            (false, true) => PromiseStatus::Kept,
            (false, false) => PromiseStatus::Unknown,
        };
        let evidence = json!({
            "back": replayed.back, "held": replayed.held, "reused_keys": replayed.reused,
            "looked_at": replayed.looked_at, "source_down": replayed.down,
        });
        self.write_outcomes(vec![Outcome { promise: PROMISE.to_owned(), check: CHECK, status, evidence }]).await?;
        Ok(replayed)
    }
}

/// Erased records that are there again, by the last comparison.
pub(crate) fn came_back(checks: &[PromiseCheckRow]) -> u64 {
    let check = checks.iter().find(|row| row.check == CHECK);
    check.and_then(|row| row.evidence["back"].as_u64()).unwrap_or(0)
}
