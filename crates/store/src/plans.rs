//! Plans, their steps, and the register of what was erased.

use gestand_base::{CaseId, PlanId, StepId};
use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::{Result, StoreError};
use crate::tx::{Tx, sql};
use crate::value::{PACKED, args, columns};
use crate::{ErasedRow, PlanRow, PlanState, StepHead, StepRow};

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
    retry_at,
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
    records,
    new_values,
    old_values,
    on_or_before,
    state,
    attempts,
    affected,
    absent,
    withheld,
    problem,
    waiting_since,
    retry_at,
    ledger_index,
    earlier as "earlier_plan",
});
columns!(read StepHead {
    id,
    seq,
    source,
    class,
    verb,
    rule,
    records,
    state,
    absent,
    withheld,
    problem,
    waiting_since,
    retry_at,
    ledger_index,
    earlier as "earlier_plan",
});
columns!(read ErasedBatch { id, plan as "plan_id", step as "step_id", pieces, erased_at });
columns!(read ErasedRow { digest, about, plan as "plan_id", step as "step_id" });

/// What a step erased: pieces of a digest and of whom it was about.
struct ErasedBatch {
    id: u64,
    plan: PlanId,
    step: StepId,
    pieces: Vec<u8>,
    erased_at: Timestamp,
}

impl Tx {
    /// Adds a plan with all its steps.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the number, or a place in the order, is taken.
    pub async fn plan_insert(&mut self, plan: &PlanRow, steps: &[StepRow]) -> Result<()> {
        self.execute(sql!(plan / insert), plan.values()).await?;
        self.insert_all(sql!(plan_step / insert), steps.iter().map(StepRow::values).collect()).await
    }

    /// The plan with this id.
    pub async fn plan_by_id(&mut self, id: PlanId) -> Result<Option<PlanRow>> {
        self.optional(sql!(plan / by_id), args![id], PlanRow::from_row).await
    }

    /// The newest plans first.
    pub async fn plans(&mut self, limit: u32) -> Result<Vec<PlanRow>> {
        self.all(sql!(plan / list), args![limit], PlanRow::from_row).await
    }

    /// The plans of a case, the oldest first.
    pub async fn plans_of(&mut self, case: CaseId) -> Result<Vec<PlanRow>> {
        self.all(sql!(plan / of_case), args![case], PlanRow::from_row).await
    }

    /// Plans that are approved or running, that wait for no source and that nobody works on now, the oldest first.
    pub async fn plans_waiting(&mut self, now: Timestamp) -> Result<Vec<PlanId>> {
        self.all(sql!(plan / waiting), args![now], |row| row.get("id")).await
    }

    /// The rules of the steps that plans have yet to do, each with the id and the number of its plan, the oldest first.
    pub async fn plan_rules_left(&mut self) -> Result<Vec<(PlanId, String, String)>> {
        self.all(sql!(plan / rules_left), args![], |row| Ok((row.get("id")?, row.get("number")?, row.get("rule")?)))
            .await
    }

    /// The steps of a plan in their order.
    pub async fn plan_steps(&mut self, plan: PlanId) -> Result<Vec<StepRow>> {
        self.all(sql!(plan_step / of_plan), args![plan], StepRow::from_row).await
    }

    /// Steps of a plan by their number, both ends included.
    pub async fn plan_steps_between(&mut self, plan: PlanId, first: u32, last: u32) -> Result<Vec<StepRow>> {
        self.all(sql!(plan_step / between), args![plan, first, last], StepRow::from_row).await
    }

    /// The steps of a plan without their records: a plan may be about millions.
    pub async fn plan_step_heads(&mut self, plan: PlanId) -> Result<Vec<StepHead>> {
        self.all(sql!(plan_step / heads), args![plan], StepHead::from_row).await
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

    /// The step with this id.
    pub async fn step_by_id(&mut self, id: StepId) -> Result<Option<StepRow>> {
        self.optional(sql!(plan_step / by_id), args![id], StepRow::from_row).await
    }

    /// Marks steps, by their number with both ends included, as being applied, and counts the attempt; gives how many,
    /// without those that were verified before. Commit this before the source is touched, so that a crash is seen.
    pub async fn steps_set_applying(&mut self, plan: PlanId, first: u32, last: u32) -> Result<u64> {
        self.execute(sql!(plan_step / set_applying), args![plan, first, last]).await
    }

    /// A step that was to be applied, and was not begun.
    pub async fn step_set_pending(&mut self, id: StepId) -> Result<()> {
        self.execute(sql!(plan_step / set_pending), args![id]).await.map(drop)
    }

    /// Keeps what a step will change, before it does; what an earlier attempt kept stays.
    pub async fn step_keep_old(&mut self, id: StepId, old_values: &Sealed) -> Result<()> {
        self.execute(sql!(plan_step / keep_old), args![id, old_values]).await.map(drop)
    }

    /// Notes that a step waits for its source, why, and until when.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the step is not being applied.
    pub async fn step_waits(&mut self, id: StepId, problem: &str, now: Timestamp, retry_at: Timestamp) -> Result<()> {
        let args = args![id, problem, now, retry_at];
        if self.execute_one(sql!(plan_step / waits), args).await? { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// When a running plan goes on by itself; `None`: at once.
    pub async fn plan_set_retry(&mut self, id: PlanId, at: Option<Timestamp>) -> Result<()> {
        self.execute(sql!(plan / set_retry), args![id, at]).await.map(drop)
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

    /// Writes the records of a step into the register of the erased, so that a restore or a re-import cannot bring them
    /// back unseen. They are found there after [`Tx::erased_spread`].
    pub async fn erased_insert(&mut self, erased: &[ErasedRow], at: Timestamp) -> Result<()> {
        let Some(ErasedRow { plan, step, .. }) = erased.first() else { return Ok(()) };
        let pieces: Vec<u8> = erased.iter().flat_map(|row| [row.digest, row.about]).flatten().collect();
        self.execute(sql!(erased_batch / insert), args![plan, step, pieces, at]).await.map(drop)
    }

    /// Gives each record of the oldest batch its row in the register; what is there stays as it is. False when there is no
    /// batch left. It takes longer than erasing did, so it is done when the register is asked.
    pub async fn erased_spread(&mut self) -> Result<bool> {
        let Some(batch) = self.optional(sql!(erased_batch / first), args![], ErasedBatch::from_row).await? else {
            return Ok(false);
        };
        for some in batch.pieces.chunks(2 * 32 * PACKED) {
            let args = args![some.to_vec(), batch.plan, batch.step, batch.erased_at];
            self.execute(sql!(erased_record / insert), args).await?;
        }
        self.execute(sql!(erased_batch / delete), args![batch.id]).await?;
        Ok(true)
    }

    /// Those of the digests that are in the register.
    pub async fn erased_among(&mut self, digests: &[[u8; 32]]) -> Result<Vec<ErasedRow>> {
        let mut found = Vec::new();
        for some in digests.chunks(PACKED) {
            found.extend(self.all(sql!(erased_record / among), args![some.concat()], ErasedRow::from_row).await?);
        }
        Ok(found)
    }

    /// Takes a record out of the register: what stands under its key now is another one.
    pub async fn erased_delete(&mut self, digest: &[u8; 32]) -> Result<()> {
        self.execute(sql!(erased_record / delete), args![digest]).await.map(drop)
    }

    /// Source and class of everything that was ever erased as a whole.
    pub async fn erased_classes(&mut self) -> Result<Vec<(String, String)>> {
        self.all(sql!(plan_step / erased_classes), args![], |row| Ok((row.get("source")?, row.get("class")?))).await
    }
}
