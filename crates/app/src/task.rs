//! A question to a colleague about a source that nobody can connect to, and the answer.

use gestand_base::{CaseId, FindingId, TaskId};
use gestand_documents::bsn::without_bsns;
use gestand_ledger::EntryKind;
use gestand_sources::About;
use gestand_store::{
    CaseKind, CaseRow, CaseSearchRow, CaseState, FindingRow, SearchState, TaskRow, TaskState, Tx, Verdict,
};
use gestand_vault::Cell;
use serde_json::json;

use crate::findings::{MASK, StoredRecord, StoredValue};
use crate::views::{Requester, TaskLine};
use crate::{Actor, App, AppError, FieldError, Result, Right};

const LONGEST_ANSWER: usize = 20_000;

/// Where the answer of a colleague is sealed.
fn cell(id: TaskId) -> Cell<'static> {
    Cell { table: "task", row: id.uuid(), column: "answer" }
}

/// The page of a task.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct TaskPage {
    pub line: TaskLine,
    /// What to look for, from the annotation of the source.
    pub question: gestand_policy::model::Text,
    pub requester: Requester,
    pub answer: Option<String>,
}

impl App {
    pub(crate) fn task_line(&self, task: &TaskRow, case: &CaseRow) -> TaskLine {
        TaskLine {
            id: task.id,
            case: task.case,
            case_number: case.number.clone(),
            kind: case.kind,
            source: self.source_label(&task.source),
            state: task.state,
            due_on: task.due_on,
            urgency: self.urgency_of_day(task.due_on, task.state != TaskState::Open),
        }
    }

    /// The page of a task, for any employee whose function may handle requests of people.
    pub async fn task(&self, actor: &Actor, id: TaskId) -> Result<TaskPage> {
        actor.must(Right::AnswerTask)?;
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let task = tx.task_by_id(id).await?.ok_or(AppError::NotFound)?;
        let case = tx.case_by_id(task.case).await?.ok_or(AppError::NotFound)?;
        let requester = self.identity(&mut tx, case.person, &permit).await?;
        let answer = match &task.answer {
            Some(sealed) => {
                let bytes = self.unseal(case.person, cell(id), sealed)?;
                Some(String::from_utf8_lossy(bytes.open(&permit, "answer of a colleague")).into_owned())
            }
            None => None,
        };
        let question = self.engine.sources.get(&task.source).and_then(|source| source.question());
        Ok(TaskPage {
            line: self.task_line(&task, &case),
            question: question.unwrap_or_else(|| self.source_label(&task.source)),
            requester,
            answer,
        })
    }

    /// A colleague answers: what was found, or nothing. Both are answers.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the task was answered before; [`AppError::Invalid`] for an empty answer.
    pub async fn answer_task(&self, actor: &Actor, id: TaskId, answer: Option<String>) -> Result<()> {
        actor.must(Right::AnswerTask)?;
        self.permit(actor)?;
        if let Some(text) = &answer {
            let problem = match text.trim().chars().count() {
                0 => Some("answer-empty"),
                n if n > LONGEST_ANSWER => Some("too-long"),
                _ => None,
            };
            if let Some(problem) = problem {
                return Err(AppError::Invalid(vec![FieldError { field: "answer", problem }]));
            }
        }
        let answer = answer.map(|text| without_bsns("", text.trim(), MASK));
        let mut tx = self.engine.store.write("task_answer").await?;
        let task = tx.task_by_id(id).await?.ok_or(AppError::NotFound)?;
        let case = tx.case_by_id(task.case).await?.ok_or(AppError::NotFound)?;
        if task.state != TaskState::Open {
            return Err(AppError::Conflict { what: "task-answered" });
        }
        if case.state != CaseState::Searching {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let state = if answer.is_some() { TaskState::Answered } else { TaskState::NothingFound };
        let sealed = match &answer {
            Some(text) => Some(self.seal(case.person, cell(id), text.trim().as_bytes())?),
            None => None,
        };
        if !tx.task_answer(id, state, sealed.as_ref(), actor.login(), self.engine.clock.now()).await? {
            return Err(AppError::Conflict { what: "task-answered" });
        }
        let records = u32::from(answer.is_some());
        if let Some(text) = answer {
            self.keep_answer(&mut tx, &case, &task, text).await?;
        }
        let searches = tx.case_searches(case.id).await?;
        if let Some(search) = searches.into_iter().find(|search| search.source == task.source) {
            tx.case_search_upsert(case.id, &CaseSearchRow { state: SearchState::Searched, ..search }).await?;
        }
        let facts = json!({"source": task.source, "records": records});
        self.case_event(&mut tx, case.id, actor, "searched", facts.clone()).await?;
        self.append(&mut tx, EntryKind::SourceAnswered, Some(case.person), Some(case.id.to_string()), facts).await?;
        tx.commit().await?;
        self.finish_search(actor, case.id).await
    }

    /// What a colleague found becomes a record that the officer judges.
    async fn keep_answer(&self, tx: &mut Tx, case: &CaseRow, task: &TaskRow, text: String) -> Result<()> {
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        let record = StoredRecord {
            key: task.id.to_string(),
            role: "subject".to_owned(),
            subjects: Vec::new(),
            values: vec![StoredValue {
                item: None,
                field: "antwoord".to_owned(),
                about: About::Subject,
                free_text: true,
                value: text,
            }],
            events: Default::default(),
            marks: Default::default(),
            document: None,
        };
        let proposal = match case.kind {
            CaseKind::Access => Verdict::Include,
            CaseKind::Erasure => Verdict::Keep,
        };
        tx.finding_insert(&FindingRow {
            id,
            case: case.id,
            source: task.source.clone(),
            class: "answer".to_owned(),
            records: 1,
            content: self.seal_finding(case.person, id, &[record])?,
            proposal,
            needs_review: true,
            verdict: None,
            grounds: json!([]),
            decided_by: None,
        })
        .await?;
        Ok(())
    }

    /// Open tasks of all cases, or of one.
    pub(crate) async fn task_lines(&self, tx: &mut Tx, case: Option<CaseId>) -> Result<Vec<TaskLine>> {
        let tasks = match case {
            Some(case) => tx.tasks_of(case).await?,
            None => tx.tasks_open(200).await?,
        };
        let mut lines = Vec::with_capacity(tasks.len());
        for task in tasks {
            if let Some(case) = tx.case_by_id(task.case).await? {
                lines.push(self.task_line(&task, &case));
            }
        }
        Ok(lines)
    }
}
