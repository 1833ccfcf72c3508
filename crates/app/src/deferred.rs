//! What a released hold sets free in requests for erasure: it is judged afresh, and the request goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::{CaseId, FindingId, HoldId};
use gestand_cases::{Ground, Reason, Step, first_deadline, judge_erasure};
use gestand_ledger::EntryKind;
use gestand_sources::Record;
use gestand_store::{CaseRow, CaseSearchRow, CaseState, FindingRow, Job, Tx, Verdict};
use serde_json::json;

use crate::findings::undecided;
use crate::holds::persons_of;
use crate::index::{MENTIONED, weighed};
use crate::stored_record::StoredRecord;
use crate::{Actor, App, AppError, Result};

/// Class and key of a record in its source.
type Place = (String, String, String);

fn place_of(record: &Record) -> Place {
    (record.source.to_string(), record.class.to_string(), record.key.to_string())
}

/// What becomes of a record that waited.
#[derive(PartialEq)]
struct Fate {
    proposal: Verdict,
    needs_review: bool,
    verdict: Option<Verdict>,
    grounds: serde_json::Value,
    decided_by: Option<String>,
    /// Another hold keeps it.
    hold: Option<HoldId>,
}

impl App {
    /// Goes on with the work of a case that no person must do.
    pub(crate) async fn take_up_case(self: &Arc<Self>, id: CaseId) -> Result<()> {
        let case = self.engine.store.read().await?.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        match case.state {
            CaseState::Searching => self.search(&Actor::System, id).await,
            CaseState::Executing | CaseState::Lifting => {
                self.alone(Job::Case(id), async |_| self.carry_out(id).await).await
            }
            _ => self.alone(Job::Case(id), async |_| self.judge_released(id).await).await,
        }
    }

    /// Judges what waited for holds that are released. A request that was answered is taken up again: what goes, goes
    /// by a plan that the completed review approves; what must be weighed waits for the officer. The person gets a new
    /// answer.
    async fn judge_released(self: &Arc<Self>, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.read().await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        if !matches!(case.state, CaseState::Reviewing | CaseState::Answered | CaseState::Closed) {
            return Ok(());
        }
        let mut waited = Vec::new();
        for finding in tx.deferred_released(id).await? {
            let row = tx.finding_by_id(finding).await?.ok_or(AppError::NotFound)?;
            let records = self.open_finding(case.person, &row, self.system_permit())?;
            waited.push((row, records));
        }
        let searches = tx.case_searches(id).await?;
        drop(tx);
        let place = |row: &FindingRow, key: &str| (row.source.clone(), row.class.clone(), key.to_owned());
        let wanted = waited.iter().flat_map(|(row, records)| records.iter().map(|record| place(row, &record.key)));
        let now = self.read_again(&searches, wanted.collect()).await?;
        let mut on_hold = BTreeMap::new();
        for CaseSearchRow { source, .. } in &searches {
            let records: Vec<&Record> = now.values().filter(|record| record.source == *source).collect();
            on_hold.insert(source, self.on_hold(&case, source, &records).await?);
        }

        let mut tx = self.engine.store.write("findings_rejudge").await?;
        let mut freed = 0;
        for (row, records) in waited {
            let mut alike: Vec<(Fate, Vec<StoredRecord>)> = Vec::new();
            for record in records {
                let there = now.get(&place(&row, &record.key));
                let hold = there.and_then(|there| on_hold.get(&row.source)?.of(there));
                let fate = self.fate(&row, there, hold.map(|hold| hold.id))?;
                freed += u32::from(fate.hold.is_none());
                match alike.iter_mut().find(|(other, _)| *other == fate) {
                    Some((_, group)) => group.push(record),
                    None => alike.push((fate, vec![record])),
                }
            }
            tx.finding_delete(row.id).await?;
            for (fate, group) in alike {
                self.keep_again(&mut tx, &case, &row, fate, &group).await?;
            }
        }
        let goes_on = freed > 0 && case.state != CaseState::Reviewing && self.reopen(&mut tx, &case, freed).await?;
        tx.commit().await?;
        if goes_on { self.carry_out(id).await } else { Ok(()) }
    }

