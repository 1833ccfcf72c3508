//! Every source is asked for the records of the person; a source that is down is said so and can be asked again.

use std::collections::BTreeSet;

use gestand_base::{CaseId, FindingId, HoldId, TaskId};
use gestand_cases::{Judgement, Reason, Step, judge_access, judge_erasure};
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::{Page, Record, Source};
use gestand_store::{
    CaseKind, CaseRow, CaseSearchRow, CaseState, FindingRow, HoldIndex, Job, SearchState, TaskRow, TaskState, Tx,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::findings::StoredRecord;
use crate::work::done_or_elsewhere;
use crate::{Actor, App, AppError, Result};

/// To so many records of a class the officer sees each by itself.
const FEW: usize = 20;
/// At most so many records make one finding.
const MANY: usize = 500;

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

    /// Asks the sources, unless somebody does so now.
    pub(crate) async fn search(&self, actor: &Actor, id: CaseId) -> Result<()> {
        done_or_elsewhere(self.alone(Job::Case(id), async |_| self.search_all(actor, id).await).await).map(drop)
    }

    async fn search_all(&self, actor: &Actor, id: CaseId) -> Result<()> {
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
            self.read_source(actor, &case, search, source, &permit).await?;
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

    /// Reads the records of the person page by page; each page is kept with the place where the next begins.
    async fn read_source(
        &self,
        actor: &Actor,
        case: &CaseRow,
        mut search: CaseSearchRow,
        source: &dyn Source,
        permit: &Permit,
    ) -> Result<()> {
        let mut progress = Progress::read(search.progress.as_deref());
        loop {
            let mut page = Page::default();
            if let Some(key) = search.subject_keys.get(progress.person) {
                match source.records(key, progress.from.as_deref(), permit).await {
                    Ok(read) => page = read,
                    Err(error) => return self.search_failed(case, search, error.to_string()).await,
                }
            }
            // Of someone who is known by two keys, a record comes once.
            let before = &search.subject_keys[..progress.person.min(search.subject_keys.len())];
            page.records.retain(|record| !record.subjects.iter().any(|key| before.contains(key)));
            progress.records += page.records.len() as u64;
            progress.person += usize::from(page.next.is_none());
            progress.from = page.next;
            let over = progress.person >= search.subject_keys.len();
            let next = (!over).then(|| progress.write());
            let state = if over { SearchState::Searched } else { SearchState::Pending };

            let mut tx = self.engine.store.write("findings_keep").await?;
            let first =
                tx.case_search_advance(case.id, &search.source, search.progress.as_deref(), next.as_deref(), state);
            // A request that was withdrawn gathers nothing more; and of two workers one reads on.
            if !first.await? || !self.still_searching(&mut tx, case.id).await? {
                return Ok(());
            }
            self.keep_findings(&mut tx, case, &search.source, &page.records, permit).await?;
            if over {
                let facts = json!({"source": search.source, "records": progress.records});
                self.case_event(&mut tx, case.id, actor, "searched", facts.clone()).await?;
                let reference = Some(case.id.to_string());
                self.append(&mut tx, EntryKind::SourceAnswered, Some(case.person), reference, facts).await?;
                return Ok(tx.commit().await?);
            }
            tx.commit().await?;
            search.progress = next;
        }
    }

    /// Judges and seals the records of a page: alone where there are few, else those that are judged alike together.
    async fn keep_findings(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        source: &str,
        records: &[Record],
        permit: &Permit,
    ) -> Result<()> {
        // The hold of this request protects its records from others; it does not keep them from the request.
        let mut holds = tx.holds_active().await?;
        holds.retain(|hold| hold.case != Some(case.id));
        let holds = HoldIndex::new(holds);
        let mut alike: Vec<(Judgement, Vec<&Record>)> = Vec::new();
        for record in records {
            let judged = self.judge(case, record, &holds);
            let fits = |(other, group): &&mut (Judgement, Vec<&Record>)| {
                let first = group[0];
                *other == judged
                    && first.class == record.class
                    && first.role == record.role
                    && first.marks == record.marks
                    && first.document.is_none()
                    && record.document.is_none()
            };
            match alike.iter_mut().rev().find(fits) {
                Some((_, group)) => group.push(record),
                None => alike.push((judged, vec![record])),
            }
        }
        for (judged, group) in alike {
            let size = if group.len() > FEW { MANY } else { 1 };
            for chunk in group.chunks(size) {
                let row = self.finding_of(case, source, chunk, &judged, permit)?;
                tx.finding_insert(&row).await?;
                for hold in held_by(&judged, source, chunk, &holds) {
                    tx.deferred_insert(row.id, hold).await?;
                }
            }
        }
        Ok(())
    }

    fn judge(&self, case: &CaseRow, record: &Record, holds: &HoldIndex) -> Judgement {
        match case.kind {
            CaseKind::Access => judge_access(self.policy(), record),
            CaseKind::Erasure => {
                let subjects = record.subjects.iter().map(String::as_str);
                let hold = holds.holds(&record.source, &record.class, &record.key, subjects);
                judge_erasure(self.policy(), record, self.today(), hold)
            }
        }
    }

    /// A request that was taken back or refused meanwhile gathers nothing more.
    async fn still_searching(&self, tx: &mut Tx, id: CaseId) -> Result<bool> {
        Ok(tx.case_by_id(id).await?.is_some_and(|case| case.state == CaseState::Searching))
    }

    fn finding_of(
        &self,
        case: &CaseRow,
        source: &str,
        records: &[&Record],
        judged: &Judgement,
        permit: &Permit,
    ) -> Result<FindingRow> {
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        let stored: Vec<StoredRecord> = records.iter().map(|record| StoredRecord::of(record, permit)).collect();
        Ok(FindingRow {
            id,
            case: case.id,
            source: source.to_owned(),
            class: records.first().map(|record| record.class.clone()).unwrap_or_default(),
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            content: self.seal_finding(case.person, id, &stored)?,
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
        let found: u32 = tx.finding_heads(id).await?.iter().map(|head| head.records).sum();
        self.case_event(&mut tx, id, actor, "search_completed", json!({"records": found})).await?;
        Ok(tx.commit().await?)
    }
}

/// The holds for which records that are kept for nothing else wait.
fn held_by(judged: &Judgement, source: &str, records: &[&Record], holds: &HoldIndex) -> BTreeSet<HoldId> {
    if !judged.grounds.iter().any(|ground| ground.reason == Reason::Held) {
        return BTreeSet::new();
    }
    let hold = |record: &&Record| {
        holds.holds(source, &record.class, &record.key, record.subjects.iter().map(String::as_str)).map(|hold| hold.id)
    };
    records.iter().filter_map(hold).collect()
}

/// How far the reading of a source has come.
#[derive(Default, Serialize, Deserialize)]
struct Progress {
    /// Which key of the person, counted from 0.
    person: usize,
    /// Where the source goes on.
    from: Option<String>,
    records: u64,
}

impl Progress {
    fn read(stored: Option<&str>) -> Progress {
        stored.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn task_day(received_on: Date, due_on: Date) -> Date {
    let day = due_on.saturating_sub(jiff::Span::new().days(TASK_DAYS_BEFORE));
    day.max(received_on)
}
