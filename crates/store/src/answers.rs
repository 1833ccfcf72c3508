//! What an answer is made of: findings, tasks for colleagues, and the package with its download.

use gestand_base::{CaseId, FindingId, TaskId};
use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::Result;
use crate::rows::{FindingRow, PackageRow, TaskRow, TaskState, Verdict};
use crate::tx::{Tx, sql};
use crate::value::{args, columns};

columns!(FindingRow {
    id,
    case as "case_id",
    source,
    class,
    record_key,
    content,
    proposal,
    needs_review,
    verdict,
    grounds,
    decided_by,
});
columns!(TaskRow { id, case as "case_id", source, state, due_on, answer, done_by });
columns!(PackageRow { case as "case_id", html, json, pdf, zip, built_at, digest, expires_at, downloads });

impl Tx {
    /// Adds a finding; false, and nothing done, when the record was found for this case before.
    pub async fn finding_insert(&mut self, finding: &FindingRow) -> Result<bool> {
        self.execute_one(sql!(finding / insert), finding.values()).await
    }

    /// The findings of a case in the order of their ids.
    pub async fn findings(&mut self, case: CaseId) -> Result<Vec<FindingRow>> {
        self.all(sql!(finding / of_case), args![case], FindingRow::from_row).await
    }

    /// The finding with this id.
    pub async fn finding_by_id(&mut self, id: FindingId) -> Result<Option<FindingRow>> {
        self.optional(sql!(finding / by_id), args![id], FindingRow::from_row).await
    }

    /// Notes the verdict on a record, its grounds and who gave it; a later verdict replaces an earlier one.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such finding.
    pub async fn finding_decide(
        &mut self,
        id: FindingId,
        verdict: Verdict,
        grounds: &serde_json::Value,
        by: &str,
    ) -> Result<()> {
        self.execute_existing(sql!(finding / decide), args![id, verdict, grounds, by]).await
    }

    /// Adds a task; false, and nothing done, when the case has a task for this source.
    pub async fn task_insert(&mut self, task: &TaskRow) -> Result<bool> {
        self.execute_one(sql!(task / insert), task.values()).await
    }

    /// The open tasks, the one that is due first in front.
    pub async fn tasks_open(&mut self, limit: u32) -> Result<Vec<TaskRow>> {
        self.all(sql!(task / open), args![limit], TaskRow::from_row).await
    }

    /// The tasks of a case, open or not.
    pub async fn tasks_of(&mut self, case: CaseId) -> Result<Vec<TaskRow>> {
        self.all(sql!(task / of_case), args![case], TaskRow::from_row).await
    }

    /// The task with this id.
    pub async fn task_by_id(&mut self, id: TaskId) -> Result<Option<TaskRow>> {
        self.optional(sql!(task / by_id), args![id], TaskRow::from_row).await
    }

    /// Answers an open task; false, and nothing done, when it was answered before.
    pub async fn task_answer(
        &mut self,
        id: TaskId,
        state: TaskState,
        answer: Option<&Sealed>,
        by: &str,
        at: Timestamp,
    ) -> Result<bool> {
        self.execute_one(sql!(task / answer), args![id, state, answer.cloned(), by, at]).await
    }

    /// Adds or replaces the package of a case.
    pub async fn package_upsert(&mut self, package: &PackageRow) -> Result<()> {
        self.execute(sql!(package / upsert), package.values()).await.map(drop)
    }

    /// The package of a case, also when its link has expired.
    pub async fn package_of(&mut self, case: CaseId) -> Result<Option<PackageRow>> {
        self.optional(sql!(package / of_case), args![case], PackageRow::from_row).await
    }

    /// Counts a download.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when the case has no package.
    pub async fn package_count_download(&mut self, case: CaseId) -> Result<()> {
        self.execute_existing(sql!(package / count_download), args![case]).await
    }
}
