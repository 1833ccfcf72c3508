//! Comparing the sources with the register of the erased: what a restore or a re-import has brought back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gestand_base::{PlanId, StepId};
use gestand_sources::{Source, SourceError, VerbKind};
use gestand_store::{ErasedRow, HoldIndex, StepKey, StoreError, Tx};

use crate::held::held;
use crate::propose::{Batch, holds_of, propose_again};
use crate::record::about_others;
use crate::{Engine, PlanError, about_of, digest_of_record};

/// Keys that a source is asked for at a time.
const PAGE: u32 = 5000;
/// Keys that are looked up in the register at a time.
const LOOKED_UP: usize = 500;

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Reappeared {
    /// Records whose key was looked up.
    pub looked_at: u64,
    /// Erased records that are there again, those on hold included.
    pub back: u64,
    /// How many of them a hold keeps.
    pub held: u64,
    /// Records under the key of an erased one, about other people: the source used the key again.
    pub reused: u64,
    /// Sources that could not be read.
    pub down: BTreeSet<String>,
    batches: BTreeMap<(Batch, String, String), Vec<StepKey>>,
}

/// Reads the keys of each class of which anything was ever erased, page by page, and looks them up in the register.
/// A source that cannot be read is named in the outcome; the others are compared all the same.
///
/// # Errors
/// The store's.
pub async fn find_reappeared(engine: &Engine) -> Result<Reappeared, PlanError> {
    spread_erased(engine).await?;
    let classes = engine.store.read().await?.erased_classes().await?;
    let holds = holds_of(&mut engine.store.latest().await?, None).await?;
    let mut found = Reappeared::default();
    let mut steps = Steps::default();
    for (source_id, class) in classes {
        // A source that is not there any more holds nothing.
        let Some(source) = engine.sources.get(&source_id) else { continue };
        let mut after: Option<String> = None;
        loop {
            let page = match source.keys(&class, after.as_deref(), PAGE).await {
                Ok(page) => page,
                Err(error) => {
                    found.cannot_read(&source_id, &error);
                    break;
                }
            };
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            for keys in page.chunks(LOOKED_UP) {
                found.looked_at += keys.len() as u64;
                let place = Place { source, source_id: &source_id, class: &class };
                look_up(engine, &place, keys, &holds, &mut steps, &mut found).await?;
            }
        }
    }
    Ok(found)
}

/// Gives everything that was erased its place in the register.
///
/// # Errors
/// The store's.
pub async fn spread_erased(engine: &Engine) -> Result<(), PlanError> {
    loop {
        let mut tx = engine.store.write("erased_spread").await?;
        if !tx.erased_spread().await? {
            return Ok(());
        }
        tx.commit_soon().await?;
    }
}

impl Reappeared {
    fn cannot_read(&mut self, source: &str, error: &SourceError) {
        tracing::warn!(source, %error, "a source could not be compared with the register of the erased");
        self.down.insert(source.to_owned());
    }

    /// Proposes to erase again what came back, under the rule or the request it was erased by.
    ///
    /// # Errors
    /// [`PlanError::NothingDue`], [`PlanError::AlreadyOpen`] or the store's.
    pub async fn propose(self, engine: &Engine, by: &str) -> Result<PlanId, PlanError> {
        let back = self.batches.into_iter().map(|((batch, source, class), keys)| (batch, source, class, keys));
        let mut back: Vec<_> = back.collect();
        // What other rows hang on goes last.
        back.sort_by_key(|(_, source, class, _)| {
            engine.sources.get(source).is_some_and(|source| source.waits_for_others(class))
        });
        propose_again(engine, by, self.held, back).await
    }
}

struct Place<'a> {
    source: &'a dyn Source,
    source_id: &'a str,
    class: &'a str,
}

async fn look_up(
    engine: &Engine,
    place: &Place<'_>,
    keys: &[String],
    holds: &HoldIndex,
    steps: &mut Steps,
    found: &mut Reappeared,
) -> Result<(), PlanError> {
    let by_digest: HashMap<[u8; 32], &String> =
        keys.iter().map(|key| (digest_of_record(engine, place.source_id, place.class, key), key)).collect();
    let digests: Vec<[u8; 32]> = by_digest.keys().copied().collect();
    let mut tx = engine.store.read().await?;
    let mut hits: BTreeMap<&String, Vec<ErasedRow>> = BTreeMap::new();
    for row in tx.erased_among(&digests).await? {
        if let Some(key) = by_digest.get(&row.digest) {
            hits.entry(key).or_default().push(row);
        }
    }
    if hits.is_empty() {
        return Ok(());
    }
    let asked: Vec<String> = hits.keys().map(|key| (*key).clone()).collect();
    let mut persons = match place.source.subjects(place.class, &asked).await {
        Ok(persons) => persons,
        Err(error) => {
            found.cannot_read(place.source_id, &error);
            return Ok(());
        }
    };
    let (mut erased, mut records) = (Vec::new(), Vec::new());
    for (key, rows) in hits {
        let subjects: Vec<String> = persons.remove(key).unwrap_or_default().into_iter().collect();
        let about = about_of(engine, place.source_id, subjects.iter().map(String::as_str));
        match rows.into_iter().rev().find(|row| !about_others(&row.about, &about)) {
            Some(row) => {
                erased.push(row);
                records.push(StepKey { key: key.clone(), subjects });
            }
            None => found.reused += 1,
        }
    }
    let held = match held(place.source, holds, place.class, VerbKind::Delete, &records).await {
        Ok(held) => held,
        Err(error) => {
            found.cannot_read(place.source_id, &error);
            return Ok(());
        }
    };
    found.back += records.len() as u64;
    found.held += held.len() as u64;
    for (row, record) in erased.into_iter().zip(records).filter(|(_, record)| !held.contains_key(&record.key)) {
        let batch = steps.batch(&mut tx, &row).await?;
        let batches = found.batches.entry((batch, place.source_id.to_owned(), place.class.to_owned()));
        batches.or_default().push(record);
    }
    Ok(())
}

/// The steps that erased what came back, each read once.
#[derive(Default)]
struct Steps(HashMap<StepId, Batch>);

impl Steps {
    async fn batch(&mut self, tx: &mut Tx, row: &ErasedRow) -> Result<Batch, PlanError> {
        let id = row.step;
        if let Some(batch) = self.0.get(&id) {
            return Ok(batch.clone());
        }
        let batch = match tx.step_by_id(id).await? {
            Some(step) => Batch { rule: step.rule, on_or_before: step.on_or_before, earlier: Some(row.plan) },
            None => return Err(StoreError::Missing("plan_step").into()),
        };
        self.0.insert(id, batch.clone());
        Ok(batch)
    }
}
