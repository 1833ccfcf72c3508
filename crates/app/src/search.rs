//! Every source is asked for the records of the person; a source that is down is said so and can be asked again.

use gestand_base::{CaseId, FindingId, TaskId};
use gestand_cases::{Step, judge_access, judge_erasure};
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::{Record, Source};
use gestand_store::{
    CaseFilter, CaseKind, CaseRow, CaseSearchRow, CaseState, FindingRow, HoldIndex, SearchState, TaskRow, TaskState, Tx,
};
use jiff::civil::Date;
use serde_json::json;

use crate::findings::StoredRecord;
use crate::{Actor, App, AppError, Result};

/// A colleague answers a week before we must.
const TASK_DAYS_BEFORE: i64 = 7;

impl App {
    /// Asks the sources that have not been searched yet, or that failed.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the case is not being searched.
    pub async fn search_again(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        drop(tx);
        if case.state != CaseState::Searching {
            return Err(AppError::Conflict { what: "case-state" });
        }
        self.search(actor, id).await
    }

    /// After a crash: goes on with searches that were cut short. Sources that failed wait for a person.
    pub(crate) async fn resume_searches(&self) -> Result<()> {
        let filter = CaseFilter { open: Some(true), kind: None, limit: u32::MAX, offset: 0 };
        let cases = self.engine.store.read().await?.cases(filter).await?;
        for case in cases.into_iter().filter(|case| case.state == CaseState::Searching) {
            let searches = self.engine.store.read().await?.case_searches(case.id).await?;
            let cut_short = searches.iter().any(|search| search.state == SearchState::Pending);
            if cut_short || searches.iter().all(|search| search.state == SearchState::Searched) {
                self.search(&Actor::System, case.id).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn search(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let permit = self.permit(actor)?;
        let (case, searches) = {
            let mut tx = self.engine.store.read().await?;
            let case = self.case_to_handle(&mut tx, actor, id).await?;
            (case, tx.case_searches(id).await?)
        };
        let open =
            searches.into_iter().filter(|search| matches!(search.state, SearchState::Pending | SearchState::Failed));
        for search in open {
            let Some(source) = self.engine.sources.get(&search.source) else {
                let problem = "this source is no longer configured".to_owned();
                self.search_failed(&case, search, problem).await?;
                continue;
            };
            if source.is_manual() {
                self.ask_colleague(&case, search).await?;
                continue;
            }
            match records_of(source, &search.subject_keys, &permit).await {
                Ok(records) => self.keep_findings(actor, &case, search, records, &permit).await?,
                Err(error) => self.search_failed(&case, search, error.to_string()).await?,
            }
        }
        self.finish_search(actor, id).await
    }

    async fn search_failed(&self, case: &CaseRow, search: CaseSearchRow, problem: String) -> Result<()> {
        let mut tx = self.engine.store.write("search_fail").await?;
        let search = CaseSearchRow { state: SearchState::Failed, problem: Some(problem), ..search };
        tx.case_search_upsert(case.id, &search).await?;
        Ok(tx.commit().await?)
    }

    async fn ask_colleague(&self, case: &CaseRow, search: CaseSearchRow) -> Result<()> {
        let now = self.engine.clock.now();
        let mut tx = self.engine.store.write("task_open").await?;
        if !self.still_searching(&mut tx, case.id).await? {
            return Ok(());
        }
        tx.task_insert(&TaskRow {
            id: TaskId::new(now, &*self.engine.random),
            case: case.id,
            source: search.source.clone(),
            state: TaskState::Open,
            due_on: task_day(case.received_on, case.due_on),
            answer: None,
            done_by: None,
        })
        .await?;
        tx.case_search_upsert(case.id, &CaseSearchRow { state: SearchState::Task, ..search }).await?;
        Ok(tx.commit().await?)
    }

    /// Judges and seals the records of one source; its search and its findings are written together.
    async fn keep_findings(
        &self,
        actor: &Actor,
        case: &CaseRow,
        search: CaseSearchRow,
        records: Vec<Record>,
        permit: &Permit,
    ) -> Result<()> {
        let count = records.len();
        let mut tx = self.engine.store.write("findings_keep").await?;
        if !self.still_searching(&mut tx, case.id).await? {
            return Ok(());
        }
        // The hold of this request protects its records from others; it does not keep them from the request.
        let mut holds = tx.holds_active().await?;
        holds.retain(|hold| hold.case != Some(case.id));
        let holds = HoldIndex::new(holds);
        for record in &records {
            let row = self.finding_of(case, record, &holds, permit)?;
            tx.finding_insert(&row).await?;
        }
        let source = search.source.clone();
        tx.case_search_upsert(case.id, &CaseSearchRow { state: SearchState::Searched, problem: None, ..search })
            .await?;
        let facts = json!({"source": source, "records": count});
        self.case_event(&mut tx, case.id, actor, "searched", facts.clone()).await?;
        self.append(&mut tx, EntryKind::SourceAnswered, Some(case.person), Some(case.id.to_string()), facts).await?;
        Ok(tx.commit().await?)
    }

    /// A request that was taken back or refused meanwhile gathers nothing more.
    async fn still_searching(&self, tx: &mut Tx, id: CaseId) -> Result<bool> {
        Ok(tx.case_by_id(id).await?.is_some_and(|case| case.state == CaseState::Searching))
    }

    fn finding_of(&self, case: &CaseRow, record: &Record, holds: &HoldIndex, permit: &Permit) -> Result<FindingRow> {
        let judged = match case.kind {
            CaseKind::Access => judge_access(self.policy(), record),
            CaseKind::Erasure => {
                let subjects = record.subjects.iter().map(String::as_str);
                let hold = holds.holds(&record.source, &record.class, &record.key, subjects);
                judge_erasure(self.policy(), record, self.today(), hold)
            }
        };
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        Ok(FindingRow {
            id,
            case: case.id,
            source: record.source.clone(),
            class: record.class.clone(),
            record_key: record.key.clone(),
            content: self.seal_finding(case.person, id, &StoredRecord::of(record, permit))?,
            proposal: judged.proposal,
            needs_review: judged.needs_review,
            // What is plain is decided; what must be weighed waits for the officer.
            verdict: (!judged.needs_review).then_some(judged.proposal),
            grounds: serde_json::to_value(&judged.grounds)?,
            decided_by: (!judged.needs_review).then(|| "system".to_owned()),
        })
    }

    /// When every source has answered, the officer's turn comes.
    pub(crate) async fn finish_search(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.write("search_finish").await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        let searches = tx.case_searches(id).await?;
        let done = searches.iter().all(|search| search.state == SearchState::Searched);
        if !done || case.state != CaseState::Searching {
            return Ok(());
        }
        self.move_on(&mut tx, &case, Step::SearchCompleted).await?;
        let found = tx.findings(id).await?.len();
        self.case_event(&mut tx, id, actor, "search_completed", json!({"records": found})).await?;
        Ok(tx.commit().await?)
    }
}

async fn records_of(
    source: &dyn Source,
    keys: &[String],
    permit: &Permit,
) -> std::result::Result<Vec<Record>, gestand_sources::SourceError> {
    let mut records = Vec::new();
    for key in keys {
        records.extend(source.all_records(key, permit).await?);
    }
    Ok(records)
}

fn task_day(received_on: Date, due_on: Date) -> Date {
    let day = due_on.saturating_sub(jiff::Span::new().days(TASK_DAYS_BEFORE));
    day.max(received_on)
}
