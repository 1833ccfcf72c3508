//! Holds: what stops destruction, and a quick answer to "is this record held?".

use std::collections::HashMap;

use gestand_base::{CaseId, HoldId};
use jiff::Timestamp;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{HoldKind, HoldMark, HoldMarkRow, HoldRow};

columns!(HoldRow {
    id,
    kind,
    source,
    class,
    record_key,
    subject_key,
    case as "case_id",
    reason,
    until,
    placed_at,
    placed_by,
    released_at,
    marked,
});

columns!(HoldMarkRow { hold as "hold_id", class, record_key, code_before });

impl Tx {
    /// Places a hold on one record (class and key), on all records of a subject, or on both.
    ///
    /// # Errors
    /// [`StoreError::Database`](crate::StoreError::Database) when it names neither, or a class without a key.
    pub async fn hold_insert(&mut self, hold: &HoldRow) -> Result<()> {
        self.execute(sql!(hold / insert), hold.values()).await.map(drop)
    }

    /// The hold with this id, also when it was released.
    pub async fn hold_by_id(&mut self, id: HoldId) -> Result<Option<HoldRow>> {
        self.optional(sql!(hold / by_id), args![id], HoldRow::from_row).await
    }

    /// The holds that are not released.
    pub async fn holds_active(&mut self) -> Result<Vec<HoldRow>> {
        self.all(sql!(hold / active), args![], HoldRow::from_row).await
    }

    /// Those of one kind.
    pub async fn holds_active_of(&mut self, kind: HoldKind) -> Result<Vec<HoldRow>> {
        self.all(sql!(hold / active_of_kind), args![kind], HoldRow::from_row).await
    }

    /// Releases a hold; false, and nothing done, when it was released before.
    pub async fn hold_release(&mut self, id: HoldId, at: Timestamp) -> Result<bool> {
        self.execute_one(sql!(hold / release), args![id, at]).await
    }

    /// Releases the holds of a kind that a case placed; gives their number.
    pub async fn holds_release_for_case(&mut self, case: CaseId, kind: HoldKind, at: Timestamp) -> Result<u64> {
        self.execute(sql!(hold / release_for_case), args![case, kind, at]).await
    }

    /// Holds whose mark in their source must be set, or taken away because they are released.
    pub async fn holds_to_mark(&mut self) -> Result<Vec<HoldRow>> {
        self.all(sql!(hold / to_mark), args![], HoldRow::from_row).await
    }

    /// Notes how far the mark of a hold is; `None`: there is none.
    pub async fn hold_set_mark(&mut self, id: HoldId, mark: Option<HoldMark>) -> Result<()> {
        self.execute_existing(sql!(hold / set_mark), args![id, mark]).await
    }

    /// Has the marks set again in the sources where a case restricted records: lifting has taken them away there.
    pub async fn holds_mark_again(&mut self, case: CaseId) -> Result<()> {
        self.execute(sql!(hold / mark_again), args![case]).await.map(drop)
    }

    /// Keeps what stood in a record before its mark; what is kept already stays.
    pub async fn hold_mark_insert(&mut self, mark: &HoldMarkRow) -> Result<()> {
        self.execute(sql!(hold_mark / insert), mark.values()).await.map(drop)
    }

    /// What is kept for the marks in a source, of all holds.
    pub async fn hold_marks_of(&mut self, source: &str) -> Result<Vec<HoldMarkRow>> {
        self.all(sql!(hold_mark / of_source), args![source], HoldMarkRow::from_row).await
    }

    /// Forgets what is kept for the marks of a hold.
    pub async fn hold_marks_delete(&mut self, hold: HoldId) -> Result<()> {
        self.execute(sql!(hold_mark / delete), args![hold]).await.map(drop)
    }
}

/// The active holds, ready to be asked about many records: each question costs a few hash look-ups.
#[derive(Debug, Clone, Default)]
pub struct HoldIndex {
    holds: Vec<HoldRow>,
    sources: HashMap<String, InSource>,
}

/// Places in the list of holds.
#[derive(Debug, Clone, Default)]
struct InSource {
    /// Class, then record key.
    records: HashMap<String, HashMap<String, usize>>,
    subjects: HashMap<String, usize>,
}

impl HoldIndex {
    /// Takes the rows of [`Tx::holds_active`]; released holds are left out.
    pub fn new(holds: Vec<HoldRow>) -> Self {
        let mut sources = HashMap::<String, InSource>::new();
        for (place, hold) in holds.iter().enumerate().filter(|(_, hold)| hold.released_at.is_none()) {
            let source = sources.entry(hold.source.clone()).or_default();
            if let (Some(class), Some(key)) = (&hold.class, &hold.record_key) {
                source.records.entry(class.clone()).or_default().entry(key.clone()).or_insert(place);
            }
            if let Some(subject) = &hold.subject_key {
                source.subjects.entry(subject.clone()).or_insert(place);
            }
        }
        HoldIndex { holds, sources }
    }

    /// Whether there is any hold in this source.
    pub fn any_in(&self, source: &str) -> bool {
        self.sources.contains_key(source)
    }

    /// The holds on single records of this source, each with class and key.
    pub fn on_records(&self, source: &str) -> impl Iterator<Item = (&str, &str, &HoldRow)> {
        let classes = self.sources.get(source).into_iter().flat_map(|source| &source.records);
        let places = classes.flat_map(|(class, keys)| keys.iter().map(move |(key, place)| (class, key, *place)));
        places.filter_map(move |(class, key, place)| Some((class.as_str(), key.as_str(), self.holds.get(place)?)))
    }

    /// A hold on this record, or on one of the subjects it is about. `subjects` takes an `Option<&str>` or a list.
    pub fn holds<'a>(
        &self,
        source: &str,
        class: &str,
        key: &str,
        subjects: impl IntoIterator<Item = &'a str>,
    ) -> Option<&HoldRow> {
        let source = self.sources.get(source)?;
        let record = source.records.get(class).and_then(|keys| keys.get(key));
        let place = record.or_else(|| subjects.into_iter().find_map(|subject| source.subjects.get(subject)))?;
        self.holds.get(*place)
    }
}
