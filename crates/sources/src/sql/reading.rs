//! The records of a person, page by page: one statement for each class. Of a large reading the database looks up a class
//! while the rows of the one before it are taken, where a second session can see the same moment.

use std::sync::Arc;

use compact_str::CompactString;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use gestand_policy::decide::Permit;
use serde::{Deserialize, Serialize};

use super::Inner;
use super::ahead::Ahead;
use super::connection::Row;
use super::database::Session;
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

/// The classes that are still to be read.
type Classes<'a> = std::vec::IntoIter<(&'a str, &'a Class)>;

/// A class whose statement runs.
struct Started<'a> {
    id: &'a str,
    class: &'a Class,
    single: bool,
    ahead: Ahead,
}

impl Reading {
    async fn run(mut self, from: Option<Cursor>) {
        let read = self.classes(from).await;
        let records = std::mem::take(&mut self.page);
        self.give.end(read.map(|()| Page { records, next: None })).await;
    }

    async fn classes(&mut self, from: Option<Cursor>) -> Result<(), Stop> {
        let inner = self.inner.clone();
        let start = from.as_ref().map_or("", |cursor| cursor.class.as_str());
        let classes = inner.file.classes.iter().map(|(id, class)| (id.as_str(), class));
        let classes = classes.filter(|(id, class)| *id >= start && !class.subjects.is_empty());
        let mut classes: Classes = classes.collect::<Vec<_>>().into_iter();
        let (mut session, mut moment) = inner.database.shared().await?;
        let schema = session.schema.clone();
        while let Some((id, class)) = classes.next() {
            let after = from.as_ref().filter(|cursor| cursor.class == id).map(|cursor| cursor.after.as_str());
            let (sql, single) = inner.class_sql(&schema, (id, class), &self.person, after)?;
            let mut rows = session.rows(sql).await;
            let mut next = None;
            while self.page_of((id, class), single, &mut rows).await? {
                // It is a large one, and the next class need not wait for this one.
                if classes.len() > 0
                    && let Some(moment) = moment.take()
                    && let Some(second) = inner.database.beside(&moment, &schema).await?
                {
                    next = Some(self.start(&mut classes, second));
                }
            }
            drop(rows);
            if let Some(next) = next {
                return self.on_two(next, session, classes).await;
            }
        }
        Ok(())
    }

    /// The rest of a large reading: while the rows of a class are taken from one session, the next one runs on the other.
    async fn on_two(
        &mut self,
        mut next: Result<Option<Started<'_>>, SourceError>,
        mut free: Session,
        mut classes: Classes<'_>,
    ) -> Result<(), Stop> {
        // What is wrong with a class is told in its turn.
        while let Some(Started { id, class, single, mut ahead }) = next? {
            next = self.start(&mut classes, free);
            let mut rows = ahead.rows();
            while self.page_of((id, class), single, &mut rows).await? {}
            drop(rows);
            free = ahead.session().await.ok_or_else(|| self.inner.broken_off(id))?;
        }
        Ok(())
    }

    /// Starts the statement of the next class.
    fn start<'a>(&self, classes: &mut Classes<'a>, session: Session) -> Result<Option<Started<'a>>, SourceError> {
        let Some((id, class)) = classes.next() else { return Ok(None) };
        let (sql, single) = self.inner.class_sql(&session.schema, (id, class), &self.person, None)?;
        Ok(Some(Started { id, class, single, ahead: Ahead::start(session, sql) }))
    }

    /// Takes rows of a class until a page was given; false where no row is left.
    async fn page_of(
        &mut self,
        (id, class): (&str, &Class),
        single: bool,
        rows: &mut BoxStream<'_, Result<Row, sqlx::Error>>,
    ) -> Result<bool, Stop> {
        let inner = self.inner.clone();
        let common = Common::of(&inner.file.source, id, class, &self.person, single);
        while let Some(row) = rows.try_next().await.map_err(|error| inner.failed(id, &error))? {
            let record = inner.record(row, (id, class), &common)?;
            let full = self.page.len() >= PAGE || self.bytes >= BYTES;
            if full {
                self.give_page().await?;
            }
            self.add(id, class, record)?;
            if full {
                return Ok(true);
            }
        }
        Ok(false)
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
