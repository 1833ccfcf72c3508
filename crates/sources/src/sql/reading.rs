//! The records of a person in pages: a reading goes on in the background while its pages are taken, one moment of the
//! database for all of them, and never more than two pages in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use gestand_policy::decide::Permit;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

use super::Inner;
use crate::annotation::Class;
use crate::{Page, Record, SourceError};

/// Records in a page.
const PAGE: usize = 1_000;
/// How long a reading waits until its next page is taken; then it ends, and a later call starts it afresh.
const IDLE: Duration = Duration::from_secs(10);

/// From where a reading goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Cursor {
    class: String,
    /// The last key that was given.
    after: String,
    /// Which reading in the background has the next page.
    reading: u64,
}

type Pages = Receiver<Result<Page, SourceError>>;

/// Readings in the background, by person and cursor of their next page.
#[derive(Debug, Default)]
pub struct Readings {
    next: AtomicU64,
    open: Mutex<HashMap<(String, String), (u64, Pages)>>,
}

impl Readings {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<(String, String), (u64, Pages)>) -> T) -> T {
        work(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Inner {
    /// At most [`PAGE`] records about the person. A record that several ways lead to counts once, in the role that the
    /// annotation names first.
    pub(super) async fn records(
        self: &Arc<Self>,
        person: &str,
        from: Option<&str>,
        permit: &Permit,
    ) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        let waiting =
            from.and_then(|from| self.readings.with(|open| open.remove(&(person.to_owned(), from.to_owned()))));
        if let Some((number, mut pages)) = waiting
            && let Some(Ok(page)) = pages.recv().await
        {
            return Ok(self.kept(person, number, page, pages));
        }
        // The first page, or a reading that is gone: from where it was, on what the database holds now.
        let bad = || SourceError::BadKey { source_id: self.id(), class: String::new() };
        let cursor = from.map(|from| serde_json::from_str::<Cursor>(from).map_err(|_| bad())).transpose()?;
        let number = self.readings.next.fetch_add(1, Ordering::Relaxed);
        let (give, mut pages) = channel(1);
        let reading =
            Reading { inner: self.clone(), number, person: person.to_owned(), give, page: Vec::new(), last: None };
        tokio::spawn(reading.run(cursor));
        let page = pages.recv().await.unwrap_or_else(|| {
            let reason = "the reading ended early".to_owned();
            Err(SourceError::Read { source_id: self.id(), place: String::new(), reason })
        })?;
        Ok(self.kept(person, number, page, pages))
    }

    fn kept(&self, person: &str, number: u64, page: Page, pages: Pages) -> Page {
        if let Some(next) = &page.next {
            self.readings.with(|open| open.insert((person.to_owned(), next.clone()), (number, pages)));
        }
        page
    }
}

struct Reading {
    inner: Arc<Inner>,
    number: u64,
    person: String,
    give: Sender<Result<Page, SourceError>>,
    page: Vec<Record>,
    last: Option<Cursor>,
}

/// Nobody takes the pages any more.
struct Left;

impl Reading {
    async fn run(mut self, from: Option<Cursor>) {
        let end = match self.classes(from).await {
            Ok(Ok(())) => Ok(Page { records: std::mem::take(&mut self.page), next: None }),
            Ok(Err(error)) => Err(error),
            Err(Left) => return self.inner.readings.with(|open| open.retain(|_, (number, _)| *number != self.number)),
        };
        // Until the last page is taken too: what nobody takes is forgotten.
        if self.give(end).await.is_err() || timeout(IDLE, self.give.reserve()).await.is_err() {
            self.inner.readings.with(|open| open.retain(|_, (number, _)| *number != self.number));
        }
    }

    async fn give(&self, page: Result<Page, SourceError>) -> Result<(), Left> {
        match timeout(IDLE, self.give.send(page)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Left),
        }
    }

    async fn classes(&mut self, from: Option<Cursor>) -> Result<Result<(), SourceError>, Left> {
        let inner = self.inner.clone();
        let mut session = match inner.reader().await {
            Ok(session) => session,
            Err(error) => return Ok(Err(error)),
        };
        let start = from.as_ref().map_or("", |cursor| cursor.class.as_str());
        for (id, class) in
            inner.file.classes.iter().filter(|(id, class)| id.as_str() >= start && !class.subjects.is_empty())
        {
            let after = from.as_ref().filter(|cursor| cursor.class == *id).map(|cursor| cursor.after.as_str());
            let schema = session.schema.clone();
            let sql = match inner.class_sql(&schema, (id, class), &self.person, after) {
                Ok(sql) => sql,
                Err(error) => return Ok(Err(error)),
            };
            let mut rows = session.rows(sql).await;
            loop {
                let record = match rows.try_next().await {
                    Ok(Some(row)) => inner.record(row, id, class, &self.person),
                    Ok(None) => break,
                    Err(error) => Err(inner.failed(id, &error)),
                };
                match record {
                    Ok(record) => {
                        if let Err(error) = self.add(id, class, record).await? {
                            return Ok(Err(error));
                        }
                    }
                    Err(error) => return Ok(Err(error)),
                }
            }
        }
        Ok(Ok(()))
    }

    async fn add(&mut self, id: &str, class: &Class, record: Record) -> Result<Result<(), SourceError>, Left> {
        if self.page.len() == PAGE
            && let Some(last) = &self.last
        {
            let next = Some(serde_json::json!(last).to_string());
            let records = std::mem::replace(&mut self.page, Vec::with_capacity(PAGE));
            self.give(Ok(Page { records, next })).await?;
        }
        match &mut self.last {
            Some(last) if last.class == id && last.after == record.key => {
                let source_id = self.inner.id();
                let reason = format!("several rows of '{}' share a key", class.table);
                return Ok(Err(SourceError::Read { source_id, place: id.to_owned(), reason }));
            }
            Some(last) if last.class == id => last.after.clone_from(&record.key),
            last => *last = Some(Cursor { class: id.to_owned(), after: record.key.clone(), reading: self.number }),
        }
        self.page.push(record);
        Ok(Ok(()))
    }
}
