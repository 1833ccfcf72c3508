//! A question to a colleague about a source that nobody can connect to, and the answer.

use std::sync::Arc;

use compact_str::{CompactString, format_compact};
use gestand_base::{CaseId, FindingId, TaskId};
use gestand_documents::bsn::without_bsns;
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_policy::model::Text;
use gestand_sources::{About, Document, FieldInfo};
use gestand_store::{
    CaseKind, CaseRow, CaseSearchRow, CaseState, FindingRow, SearchState, TaskAnswerRow, TaskRow, TaskState, Tx,
    Verdict,
};
use gestand_vault::Cell;
use jiff::Timestamp;
use serde_json::json;

use crate::stored_record::{MASK, StoredRecord, Who};
use crate::upload::files_of;
use crate::views::{Requester, TaskLine};
use crate::{Actor, App, AppError, FieldError, Result, Right};

const LONGEST_ANSWER: usize = 20_000;

/// Where an answer of a colleague is sealed.
fn cell(id: TaskId, column: &str) -> Cell<'_> {
    Cell { table: "task", row: id.uuid(), column }
}

/// The page of a task.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct TaskPage {
    pub line: TaskLine,
    /// What to look for, from the annotation of the source.
    pub question: gestand_policy::model::Text,
    pub requester: Requester,
    /// The last one holds, the others are corrected.
    pub answers: Vec<TaskAnswer>,
    /// It can be answered, or its answer corrected.
    pub open: bool,
}

/// What a colleague answered.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct TaskAnswer {
    pub state: TaskState,
    /// `None` when nothing was found.
    pub text: Option<String>,
    pub by: String,
    pub at: Timestamp,
}

impl App {
    /// What the function is called that gets tasks about a source.
    pub(crate) fn owner_label(&self, source: &str) -> Option<Text> {
        let owner = self.engine.sources.get(source)?.owner()?.to_owned();
        let label = self.policy().document.functions.get(&owner).and_then(|function| function.label.clone());
        Some(label.unwrap_or(Text { nl: owner, en: None }))
    }

