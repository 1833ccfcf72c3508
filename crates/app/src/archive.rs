//! The terms of sources that nobody can connect to: once a year, for each rule, a colleague destroys what is past its
//! term, and says how much that was.

use gestand_base::TaskId;
use gestand_ledger::EntryKind;
use gestand_plans::countable_rules;
use gestand_publish::Lang;
use gestand_store::{ArchiveTaskRow, TaskState, Tx};
use jiff::Span;
use serde_json::json;

use crate::views::{ArchiveLine, ArchivePage};
use crate::{Actor, App, AppError, Result, Right};

/// Days in which a colleague does it.
const DAYS: i64 = 28;
/// Lines of a list on one page.
const MOST: u32 = 200;

impl App {
    /// Asks for what was not asked this year yet. Gives how many questions that are.
    ///
    /// # Errors
    /// When the database cannot be written; what was asked stays asked.
    pub async fn ask_archives(&self) -> Result<u32> {
        let (today, now) = (self.today(), self.engine.clock.now());
        let rules: Vec<_> =
            countable_rules(self.policy(), today).into_iter().filter_map(|rule| rule.due.ok()).collect();
        let mut asked = 0;
        let mut tx = self.engine.store.write("archive_ask").await?;
        for source in self.engine.sources.all().filter(|source| source.is_manual()) {
            let items = source.items();
            for rule in rules.iter().filter(|rule| !rule.items.is_disjoint(&items)) {
                let row = ArchiveTaskRow {
                    id: TaskId::new(now, &*self.engine.random),
                    source: source.info().id,
                    rule: rule.rule.clone(),
                    period: today.year().to_string(),
                    state: TaskState::Open,
                    due_on: today.saturating_add(Span::new().days(DAYS)),
                    records: None,
                    done_by: None,
                    done_at: None,
                };
                asked += u32::from(tx.archive_task_insert(&row).await?);
            }
        }
        tx.commit().await?;
        Ok(asked)
    }

    fn archive_line(&self, row: &ArchiveTaskRow, lang: Lang) -> ArchiveLine {
        ArchiveLine {
            id: row.id,
            source: self.source_label(&row.source),
            owner: self.owner_label(&row.source),
            rule: self.rule_label(&row.rule, lang),
            period: row.period.clone(),
            state: row.state,
            due_on: row.due_on,
            urgency: self.urgency_of_day(row.due_on, row.state != TaskState::Open),
        }
    }

    /// The open questions.
    pub(crate) async fn archive_lines(&self, tx: &mut Tx) -> Result<Vec<ArchiveLine>> {
        let rows = tx.archive_tasks_open(MOST).await?;
        Ok(rows.iter().map(|row| self.archive_line(row, Lang::Nl)).collect())
    }

    /// The page of a question.
    pub async fn archive_page(&self, actor: &Actor, id: TaskId, lang: Lang) -> Result<ArchivePage> {
        actor.must(Right::AnswerTask)?;
        let row = self.engine.store.read().await?.archive_task_by_id(id).await?.ok_or(AppError::NotFound)?;
        let rule = self.policy().document.retention.get(&row.rule);
        Ok(ArchivePage {
            line: self.archive_line(&row, lang),
            term: self.rule_term(&row.rule, lang).unwrap_or_default(),
            law: rule.and_then(|rule| rule.law.as_ref()).map(|law| law.value.clone()),
            records: row.records,
            done_by: row.done_by,
            done_at: row.done_at,
        })
    }

    /// A colleague says how many were destroyed; `None`: nothing was past its term. A later answer corrects an earlier
    /// one; the ledger has both.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Forbidden`] for who may not answer tasks.
    pub async fn answer_archive(&self, actor: &Actor, id: TaskId, records: Option<u64>) -> Result<()> {
        actor.must(Right::AnswerTask)?;
        let mut tx = self.engine.store.write("archive_answer").await?;
        let row = tx.archive_task_by_id(id).await?.ok_or(AppError::NotFound)?;
        let records = records.filter(|records| *records > 0);
        let state = if records.is_some() { TaskState::Answered } else { TaskState::NothingFound };
        tx.archive_task_answer(id, state, records, actor.login(), self.engine.clock.now()).await?;
        let facts = json!({
            "source": row.source, "rule": row.rule, "period": row.period, "records": records.unwrap_or(0),
            "corrects": row.state != TaskState::Open,
        });
        self.append(&mut tx, EntryKind::DoneByHand, None, Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }
}
