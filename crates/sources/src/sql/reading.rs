//! The records of a person, page by page: one statement for each class.

use std::sync::Arc;

use compact_str::CompactString;
use futures_util::TryStreamExt;
use gestand_policy::decide::Permit;
use serde::{Deserialize, Serialize};

use super::Inner;
use super::pages::{Giver, Stop};
use super::records::Common;
use crate::annotation::Class;
use crate::{Page, Record, SourceError};

/// Records in a page, and bytes of their values after which it is full: pages of long texts wait in memory too.
const PAGE: usize = 1_000;
const BYTES: usize = 512 * 1024;

/// From where a reading goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Cursor {
    class: String,
    /// The last key that was given.
    after: CompactString,
    /// Which reading in the background has the next page.
    reading: u64,
}

impl Inner {
    /// A page of records about the person. A record that several ways lead to counts once, in the role that the
    /// annotation names first.
    pub(super) async fn records(
        self: &Arc<Self>,
        person: &str,
        from: Option<&str>,
        permit: &Permit,
    ) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        let bad = || SourceError::BadKey { source_id: self.id(), class: String::new() };
        let cursor = from.map(|from| serde_json::from_str::<Cursor>(from).map_err(|_| bad())).transpose()?;
        let place = |next: &str| format!("{person}\n{next}");
        let start = |give| {
            let reading = Reading {
                inner: self.clone(),
                person: person.to_owned(),
                give,
                page: Vec::new(),
                bytes: 0,
                last: None,
            };
            reading.run(cursor)
        };
        let page = self.records.take(from.map(place), |page| page.next.as_deref().map(place), start).await;
        page.unwrap_or_else(|| Err(self.broken_off("")))
    }

    /// A reading in the background that gave neither a page nor an error.
    pub(super) fn broken_off(&self, place: &str) -> SourceError {
        let reason = "the reading broke off".to_owned();
        SourceError::Read { source_id: self.id(), place: place.to_owned(), reason }
    }
}

struct Reading {
    inner: Arc<Inner>,
    person: String,
    give: Giver<Page>,
    page: Vec<Record>,
    /// Of the values in the page.
    bytes: usize,
    last: Option<Cursor>,
}

impl Reading {
    async fn run(mut self, from: Option<Cursor>) {
        let read = self.classes(from).await;
        let records = std::mem::take(&mut self.page);
        self.give.end(read.map(|()| Page { records, next: None })).await;
    }

    async fn classes(&mut self, from: Option<Cursor>) -> Result<(), Stop> {
        let (inner, person) = (self.inner.clone(), self.person.clone());
        let mut session = inner.reader().await?;
        let start = from.as_ref().map_or("", |cursor| cursor.class.as_str());
        let classes =
            inner.file.classes.iter().filter(|(id, class)| id.as_str() >= start && !class.subjects.is_empty());
        for (id, class) in classes {
            let after = from.as_ref().filter(|cursor| cursor.class == *id).map(|cursor| cursor.after.as_str());
            let (sql, single) = inner.class_sql(&session.schema, (id, class), &person, after)?;
            let fresh = || Common::of(&inner.file.source, id, class, &person, single);
            let mut common = fresh();
            let mut rows = session.rows(sql).await;
            while let Some(row) = rows.try_next().await.map_err(|error| inner.failed(id, &error))? {
                if self.page.len() == PAGE || self.bytes >= BYTES {
                    self.give_page().await?;
                    common = fresh();
                }
                self.add(id, class, inner.record(row, (id, class), &common)?)?;
            }
        }
        Ok(())
    }

    /// Gives what was read, and where the next page goes on.
    async fn give_page(&mut self) -> Result<(), Stop> {
        let next = self.last.as_ref().map(|last| serde_json::json!(last).to_string());
        let records = std::mem::replace(&mut self.page, Vec::with_capacity(PAGE));
        self.bytes = 0;
        self.give.give(Page { records, next }).await
    }

    fn add(&mut self, id: &str, class: &Class, record: Record) -> Result<(), SourceError> {
        match &mut self.last {
            Some(last) if last.class == id && last.after == record.key => {
                let source_id = self.inner.id();
                let reason = format!("several rows of '{}' share a key", class.table);
                return Err(SourceError::Read { source_id, place: id.to_owned(), reason });
            }
            Some(last) if last.class == id => last.after.clone_from(&record.key),
            last => {
                let (class, after, reading) = (id.to_owned(), record.key.clone(), self.give.number);
                *last = Some(Cursor { class, after, reading });
            }
        }
        self.bytes += record.values.iter().map(|value| value.value.size()).sum::<usize>();
        self.page.push(record);
        Ok(())
    }
}
