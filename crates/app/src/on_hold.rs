//! What is held against a request: for which of the records that are found for it a hold counts.

use std::collections::{BTreeMap, HashMap};

use gestand_plans::held;
use gestand_sources::{Record, VerbKind};
use gestand_store::{CaseKind, CaseRow, HoldIndex, HoldKind, HoldRow, StepKey};

use crate::{App, AppError, Result};

/// The holds that count for records of one source, by class and record key.
#[derive(Debug, Default)]
pub(crate) struct OnHold(HashMap<String, HashMap<String, HoldRow>>);

impl OnHold {
    /// The hold that counts for a record of the source.
    pub(crate) fn of(&self, record: &Record) -> Option<&HoldRow> {
        self.0.get(record.class.as_str())?.get(record.key.as_str())
    }

    fn add(&mut self, class: &str, key: &str, hold: &HoldRow) {
        self.0.entry(class.to_owned()).or_default().insert(key.to_owned(), hold.clone());
    }
}

impl App {
    /// What is erased stays for any hold; else only a restriction counts. The hold of the request itself protects its
    /// records from others; it does not keep them from the request.
    pub(crate) async fn holds_against(&self, case: &CaseRow) -> Result<HoldIndex> {
        let mut tx = self.engine.store.latest().await?;
        let mut holds = match case.kind {
            CaseKind::Erasure => tx.holds_active().await?,
            _ => tx.holds_active_of(HoldKind::Restriction).await?,
        };
        holds.retain(|hold| hold.case != Some(case.id));
        Ok(HoldIndex::new(holds))
    }

    /// The holds that count for records of a source; for an erasure also those on what would go along.
    ///
    /// # Errors
    /// [`AppError::SourceDown`] when the source cannot tell what would go along.
    pub(crate) async fn on_hold(&self, case: &CaseRow, source: &str, records: &[&Record]) -> Result<OnHold> {
        let holds = self.holds_against(case).await?;
        let mut on_hold = OnHold::default();
        let Some(place) = self.engine.sources.get(source).filter(|_| holds.any_in(source)) else { return Ok(on_hold) };
        let mut to_erase: BTreeMap<&str, Vec<StepKey>> = BTreeMap::new();
        for record in records {
            let subjects = record.subjects.iter().map(String::as_str);
            if case.kind == CaseKind::Erasure {
                let key = StepKey { key: record.key.to_string(), subjects: record.subjects.to_vec() };
                to_erase.entry(&record.class).or_default().push(key);
            } else if let Some(hold) = holds.holds(source, &record.class, &record.key, subjects) {
                on_hold.add(&record.class, &record.key, hold);
            }
        }
        for (class, keys) in to_erase {
            let verb = place.erasure_verb(class).map_or(VerbKind::Clear, |verb| verb.kind());
            let held = held(place, &holds, class, verb, &keys).await;
            for (key, hold) in held.map_err(|error| AppError::source(source, &error))? {
                on_hold.add(class, &key, hold);
            }
        }
        Ok(on_hold)
    }
}