    /// The records as they are in their sources now; what is not there any more is not in the outcome.
    async fn read_again(&self, searches: &[CaseSearchRow], wanted: BTreeSet<Place>) -> Result<BTreeMap<Place, Record>> {
        let sources: BTreeSet<&String> = wanted.iter().map(|(source, ..)| source).collect();
        let mut found = BTreeMap::new();
        for search in searches.iter().filter(|search| sources.contains(&search.source)) {
            let gone = || AppError::not_configured(&search.source);
            let source = self.engine.sources.get(&search.source).ok_or_else(gone)?;
            for person in &search.subject_keys {
                let mut from = None;
                loop {
                    let page = source.records(person, from.as_deref(), self.system_permit()).await;
                    let page = page.map_err(|error| AppError::source(&search.source, &error))?;
                    let records = page.records.into_iter().map(|record| (place_of(&record), record));
                    found.extend(records.filter(|(place, _)| wanted.contains(place)));
                    from = page.next;
                    if from.is_none() {
                        break;
                    }
                }
            }
            // What is not among the records of the person may be a document of another that names them.
            let rest = wanted.iter().filter(|place| place.0 == search.source && !found.contains_key(*place));
            let rest: Vec<String> = rest.map(|(.., key)| key.clone()).collect();
            if let (Some(documents), false) = (source.documents(), rest.is_empty()) {
                let there = documents.records_of(&rest, MENTIONED, self.system_permit()).await;
                let there = there.map_err(|error| AppError::source(&search.source, &error))?;
                found.extend(there.into_iter().map(|record| (place_of(&record), record)));
            }
        }
        Ok(found)
    }

    /// Judges a record that waited. What was to go, goes, unless the policy says otherwise now: then an officer looks.
    fn fate(&self, row: &FindingRow, now: Option<&Record>, hold: Option<HoldId>) -> Result<Fate> {
        let before = |hold| Fate {
            proposal: row.proposal,
            needs_review: row.needs_review,
            verdict: row.verdict,
            grounds: row.grounds.clone(),
            decided_by: row.decided_by.clone(),
            hold,
        };
        let Some(record) = now else {
            // It went by another way; the answer tells that it is gone.
            let ground = Ground { node: String::new(), law: None, until: None, reason: Reason::NoLongerNeeded };
            let grounds = serde_json::to_value([ground])?;
            return Ok(Fate { proposal: Verdict::Erase, verdict: Some(Verdict::Erase), grounds, ..before(None) });
        };
        if hold.is_some() {
            return Ok(before(hold));
        }
        let judged = judge_erasure(self.policy(), record, self.today(), None);
        let judged = if record.role == MENTIONED { weighed(judged) } else { judged };
        let was_to_go = row.verdict == Some(Verdict::Erase);
        if was_to_go && (judged.proposal == Verdict::Erase || judged.proposal == row.proposal) {
            return Ok(before(None));
        }
        let needs_review = judged.needs_review || was_to_go;
        Ok(Fate {
            proposal: judged.proposal,
            needs_review,
            verdict: (!needs_review).then_some(judged.proposal),
            grounds: serde_json::to_value(&judged.grounds)?,
            decided_by: (!needs_review).then(|| Actor::System.login().to_owned()),
            hold: None,
        })
    }

    /// Seals records that were judged alike as a finding of their own.
    async fn keep_again(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        row: &FindingRow,
        fate: Fate,
        records: &[StoredRecord],
    ) -> Result<()> {
        let id = FindingId::new(self.engine.clock.now(), &*self.engine.random);
        tx.findings_insert(&[FindingRow {
            id,
            case: case.id,
            source: row.source.clone(),
            class: row.class.clone(),
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            content: self.seal_finding(case.person, id, records)?,
            proposal: fate.proposal,
            needs_review: fate.needs_review,
            verdict: fate.verdict,
            grounds: fate.grounds,
            decided_by: fate.decided_by,
        }])
        .await?;
        if let Some(hold) = fate.hold {
            tx.deferred_insert(id, hold).await?;
        }
        Ok(())
    }

    /// Takes an answered request up again, with a term that begins now. True when no officer has to judge anything.
    async fn reopen(&self, tx: &mut Tx, case: &CaseRow, records: u32) -> Result<bool> {
        self.move_on(tx, case, Step::Reopened).await?;
        let clock = first_deadline(self.policy(), case.kind, self.today()).map_err(AppError::internal)?;
        tx.case_set_deadline(case.id, clock.due_on, clock.statutory_due_on, false).await?;
        if case.state == CaseState::Closed {
            let persons = persons_of(tx.case_searches(case.id).await?);
            self.hold_for_request(tx, &Actor::System, case.id, &persons).await?;
        }
        let decided = undecided(&tx.finding_heads(case.id).await?) == 0;
        if decided {
            let case = CaseRow { state: CaseState::Reviewing, ..case.clone() };
            self.move_on(tx, &case, Step::ReviewCompleted).await?;
        }
        let facts = json!({"records": records});
        self.case_event(tx, case.id, &Actor::System, "reopened", facts.clone()).await?;
        self.append(tx, EntryKind::CaseReopened, Some(case.person), Some(case.id.to_string()), facts);
        Ok(decided)
    }
}
