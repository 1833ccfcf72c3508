//! Every source is asked for the records of the person; a source that is down is said so and can be asked again.

use std::collections::BTreeSet;

use gestand_base::{CaseId, FindingId, HoldId, TaskId};
use gestand_cases::{
    Asked, Ground, Judgement, Reason, Step, judge_access, judge_erasure, judge_portability, judge_rectification,
    judge_restriction,
};
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::{Page, Record, Source};
use gestand_store::{
    CaseKind, CaseRow, CaseSearchRow, CaseState, FindingRow, HoldKind, HoldRow, Job, SearchState, TaskRow, TaskState,
    Tx,
};
use gestand_vault::PersonKey;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::NOT_CONFIGURED;
use crate::index::{MENTIONED, Mentions, weighed};
use crate::on_hold::OnHold;
use crate::stored_record::{StoredRecord, seal_found, seal_records};
use crate::work::{Alone, done_or_elsewhere};
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
        let case = self.case_to_handle(&mut self.engine.store.latest().await?, actor, id).await?;
        if case.state != CaseState::Searching {
            return Err(AppError::Conflict { what: "case-state" });
        }
        self.search(actor, id).await
    }

    /// Asks the sources, unless somebody does so now.
    pub(crate) async fn search(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let permit = self.permit(actor)?;
        let work = async |alone: &Alone| {
            let (case, asked, searches) = {
                let mut tx = self.engine.store.latest().await?;
                let case = self.case_to_handle(&mut tx, actor, id).await?;
                let asked = self.identity(&mut tx, case.person, &permit).await?.asked;
                (case, asked, tx.case_searches(id).await?)
            };
            self.search_all(actor, &Search { case: &case, asked: &asked, permit }, searches, alone).await
        };
        done_or_elsewhere(self.alone(Job::Case(id), work).await).map(drop)
    }

    /// Asks the sources of `searches` that are to be asked yet.
    pub(crate) async fn search_all(
        &self,
        actor: &Actor,
        asks: &Search<'_>,
        searches: Vec<CaseSearchRow>,
        alone: &Alone,
    ) -> Result<()> {
        let case = asks.case;
        let open =
            searches.into_iter().filter(|search| matches!(search.state, SearchState::Pending | SearchState::Failed));
        for search in open {
            let Some(source) = self.engine.sources.get(&search.source) else {
                self.search_failed(case, search, NOT_CONFIGURED.to_owned()).await?;
                continue;
            };
            if source.is_manual() {
                self.ask_colleague(case, search).await?;
                continue;
            }
            self.read_source(actor, asks, search, source).await?;
        }
        self.finish_search(actor, case.id, Some(alone)).await
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
        // A request that was taken back or refused meanwhile asks nobody any more.
        if tx.case_by_id(case.id).await?.is_none_or(|case| case.state != CaseState::Searching) {
            return Ok(());
        }
        tx.task_insert(&TaskRow {
            id: TaskId::new(now, &*self.engine.random),
            case: case.id,
            source: search.source.clone(),
            state: TaskState::Open,
            due_on: task_day(case.received_on, case.due_on),
        })
        .await?;
        tx.case_search_upsert(case.id, &CaseSearchRow { state: SearchState::Task, ..search }).await?;
        Ok(tx.commit().await?)
    }

    /// Reads the records of the person page by page; each page is kept with the place where the next begins.
    async fn read_source(
        &self,
        actor: &Actor,
        asks: &Search<'_>,
        mut search: CaseSearchRow,
        source: &dyn Source,
    ) -> Result<()> {
        let case = asks.case;
        let mut progress = Progress::read(search.progress.as_deref());
        loop {
            let mut page = Page::default();
            if let Some(key) = search.subject_keys.get(progress.person) {
                match source.records(key, progress.from.as_deref(), &asks.permit).await {
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
            let on_hold = self.on_hold(case, &search.source, &page.records.iter().collect::<Vec<_>>()).await;
            let on_hold = match on_hold {
                Err(AppError::SourceDown { problem, .. }) => return self.search_failed(case, search, problem).await,
                on_hold => on_hold?,
            };

            let mut tx = self.engine.store.write("findings_keep").await?;
            // A request that was withdrawn gathers nothing more; and of two workers one reads on.
            let first =
                tx.case_search_advance(case.id, &search.source, search.progress.as_deref(), next.as_deref(), state);
            if !first.await? {
                return Ok(());
            }
            self.keep_findings(&mut tx, asks, &search.source, &page.records, &on_hold).await?;
            if over {
                let facts = json!({"source": search.source, "records": progress.records});
                self.case_event(&mut tx, case.id, actor, "searched", facts.clone()).await?;
                let reference = Some(case.id.to_string());
                self.append(&mut tx, EntryKind::SourceAnswered, Some(case.person), reference, facts);
                return Ok(tx.commit_soon().await?);
            }
            tx.commit_soon().await?;
            // What was read is wiped from memory beside the next page.
            tokio::task::spawn_blocking(move || drop(page.records));
            search.progress = next;
        }
    }

    /// Judges and seals the records of a page: alone where there are few, else those that are judged alike together.
    async fn keep_findings(
        &self,
        tx: &mut Tx,
        asks: &Search<'_>,
        source: &str,
        records: &[Record],
        on_hold: &OnHold,
    ) -> Result<()> {
        let mut alike: Vec<(Judgement, Vec<&Record>)> = Vec::new();
        for record in records {
            let Some(judged) = self.judge(asks, record, on_hold.of(record)) else { continue };
            let judged = if record.role == MENTIONED { weighed(judged) } else { judged };
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
        let key = PersonKey::made(&self.engine.keys, asks.case.person)?;
        let (mut findings, mut waits) = (Vec::new(), Vec::new());
        for (judged, group) in alike {
            // What gets another value is looked at one by one.
            let one_by_one = group.len() <= FEW || asks.case.kind == CaseKind::Rectification;
            for chunk in group.chunks(if one_by_one { 1 } else { MANY }) {
                let row = self.finding_of(asks, &key, source, chunk, &judged)?;
                waits.extend(held_by(&judged, chunk, on_hold).into_iter().map(|hold| (row.id, hold)));
                findings.push(row);
            }
        }
        tx.findings_insert(&findings).await?;
        for (finding, hold) in waits {
            tx.deferred_insert(finding, hold).await?;
        }
        Ok(())
    }

    /// `None` for a record that the request is not about.
    fn judge(&self, asks: &Search<'_>, record: &Record, hold: Option<&HoldRow>) -> Option<Judgement> {
        let restricted = hold.is_some_and(|hold| hold.kind == HoldKind::Restriction);
        let mut judged = match asks.case.kind {
            CaseKind::Access => judge_access(self.policy(), record),
            CaseKind::Portability => judge_portability(self.policy(), record),
            CaseKind::Rectification => {
                let may_hold = self.class_items(&record.source, &record.class);
                return judge_rectification(record, &may_hold, &asks.asked.corrections, &asks.permit);
            }
            CaseKind::Restriction => return Some(judge_restriction(asks.asked.restriction, restricted)),
            CaseKind::Erasure => {
                return Some(judge_erasure(self.policy(), record, self.today(), hold));
            }
        };
        // What is restricted may be given to the person, who is told that it is.
        if restricted {
            let law = Some("GDPR 18".to_owned());
            judged.grounds.push(Ground { node: String::new(), law, until: None, reason: Reason::Restricted });
        }
        Some(judged)
    }

    fn finding_of(
        &self,
        asks: &Search<'_>,
        key: &PersonKey,
        source: &str,
        records: &[&Record],
        judged: &Judgement,
    ) -> Result<FindingRow> {
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        let class = records.first().map(|record| record.class.to_string()).unwrap_or_default();
        let content = if asks.asked.corrections.is_empty() {
            seal_found(key, id, records, &asks.permit)?
        } else {
            let mut stored: Vec<_> = records.iter().map(|record| StoredRecord::of(record, &asks.permit)).collect();
            let may_hold = self.class_items(source, &class);
            stored.iter_mut().for_each(|record| record.contest(&asks.asked.corrections, &may_hold));
            seal_records(key, id, &stored)?
        };
        Ok(FindingRow {
            id,
            case: asks.case.id,
            source: source.to_owned(),
            class,
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            content,
            proposal: judged.proposal,
            needs_review: judged.needs_review,
            // What is plain is decided; what must be weighed waits for the officer.
            verdict: (!judged.needs_review).then_some(judged.proposal),
            grounds: serde_json::to_value(&judged.grounds)?,
            decided_by: (!judged.needs_review).then(|| "system".to_owned()),
        })
    }

    /// When every source has answered, documents that name the person are looked up, and the officer's turn comes.
    /// `alone` ends with it.
    pub(crate) async fn finish_search(&self, actor: &Actor, id: CaseId, alone: Option<&Alone>) -> Result<()> {
        let all_searched = |case: &CaseRow, searches: &[CaseSearchRow]| {
            let done = searches.iter().all(|search| search.state == SearchState::Searched);
            done && case.state == CaseState::Searching
        };
        let permit = *self.system_permit();
        let (mut mentions, mut asked) = (Mentions::default(), Asked::default());
        if self.engine.sources.all().any(|source| source.documents().is_some()) {
            let mut tx = self.engine.store.latest().await?;
            let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
            let searches = tx.case_searches(id).await?;
            if !all_searched(&case, &searches) {
                return Ok(());
            }
            let requester = self.identity(&mut tx, case.person, &permit).await?;
            drop(tx);
            mentions = match self.mentions(&case, &requester, &searches, &permit).await {
                Ok(mentions) => mentions,
                Err(AppError::SourceDown { source_id, problem }) => {
                    return self.mentions_failed(&case, searches, &source_id, problem).await;
                }
                Err(error) => return Err(error),
            };
            asked = requester.asked;
        }
        let mut tx = self.engine.store.write("search_finish").await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        if !all_searched(&case, &tx.case_searches(id).await?) {
            return Ok(());
        }
        let asks = Search { case: &case, asked: &asked, permit };
        for (source, records, on_hold) in &mentions.records {
            self.keep_findings(&mut tx, &asks, source, records, on_hold).await?;
        }
        self.move_on(&mut tx, &case, Step::SearchCompleted).await?;
        let found: u32 = tx.finding_heads(id).await?.iter().map(|head| head.records).sum();
        self.case_event(&mut tx, id, actor, "search_completed", mentions.facts(found)).await?;
        for (source, records, _) in &mentions.records {
            self.hold_mentioned(&mut tx, actor, &case, source, records).await?;
        }
        if let Some(alone) = alone {
            alone.end_with(&mut tx).await?;
        }
        // What the power takes is searched again.
        Ok(tx.commit_soon().await?)
    }

    /// The source of a document that names the person is down: it can be asked again, and reads its records no second
    /// time.
    async fn mentions_failed(
        &self,
        case: &CaseRow,
        searches: Vec<CaseSearchRow>,
        source: &str,
        problem: String,
    ) -> Result<()> {
        let Some(mut search) = searches.into_iter().find(|search| search.source == source) else {
            return Err(AppError::SourceDown { source_id: source.to_owned(), problem });
        };
        search.progress = Some(Progress { person: search.subject_keys.len(), ..Progress::default() }.write());
        self.search_failed(case, search, problem).await
    }
}

/// What is searched for.
pub(crate) struct Search<'c> {
    pub case: &'c CaseRow,
    pub asked: &'c Asked,
    pub permit: Permit,
}

/// The holds for which records that are kept for nothing else wait.
fn held_by(judged: &Judgement, records: &[&Record], on_hold: &OnHold) -> BTreeSet<HoldId> {
    if !judged.grounds.iter().any(|ground| ground.reason == Reason::Held) {
        return BTreeSet::new();
    }
    records.iter().filter_map(|record| Some(on_hold.of(record)?.id)).collect()
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
