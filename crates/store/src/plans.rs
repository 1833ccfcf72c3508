//! Plans, their steps, and the register of what was erased.

use gestand_base::{PlanId, StepId};
use jiff::Timestamp;

use crate::error::{Result, StoreError};
use crate::rows::{PlanRow, PlanState, StepRow};
use crate::tx::{Tx, sql};
use crate::value::{args, columns};

columns!(PlanRow {
    id,
    number,
    kind,
    state,
    case as "case_id",
    policy,
    proposed_at,
    proposed_by,
    approved_by,
    approved_at,
    completed_at,
    held,
    certificate,
});
columns!(StepRow {
    id,
    plan as "plan_id",
    seq,
    source,
    class,
    verb,
    rule,
    items,
    keys,
    on_or_before,
    state,
    attempts,
    affected,
    absent,
    withheld,
    problem,
    ledger_index,
});

impl Tx {
    /// Adds a plan with all its steps.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the number, or a place in the order, is taken.
    pub async fn plan_insert(&mut self, plan: &PlanRow, steps: &[StepRow]) -> Result<()> {
        self.execute(sql!(plan / insert), plan.values()).await?;
        for step in steps {
            self.execute(sql!(plan_step / insert), step.values()).await?;
        }
        Ok(())
    }

    /// The plan with this id.
    pub async fn plan_by_id(&mut self, id: PlanId) -> Result<Option<PlanRow>> {
        self.optional(sql!(plan / by_id), args![id], PlanRow::from_row).await
    }

    /// The newest plans first.
    pub async fn plans(&mut self, limit: u32) -> Result<Vec<PlanRow>> {
        self.all(sql!(plan / list), args![limit], PlanRow::from_row).await
    }

    /// Plans that are approved or running: the work to resume after a crash, the oldest first.
    pub async fn plans_unfinished(&mut self) -> Result<Vec<PlanRow>> {
        self.all(sql!(plan / unfinished), args![], PlanRow::from_row).await
    }

    /// The steps of a plan in their order.
    pub async fn plan_steps(&mut self, plan: PlanId) -> Result<Vec<StepRow>> {
        self.all(sql!(plan_step / of_plan), args![plan], StepRow::from_row).await
    }

    /// Moves a plan from one state to another; false, and nothing done, when it is not in `from` any more.
    pub async fn plan_set_state(&mut self, id: PlanId, from: PlanState, to: PlanState) -> Result<bool> {
        self.execute_one(sql!(plan / set_state), args![id, from, to]).await
    }

    /// Approves a proposed plan; false, and nothing done, when somebody else decided first.
    pub async fn plan_approve(&mut self, id: PlanId, by: &str, at: Timestamp) -> Result<bool> {
        self.execute_one(sql!(plan / approve), args![id, by, at]).await
    }

    /// Completes a running plan with the ledger index of its certificate; false when it is not running.
    pub async fn plan_complete(&mut self, id: PlanId, at: Timestamp, certificate: u64) -> Result<bool> {
        self.execute_one(sql!(plan / complete), args![id, at, certificate]).await
    }

    /// The step to do now: one that was interrupted, else the first that is pending.
    pub async fn plan_step_next(&mut self, plan: PlanId) -> Result<Option<StepRow>> {
        self.optional(sql!(plan_step / next), args![plan], StepRow::from_row).await
    }

    /// Marks a step as being applied and counts the attempt; false when it was verified before. Commit this before
    /// the source is touched, so that a crash is seen.
    pub async fn step_set_applying(&mut self, id: StepId) -> Result<bool> {
        self.execute_one(sql!(plan_step / set_applying), args![id]).await
    }

    /// Ends a step: rows changed, keys found absent, keys withheld for a hold, and the ledger index of the receipt.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the step is not being applied.
    pub async fn step_verified(
        &mut self,
        id: StepId,
        affected: u64,
        absent: u64,
        withheld: u64,
        ledger_index: u64,
    ) -> Result<()> {
        let args = args![id, affected, absent, withheld, ledger_index];
        if self.execute_one(sql!(plan_step / verified), args).await? { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Notes why a step failed, without personal data.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the step is not being applied.
    pub async fn step_failed(&mut self, id: StepId, problem: &str) -> Result<()> {
        let args = args![id, problem];
        if self.execute_one(sql!(plan_step / failed), args).await? { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Makes the failed steps of a plan pending again, to resume it; gives their number.
    pub async fn steps_retry(&mut self, plan: PlanId) -> Result<u64> {
        self.execute(sql!(plan_step / retry_failed), args![plan]).await
    }

    /// Notes the keyed digests of erased records, so that a restore or a re-import cannot bring them back.
    /// A digest that is there stays as it is.
    pub async fn erased_insert(&mut self, digests: &[[u8; 32]], plan: PlanId, at: Timestamp) -> Result<()> {
        for digest in digests {
            self.execute(sql!(erased_record / insert), args![digest, plan, at]).await?;
        }
        Ok(())
    }

    /// Whether a record with this digest was erased.
    pub async fn erased_contains(&mut self, digest: &[u8; 32]) -> Result<bool> {
        let found = self.optional(sql!(erased_record / contains), args![digest], |_| Ok(())).await?;
        Ok(found.is_some())
    }
}
