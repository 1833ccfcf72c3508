//! Pages of a reading that goes on in the background while they are taken: one moment of the database for all of them,
//! one statement for many pages, and a bounded number of them in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

use crate::SourceError;

/// How long a reading waits until its next page is taken; then it ends, and a later call starts it afresh. Shorter than
/// a writer waits for a reader of a SQLite database.
const IDLE: Duration = Duration::from_secs(3);

/// Pages that are read ahead: while they are worked on, the database looks up the next class.
const AHEAD: usize = 24;

type Waiting<T> = HashMap<String, (u64, Receiver<Result<T, SourceError>>)>;

/// Readings in the background, by the place of their next page.
#[derive(Debug)]
pub struct Pages<T> {
    next: AtomicU64,
    waiting: Mutex<Waiting<T>>,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Pages { next: AtomicU64::new(0), waiting: Mutex::default() }
    }
}

/// Where a reading gives its pages.
#[derive(Debug)]
pub struct Giver<T> {
    pub number: u64,
    pages: Arc<Pages<T>>,
    channel: Sender<Result<T, SourceError>>,
}

/// Why a reading ends before its last page.
#[derive(Debug)]
pub enum Stop {
    /// Nobody takes the pages any more.
    Left,
    Failed(SourceError),
}

impl From<SourceError> for Stop {
    fn from(error: SourceError) -> Self {
        Stop::Failed(error)
    }
}

impl<T: Send + 'static> Pages<T> {
    /// The page at `place`: of the reading that waits there, else of a new one. `next` tells where the page after it is.
    /// `None`: the reading broke off.
    pub async fn take<F>(
        self: &Arc<Self>,
        place: Option<String>,
        next: impl Fn(&T) -> Option<String>,
        start: impl FnOnce(Giver<T>) -> F,
    ) -> Option<Result<T, SourceError>>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let waiting = place.and_then(|place| self.with(|waiting| waiting.remove(&place)));
        if let Some((number, mut pages)) = waiting
            && let Some(Ok(page)) = pages.recv().await
        {
            return Some(Ok(self.kept(number, page, pages, next)));
        }
        // The first page, or a reading that is gone or has failed: from its place, on what the database holds now.
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (channel, mut pages) = channel(AHEAD);
        tokio::spawn(start(Giver { number, pages: self.clone(), channel }));
        Some(pages.recv().await?.map(|page| self.kept(number, page, pages, next)))
    }

    fn kept(
        &self,
        number: u64,
        page: T,
        pages: Receiver<Result<T, SourceError>>,
        next: impl Fn(&T) -> Option<String>,
    ) -> T {
        if let Some(next) = next(&page) {
            self.with(|waiting| waiting.insert(next, (number, pages)));
        }
        page
    }

    fn with<R>(&self, work: impl FnOnce(&mut Waiting<T>) -> R) -> R {
        work(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T: Send + 'static> Giver<T> {
    /// Gives a page, and waits until the one before it is taken.
    pub async fn give(&self, page: T) -> Result<(), Stop> {
        self.send(Ok(page)).await
    }

    async fn send(&self, page: Result<T, SourceError>) -> Result<(), Stop> {
        match timeout(IDLE, self.channel.send(page)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Stop::Left),
        }
    }

    /// Gives the last page, or what went wrong. What nobody takes is forgotten.
    pub async fn end(self, last: Result<T, Stop>) {
        let last = match last {
            Ok(page) => self.send(Ok(page)).await,
            Err(Stop::Failed(error)) => self.send(Err(error)).await,
            Err(Stop::Left) => Err(Stop::Left),
        };
        if last.is_err() || timeout(IDLE, self.channel.reserve()).await.is_err() {
            self.pages.with(|waiting| waiting.retain(|_, (number, _)| *number != self.number));
        }
    }
}