    pub(crate) fn task_line(&self, task: &TaskRow, case: &CaseRow) -> TaskLine {
        TaskLine {
            id: task.id,
            case: task.case,
            case_number: case.number.clone(),
            kind: case.kind,
            source: self.source_label(&task.source),
            owner: self.owner_label(&task.source),
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
        let mut answers = Vec::new();
        for row in tx.task_answers(id).await? {
            let text = match &row.answer {
                Some(sealed) => {
                    let bytes = self.unseal(case.person, cell(id, &column(row.seq)), sealed)?;
                    Some(String::from_utf8_lossy(bytes.open(&permit, "answer of a colleague")).into_owned())
                }
                None => None,
            };
            answers.push(TaskAnswer { state: row.state, text, by: row.done_by, at: row.done_at });
        }
        let question = self.engine.sources.get(&task.source).and_then(|source| source.question());
        Ok(TaskPage {
            line: self.task_line(&task, &case),
            question: question.unwrap_or_else(|| self.source_label(&task.source)),
            requester,
            answers,
            open: can_be_answered(&case),
        })
    }

    /// A colleague answers: what was found, or nothing. Both are answers. A later answer corrects an earlier one, as
    /// long as the request is not answered.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the request is past it, or somebody else answers now; [`AppError::Invalid`] for an
    /// empty answer.
    pub async fn answer_task(&self, actor: &Actor, id: TaskId, answer: Option<String>) -> Result<()> {
        self.answer_task_with(actor, id, answer, Vec::new()).await
    }

    /// The same, with files: as PDF, PNG or JPEG. They go into the answer as documents of a source do.
    ///
    /// # Errors
    /// As [`App::answer_task`]; [`AppError::Invalid`] also for files that are too large or of another kind.
    pub async fn answer_task_with(
        &self,
        actor: &Actor,
        id: TaskId,
        answer: Option<String>,
        files: Vec<Vec<u8>>,
    ) -> Result<()> {
        actor.must(Right::AnswerTask)?;
        self.permit(actor)?;
        let files = if files.iter().all(Vec::is_empty) { Vec::new() } else { files_of(files)? };
        if let Some(text) = &answer {
            let problem = match text.trim().chars().count() {
                0 if files.is_empty() => Some("answer-empty"),
                n if n > LONGEST_ANSWER => Some("too-long"),
                _ => None,
            };
            if let Some(problem) = problem {
                return Err(AppError::Invalid(vec![FieldError { field: "answer", problem }]));
            }
        }
        let text = answer.map(|text| without_bsns("", text.trim(), MASK).into_owned()).filter(|text| !text.is_empty());
        let mut tx = self.engine.store.write("task_answer").await?;
        let task = tx.task_by_id(id).await?.ok_or(AppError::NotFound)?;
        let case = tx.case_by_id(task.case).await?.ok_or(AppError::NotFound)?;
        if !can_be_answered(&case) {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let seq = u32::try_from(tx.task_answers(id).await?.len()).unwrap_or(u32::MAX).saturating_add(1);
        let found = text.is_some() || !files.is_empty();
        let row = TaskAnswerRow {
            task: id,
            seq,
            state: if found { TaskState::Answered } else { TaskState::NothingFound },
            answer: match &text {
                Some(text) => Some(self.seal(case.person, cell(id, &column(seq)), text.as_bytes())?),
                None => None,
            },
            done_by: actor.login().to_owned(),
            done_at: self.engine.clock.now(),
        };
        if !tx.task_answer(&row).await? {
            return Err(AppError::Conflict { what: "task-answered" });
        }
        // What the officer judged before was of the answer that is corrected.
        tx.findings_delete_of(case.id, &task.source).await?;
        let (records, with_files) = (u32::from(text.is_some()), files.len());
        if let Some(text) = text {
            self.keep_answer(&mut tx, &case, &task, ("antwoord", text.into()), None).await?;
        }
        for (number, file) in (0..).zip(files) {
            let sealed = self.seal(case.person, cell(id, &format!("file/{number}")), &file)?;
            tx.task_file_insert(id, number, &sealed).await?;
            let said = ("bestand", format_compact!("{}", number + 1));
            self.keep_answer(&mut tx, &case, &task, said, Some((number, document(number, &file)))).await?;
        }
        let searches = tx.case_searches(case.id).await?;
        if let Some(search) = searches.into_iter().find(|search| search.source == task.source) {
            tx.case_search_upsert(case.id, &CaseSearchRow { state: SearchState::Searched, ..search }).await?;
        }
        let facts = json!({"source": task.source, "records": records as usize + with_files, "corrects": seq > 1});
        self.case_event(&mut tx, case.id, actor, "searched", facts.clone()).await?;
        self.append(&mut tx, EntryKind::SourceAnswered, Some(case.person), Some(case.id.to_string()), facts);
        tx.commit().await?;
        self.finish_search(actor, case.id, None).await
    }

    /// What a colleague found becomes a record that the officer judges.
    async fn keep_answer(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        task: &TaskRow,
        (field, said): (&str, CompactString),
        file: Option<(u32, Document)>,
    ) -> Result<()> {
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        let (key, document) = match file {
            Some((number, document)) => (file_key(task.id, number), Some(document)),
            None => (task.id.to_string(), None),
        };
        let who = Who { role: "subject".into(), subjects: Arc::new([]) };
        // A person reads it before it is given.
        let field = FieldInfo { item: None, name: field.to_owned(), about: About::Subject, free_text: true };
        let mut record = StoredRecord::of_one(&key, who, field, said);
        record.document = document;
        let proposal = match case.kind {
            CaseKind::Access | CaseKind::Portability => Verdict::Include,
            CaseKind::Erasure | CaseKind::Rectification => Verdict::Keep,
            CaseKind::Restriction => Verdict::Restrict,
        };
        tx.findings_insert(&[FindingRow {
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
        }])
        .await?;
        Ok(())
    }

    /// A file that a colleague found, by the key of its record.
    pub(crate) async fn task_file(
        &self,
        case: CaseId,
        key: &str,
        permit: &Permit,
        why: &'static str,
    ) -> Result<Option<Vec<u8>>> {
        let Some((task, number)) = key.split_once('#') else { return Ok(None) };
        let (Ok(task), Ok(number)) = (task.parse::<TaskId>(), number.parse::<u32>()) else { return Ok(None) };
        let mut tx = self.engine.store.read().await?;
        let case = tx.case_by_id(case).await?.ok_or(AppError::NotFound)?;
        let Some(sealed) = tx.task_file(task, number).await? else { return Ok(None) };
        let bytes = self.unseal(case.person, cell(task, &format!("file/{number}")), &sealed)?;
        Ok(Some(bytes.open(permit, why).clone()))
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

/// Whether what colleagues found still goes into the answer of a request.
fn can_be_answered(case: &CaseRow) -> bool {
    matches!(case.state, CaseState::Searching | CaseState::Reviewing)
}

fn column(seq: u32) -> String {
    format!("answer/{seq}")
}

fn file_key(task: TaskId, number: u32) -> String {
    format!("{task}#{number}")
}

/// What a file is, by its first bytes.
fn document(number: u32, file: &[u8]) -> Document {
    let (ending, media_type) = match file {
        [b'%', ..] => ("pdf", "application/pdf"),
        [0x89, ..] => ("png", "image/png"),
        _ => ("jpg", "image/jpeg"),
    };
    let name = format!("gevonden-{}.{ending}", number + 1);
    Document { name, media_type: media_type.to_owned(), bytes: file.len() as u64 }
}
