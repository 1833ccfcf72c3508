//! Marks of holds: a source that can say that a record is blocked says so, for as long as an officer holds the record.
//! Afterwards it says again what it said before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_base::HoldId;
use gestand_ledger::EntryKind;
use gestand_sources::{Source, SourceError};
use gestand_store::{HoldIndex, HoldKind, HoldMark, HoldMarkRow, HoldRow, Job, Lease, Tx};
use serde_json::json;

use crate::work::ELSEWHERE;
use crate::{App, AppError, Result};

/// Class → record key → the archive code that stands, or stood, in the record.
type Codes = BTreeMap<String, BTreeMap<String, Option<String>>>;

impl App {
    /// The mark of a new hold, where its source marks any of what is held.
    pub(crate) fn new_mark(&self, hold: &HoldRow) -> Option<HoldMark> {
        let source = self.engine.sources.get(&hold.source)?;
        let marks = match &hold.class {
            Some(class) => source.blocked(class).is_some(),
            None => source.classes().iter().any(|class| source.blocked(&class.id).is_some()),
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
    /// The first failure; the other holds were tried all the same. [`AppError::SourceDown`] when the source is no longer
    /// configured: what stood there is kept until it is.
    pub(crate) async fn mark_holds(&self, job: Job) -> Result<()> {
        let waiting = self.engine.store.latest().await?.holds_to_mark().await?;
        let Some(hold) = waiting.iter().find(|hold| Job::marks(&hold.source) == job) else { return Ok(()) };
        let gone = || AppError::not_configured(&hold.source);
        let place = self.engine.sources.get(&hold.source).ok_or_else(gone)?;
        self.alone(job, async |alone| self.mark_all(place, alone.lease).await).await
    }

    /// Marks are found set before any is taken away: a source that was told of one may set it later, and what another hold
    /// needs too is not let go in between.
    async fn mark_all(&self, place: &dyn Source, lease: Lease) -> Result<()> {
        let id = place.info().id;
        let mut outcome = Ok(());
        for hold in self.holds_at(&id, HoldMark::Wanted).await? {
            outcome = outcome.and(self.mark_hold(place, &hold, lease).await);
        }
        for hold in self.holds_at(&id, HoldMark::Set).await? {
            outcome = outcome.and(self.unmark_hold(place, &hold, lease).await);
        }
        outcome
    }

    /// The holds in the source of which the mark is so and must become otherwise.
    async fn holds_at(&self, source: &str, mark: HoldMark) -> Result<Vec<HoldRow>> {
        let mut holds = self.engine.store.latest().await?.holds_to_mark().await?;
        holds.retain(|hold| hold.source == source && hold.marked == Some(mark));
        Ok(holds)
    }

    async fn mark_hold(&self, place: &dyn Source, hold: &HoldRow, lease: Lease) -> Result<()> {
        let failed = |error: SourceError| AppError::source(&hold.source, &error);
        let codes = self.held_codes(place, hold).await.map_err(failed)?;
        let records = self.keep_codes(place, hold, &codes, lease).await?;
        write(place, &codes, true).await.map_err(failed)?;
        self.note_mark(hold, Some(HoldMark::Set), records, lease).await
    }

    async fn unmark_hold(&self, place: &dyn Source, hold: &HoldRow, lease: Lease) -> Result<()> {
        let codes = self.codes_to_put_back(hold).await?;
        write(place, &codes, false).await.map_err(|error| AppError::source(&hold.source, &error))?;
        self.note_mark(hold, None, codes.values().map(BTreeMap::len).sum(), lease).await
    }

    /// What the archive says of the records that a hold is about, of the classes that are marked.
    async fn held_codes(&self, place: &dyn Source, hold: &HoldRow) -> std::result::Result<Codes, SourceError> {
        let mut held: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if let (Some(class), Some(key)) = (&hold.class, &hold.record_key) {
            held.entry(class.clone()).or_default().push(key.clone());
        }
        if let Some(person) = &hold.subject_key {
            for record in place.all_records(person, self.system_permit()).await? {
                held.entry(record.class.to_string()).or_default().push(record.key.to_string());
            }
        }
        held.retain(|class, _| place.blocked(class).is_some());
        let mut codes = Codes::new();
        for (class, keys) in held {
            let found = place.archive_codes(&class, &keys).await?;
            codes.insert(class, found);
        }
        Ok(codes)
    }

    /// Keeps what stood in each record before its first mark, on disk before the source is told. A record that its system
    /// blocked itself is left out, and so never let go. Gives the number of records.
    async fn keep_codes(&self, place: &dyn Source, hold: &HoldRow, codes: &Codes, lease: Lease) -> Result<usize> {
        let mut tx = self.leased(lease).await?;
        let kept = tx.hold_marks_of(&hold.source).await?.into_iter();
        let kept: BTreeMap<_, _> = kept.map(|mark| ((mark.class, mark.record_key), mark.code_before)).collect();
        let mut records = 0;
        for (class, codes) in codes {
            for (key, code) in codes {
                let stands = (code.as_deref() != place.blocked(class)).then_some(code);
                let Some(before) = kept.get(&(class.clone(), key.clone())).or(stands) else { continue };
                let (class, record_key, code_before) = (class.clone(), key.clone(), before.clone());
                tx.hold_mark_insert(&HoldMarkRow { hold: hold.id, class, record_key, code_before }).await?;
                records += 1;
            }
        }
        tx.commit().await?;
        Ok(records)
    }

    /// What stood in the records that a hold marked, of those that no other hold has marked too and no request restricts.
    async fn codes_to_put_back(&self, hold: &HoldRow) -> Result<Codes> {
        let mut tx = self.engine.store.latest().await?;
        let (marks, mut active) = (tx.hold_marks_of(&hold.source).await?, tx.holds_active().await?);
        let ids: BTreeSet<HoldId> = active.iter().map(|other| other.id).collect();
        active.retain(|other| other.kind == HoldKind::Restriction);
        let restricted = HoldIndex::new(active);
        let others = marks.iter().filter(|mark| ids.contains(&mark.hold));
        let others: BTreeSet<_> = others.map(|mark| (&mark.class, &mark.record_key)).collect();
        let mut codes = Codes::new();
        for mark in marks.iter().filter(|mark| mark.hold == hold.id) {
            let HoldMarkRow { class, record_key, code_before, .. } = mark;
            let needed = others.contains(&(class, record_key))
                || restricted.holds(&hold.source, class, record_key, None).is_some();
            if !needed {
                codes.entry(class.clone()).or_default().insert(record_key.clone(), code_before.clone());
            }
        }
        Ok(codes)
    }

    /// Writes down how far the mark of a hold is.
    async fn note_mark(&self, hold: &HoldRow, mark: Option<HoldMark>, records: usize, lease: Lease) -> Result<()> {
        let mut tx = self.leased(lease).await?;
        tx.hold_set_mark(hold.id, mark).await?;
        let (kind, done) = match mark {
            Some(_) => (EntryKind::HoldPlaced, "marked"),
            None => {
                tx.hold_marks_delete(hold.id).await?;
                (EntryKind::HoldReleased, "unmarked")
            }
        };
        if records > 0 {
            let facts = json!({"kind": hold.kind, "source": hold.source, (done): records});
            self.append(&mut tx, kind, None, Some(hold.id.to_string()), facts);
        }
        Ok(tx.commit().await?)
    }

    /// A transaction for what is written down, if the work is still ours.
    async fn leased(&self, lease: Lease) -> Result<Tx> {
        let mut tx = self.engine.store.write("hold_mark").await?;
        if !tx.lease_renew(lease, self.engine.clock.now()).await? {
            return Err(ELSEWHERE);
        }
        Ok(tx)
    }
}

/// Blocks records or puts the codes back that stood there; only what a fresh read finds so is done. Every class is told
/// before one is waited for.
async fn write(place: &dyn Source, codes: &Codes, blocked: bool) -> std::result::Result<(), SourceError> {
    let mut told = Ok(());
    for (class, codes) in codes {
        told = told.and(place.set_block(class, codes, blocked).await);
    }
    told?;
    place.flush().await?;
    for (class, codes) in codes {
        let keys: Vec<String> = codes.keys().cloned().collect();
        let now = place.archive_codes(class, &keys).await?;
        if now.values().any(|code| (code.as_deref() == place.blocked(class)) != blocked) {
            return Err(SourceError::Waiting { source_id: place.info().id, class: class.clone(), retry_in: None });
        }
    }
    Ok(())
}
