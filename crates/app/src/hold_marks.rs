//! Marks of holds: a source that can say that a record is blocked says so, for as long as an officer holds the record.

use std::collections::BTreeMap;
use std::sync::Arc;

use gestand_ledger::EntryKind;
use gestand_sources::{Source, SourceError, Verb, Work};
use gestand_store::{HoldIndex, HoldKind, HoldMark, HoldRow, Job, Lease, StepKey};
use serde_json::json;

use crate::work::ELSEWHERE;
use crate::{App, AppError, Result};

/// Records by class, each with whom it is about.
type Records = BTreeMap<String, Vec<StepKey>>;

impl App {
    /// The mark of a new hold, where its source marks any of what is held.
    pub(crate) fn new_mark(&self, hold: &HoldRow) -> Option<HoldMark> {
        let source = self.engine.sources.get(&hold.source)?;
        let marks = match &hold.class {
            Some(class) => source.marks_holds(class),
            None => source.classes().iter().any(|class| source.marks_holds(&class.id)),
        };
        marks.then_some(HoldMark::Wanted)
    }

    /// Sets and takes away the marks of a source now; what fails is tried again.
    pub(crate) async fn mark_at_once(self: &Arc<Self>, source: &str) {
        if let Err(error) = self.take_up(Job::marks(source)).await {
            tracing::error!(source, %error, "what is held could not be marked; it is tried again");
        }
    }

    /// Marks what is held in the source of this job, and takes the marks away that no hold needs any more.
    ///
    /// # Errors
    /// The first failure; the other holds were tried all the same.
    pub(crate) async fn mark_holds(&self, job: Job) -> Result<()> {
        let place = self.engine.sources.all().find(|source| Job::marks(&source.info().id) == job);
        let Some(place) = place else { return Ok(()) };
        self.alone(job, async |alone| self.mark_all(place, alone.lease).await).await
    }

    async fn mark_all(&self, place: &dyn Source, lease: Lease) -> Result<()> {
        let id = place.info().id;
        let mut holds = self.engine.store.latest().await?.holds_to_mark().await?;
        holds.retain(|hold| hold.source == id);
        let mut outcome = Ok(());
        for hold in &holds {
            outcome = outcome.and(self.mark_hold(place, hold, lease).await);
        }
        outcome
    }

    /// Brings the mark of a hold where it must be. It is found set before it is taken away: a source that was told of
    /// it may set it later.
    async fn mark_hold(&self, place: &dyn Source, hold: &HoldRow, lease: Lease) -> Result<()> {
        let failed = |error: SourceError| AppError::source(&hold.source, &error);
        let mut records = self.held_records(place, hold).await.map_err(failed)?;
        if hold.marked == Some(HoldMark::Wanted) {
            write(place, &records, || Verb::Restrict).await.map_err(failed)?;
            self.note_mark(hold, Some(HoldMark::Set), &records, lease).await?;
        }
        if hold.released_at.is_some() {
            self.keep_held(hold, &mut records).await?;
            write(place, &records, || Verb::Lift).await.map_err(failed)?;
            self.note_mark(hold, None, &records, lease).await?;
        }
        Ok(())
    }

    /// The records that a hold is about, of the classes that are marked.
    async fn held_records(&self, place: &dyn Source, hold: &HoldRow) -> std::result::Result<Records, SourceError> {
        let mut records = Records::new();
        if let (Some(class), Some(key)) = (&hold.class, &hold.record_key)
            && place.marks_holds(class)
        {
            let mut subjects = place.subjects(class, std::slice::from_ref(key)).await?;
            let subjects = subjects.remove(key).unwrap_or_default().into_iter().collect();
            records.insert(class.clone(), vec![StepKey { key: key.clone(), subjects }]);
        }
        if let Some(person) = &hold.subject_key {
            let mut from: Option<String> = None;
            loop {
                let page = place.records(person, from.as_deref(), self.system_permit()).await?;
                for record in page.records.iter().filter(|record| place.marks_holds(&record.class)) {
                    let key = StepKey { key: record.key.to_string(), subjects: record.subjects.to_vec() };
                    records.entry(record.class.to_string()).or_default().push(key);
                }
                from = page.next;
                if from.is_none() {
                    break;
                }
            }
        }
        Ok(records)
    }

    /// Leaves out what another hold keeps marked. Holds of open requests mark nothing.
    async fn keep_held(&self, hold: &HoldRow, records: &mut Records) -> Result<()> {
        let mut others = self.engine.store.latest().await?.holds_active().await?;
        others.retain(|other| other.kind != HoldKind::Request);
        let others = HoldIndex::new(others);
        for (class, records) in records {
            records.retain(|record| {
                let subjects = record.subjects.iter().map(String::as_str);
                others.holds(&hold.source, class, &record.key, subjects).is_none()
            });
        }
        Ok(())
    }

    /// Writes down how far the mark of a hold is, if the work is still ours.
    async fn note_mark(&self, hold: &HoldRow, mark: Option<HoldMark>, records: &Records, lease: Lease) -> Result<()> {
        let mut tx = self.engine.store.write("hold_mark").await?;
        if !tx.lease_renew(lease, self.engine.clock.now()).await? {
            return Err(ELSEWHERE);
        }
        tx.hold_set_mark(hold.id, mark).await?;
        let count: usize = records.values().map(Vec::len).sum();
        if count > 0 {
            let (kind, done) = match mark {
                Some(_) => (EntryKind::HoldPlaced, "marked"),
                None => (EntryKind::HoldReleased, "unmarked"),
            };
            let facts = json!({"kind": hold.kind, "source": hold.source, (done): count});
            self.append(&mut tx, kind, None, Some(hold.id.to_string()), facts);
        }
        Ok(tx.commit().await?)
    }
}

/// Sets marks or takes them away; only what a fresh read finds so is done.
async fn write(place: &dyn Source, records: &Records, verb: fn() -> Verb) -> std::result::Result<(), SourceError> {
    let batch = usize::try_from(place.batch()).unwrap_or(usize::MAX);
    let mut works = Vec::new();
    for (class, records) in records {
        for some in records.chunks(batch) {
            let keys = some.iter().map(|record| record.key.clone()).collect();
            works.push(Work { class: class.clone(), verb: verb(), keys, still: None });
        }
    }
    for work in &works {
        place.apply(work).await?;
    }
    place.flush().await?;
    for work in works {
        if !place.verify(&work).await?.remaining.is_empty() {
            return Err(SourceError::Waiting { source_id: place.info().id, class: work.class, retry_in: None });
        }
    }
    Ok(())
}
