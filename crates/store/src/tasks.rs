//! Questions to colleagues about sources that nobody can connect to: of a request, and of the terms.

use gestand_base::{CaseId, TaskId};
use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{ArchiveTaskRow, TaskAnswerRow, TaskRow, TaskState};

columns!(TaskRow { id, case as "case_id", source, state, due_on });
columns!(TaskAnswerRow { task as "task_id", seq, state, answer, done_by, done_at });
columns!(ArchiveTaskRow { id, source, rule, period, state, due_on, records, done_by, done_at });

impl Tx {
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

    /// Adds an answer to a task, behind the earlier ones; the files of the answer before go. False, and nothing done,
    /// when somebody else answered meanwhile.
    pub async fn task_answer(&mut self, answer: &TaskAnswerRow) -> Result<bool> {
        if !self.execute_one(sql!(task_answer / insert), answer.values()).await? {
            return Ok(false);
        }
        self.execute(sql!(task_file / delete), args![answer.task]).await?;
        self.execute_existing(sql!(task / set_state), args![answer.task, answer.state]).await?;
        Ok(true)
    }

    /// The answers to a task, the last one last.
    pub async fn task_answers(&mut self, task: TaskId) -> Result<Vec<TaskAnswerRow>> {
        self.all(sql!(task_answer / of_task), args![task], TaskAnswerRow::from_row).await
    }

    /// Adds a file to the last answer of a task.
    pub async fn task_file_insert(&mut self, task: TaskId, number: u32, content: &Sealed) -> Result<()> {
        self.execute(sql!(task_file / insert), args![task, number, content]).await.map(drop)
    }

    /// A file of the last answer of a task.
    pub async fn task_file(&mut self, task: TaskId, number: u32) -> Result<Option<Sealed>> {
        self.optional(sql!(task_file / get), args![task, number], |row| row.get("content")).await
    }

    /// Removes the findings of a case in a source: a new answer takes their place.
    pub async fn findings_delete_of(&mut self, case: CaseId, source: &str) -> Result<u64> {
        self.execute(sql!(finding / delete_of), args![case, source]).await
    }

    /// Adds a question about terms; false, and nothing done, when it was asked for this period.
    pub async fn archive_task_insert(&mut self, task: &ArchiveTaskRow) -> Result<bool> {
        self.execute_one(sql!(archive_task / insert), task.values()).await
    }

    /// The open questions about terms, the one that is due first in front.
    pub async fn archive_tasks_open(&mut self, limit: u32) -> Result<Vec<ArchiveTaskRow>> {
        self.all(sql!(archive_task / open), args![limit], ArchiveTaskRow::from_row).await
    }

    /// The question about terms with this id.
    pub async fn archive_task_by_id(&mut self, id: TaskId) -> Result<Option<ArchiveTaskRow>> {
        self.optional(sql!(archive_task / by_id), args![id], ArchiveTaskRow::from_row).await
    }

    /// Notes the answer to a question about terms; a later one corrects it.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such question.
    pub async fn archive_task_answer(
        &mut self,
        id: TaskId,
        state: TaskState,
        records: Option<u64>,
        by: &str,
        at: Timestamp,
    ) -> Result<()> {
        self.execute_existing(sql!(archive_task / answer), args![id, state, records, by, at]).await
    }
}
