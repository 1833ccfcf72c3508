//! Work that is shared between processes: each piece is done by one at a time, and what nobody does is taken up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gestand_base::RunId;
use gestand_store::{Job, Lease, Tx};
use jiff::{SignedDuration, Timestamp};

use crate::{Actor, App, AppError, Result};

/// How often who works says so: several times before the lease ends.
const BEAT: Duration = Duration::from_millis(400);
/// How often a process looks for work that nobody does.
const LOOK: Duration = Duration::from_millis(400);
/// How long work that failed rests before it is tried again by itself.
const REST: SignedDuration = SignedDuration::from_secs(30);

/// Why work failed, in memory of this process: the database may be what failed.
#[derive(Debug, Default)]
pub(crate) struct Troubles(Mutex<BTreeMap<[u8; 16], (String, Timestamp)>>);

impl Troubles {
    fn map(&self) -> MutexGuard<'_, BTreeMap<[u8; 16], (String, Timestamp)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was wrong the last time.
    pub(crate) fn of(&self, job: Job) -> Option<String> {
        self.map().get(job.uuid().as_bytes()).map(|(problem, _)| problem.clone())
    }

    fn rests(&self, job: Job, now: Timestamp) -> bool {
        self.map().get(job.uuid().as_bytes()).is_some_and(|(_, failed_at)| now.duration_since(*failed_at) < REST)
    }

    pub(crate) fn note(&self, job: Job, error: &AppError, now: Timestamp) {
        let problem = match error {
            AppError::Internal(inner) => inner.to_string(),
            other => other.to_string(),
        };
        self.map().insert(*job.uuid().as_bytes(), (problem, now));
    }

    pub(crate) fn clear(&self, job: Job) {
        self.map().remove(job.uuid().as_bytes());
    }
}

/// What a use case says when another process, or another task of this one, does the same work now.
pub(crate) const ELSEWHERE: AppError = AppError::Conflict { what: "work-elsewhere" };

/// Work that another does now is being done: nothing is wrong.
pub(crate) fn done_or_elsewhere<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Err(AppError::Conflict { what: "work-elsewhere" }) => Ok(None),
        outcome => outcome.map(Some),
    }
}

/// Work that one does alone, for as long as the lease is renewed.
#[derive(Debug)]
pub(crate) struct Alone {
    pub lease: Lease,
    ended: AtomicBool,
}

impl Alone {
    /// Gives the work free with the transaction that writes its outcome down.
    pub(crate) async fn end_with(&self, tx: &mut Tx) -> Result<()> {
        self.ended.store(true, Ordering::Relaxed);
        Ok(tx.lease_release(self.lease).await?)
    }

    fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }
}

impl App {
    /// Remembers why work failed, for the page that tells of it.
    pub(crate) fn remember<T>(&self, job: Job, outcome: &Result<T>) {
        match outcome {
            Ok(_) | Err(AppError::Conflict { .. }) => self.troubles.clear(job),
            Err(error) => self.troubles.note(job, error, self.engine.clock.now()),
        }
    }

    /// Does work that nobody else does at the same time. The lease is renewed while the work goes on; when it is lost,
    /// the work is broken off, and what it writes down under the lease is not kept.
    ///
    /// # Errors
    /// [`ELSEWHERE`] when somebody does it now, or has taken it over; what the work says.
    pub(crate) async fn alone<T>(&self, job: Job, work: impl AsyncFnOnce(&Alone) -> Result<T>) -> Result<T> {
        self.alone_after(job, async |_| Ok(()), async |(), alone| work(alone).await).await
    }

    /// The same, where the work begins with a change that is made in the transaction that takes it: on disk with the
    /// next change that is told to anybody.
    pub(crate) async fn alone_after<B, T>(
        &self,
        job: Job,
        begin: impl AsyncFnOnce(&mut Tx) -> Result<B>,
        work: impl AsyncFnOnce(B, &Alone) -> Result<T>,
    ) -> Result<T> {
        let now = self.engine.clock.now();
        let lease = Lease { job, run: RunId::new(now, &*self.engine.random) };
        let mut tx = self.engine.store.write("work_begin").await?;
        if !tx.lease_take(lease, now).await? {
            return Err(ELSEWHERE);
        }
        let begun = begin(&mut tx).await?;
        tx.commit_soon().await?;
        let alone = Alone { lease, ended: AtomicBool::new(false) };
        let outcome = tokio::select! {
            outcome = work(begun, &alone) => outcome,
            () = self.keep(&alone) => Err(ELSEWHERE),
        };
        let is_free = alone.has_ended() && outcome.is_ok();
        if !is_free && let Err(error) = self.give_free(lease).await {
            tracing::warn!(%error, "a lease could not be given free; it ends by itself");
        }
        outcome
    }

    /// Renews a lease for as long as it is ours.
    async fn keep(&self, alone: &Alone) {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.renew(alone.lease).await {
                Ok(false) if !alone.has_ended() => return,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "a lease could not be renewed"),
            }
        }
    }

    async fn renew(&self, lease: Lease) -> Result<bool> {
        let mut tx = self.engine.store.write("lease_renew").await?;
        let ours = tx.lease_renew(lease, self.engine.clock.now()).await?;
        tx.commit_soon().await?;
        Ok(ours)
    }

    async fn give_free(&self, lease: Lease) -> Result<()> {
        let mut tx = self.engine.store.write("lease_release").await?;
        tx.lease_release(lease).await?;
        Ok(tx.commit_soon().await?)
    }

    /// Takes up what a crash, a failure or another process has left, for as long as the program runs; and compares the
    /// sources with the register of the erased once, because a backup may have been put back meanwhile. Documents that
    /// were never read to the end are not left to the night: a request of today asks who is mentioned in them.
    pub async fn work(self: &Arc<Self>) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            let replayed = async { app.current().await?.replay(&Actor::System).await };
            if let Err(error) = done_or_elsewhere(replayed.await) {
                tracing::error!(%error, "the sources were not compared with the register of the erased");
            }
            let indexed = async { app.current().await?.begin_index().await };
            if let Err(error) = done_or_elsewhere(indexed.await) {
                tracing::error!(%error, "the index of documents was not begun; it is tried again next night");
            }
        });
        loop {
            if let Err(error) = self.engine.store.settle_waiting().await {
                tracing::error!(%error, "entries of the ledger wait for their place; it is tried again");
            }
            match self.waiting().await {
                Ok(jobs) => jobs.into_iter().for_each(|job| self.take_up_in_background(job)),
                Err(error) => tracing::error!(%error, "it is not known which work waits"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Goes on with everything that a crash or a stop left unfinished. Gives the number of plans.
    ///
    /// # Errors
    /// The first failure; the rest was tried all the same.
    pub async fn resume_all(self: &Arc<Self>) -> Result<u32> {
        let (mut plans, mut failed) = (0, None);
        for job in self.waiting().await? {
            match self.take_up(job).await {
                Ok(()) => plans += u32::from(matches!(job, Job::Plan(_))),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(plans), Err)
    }

    /// Work that nobody does now, without what failed a moment ago. Plans come first.
    async fn waiting(&self) -> Result<Vec<Job>> {
        let now = self.engine.clock.now();
        let mut tx = self.engine.store.latest().await?;
        let plans = tx.plans_waiting(now).await?.into_iter().map(Job::Plan);
        let cases = tx.cases_waiting(now).await?.into_iter().map(Job::Case);
        let sources: BTreeSet<String> = tx.holds_to_mark().await?.into_iter().map(|hold| hold.source).collect();
        let mut marks = Vec::new();
        for source in sources {
            let job = Job::marks(&source);
            if !tx.lease_live(job, now).await? {
                marks.push(job);
            }
        }
        Ok(plans.chain(cases).chain(marks).filter(|job| !self.troubles.rests(*job, now)).collect())
    }

    fn take_up_in_background(self: &Arc<Self>, job: Job) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = app.take_up(job).await {
                tracing::error!(?job, %error, "work that was left could not be done; it is tried again");
            }
        });
    }

    pub(crate) async fn take_up(self: &Arc<Self>, job: Job) -> Result<()> {
        let app = self.current().await?;
        let outcome = match job {
            Job::Plan(id) => app.go_on(id).await.map(drop),
            Job::Case(id) => app.take_up_case(id).await,
            Job::Marks(_) => app.mark_holds(job).await,
            Job::Night | Job::Replay | Job::Index => Ok(()),
        };
        match done_or_elsewhere(outcome) {
            Ok(_) => {
                self.troubles.clear(job);
                Ok(())
            }
            Err(error) => {
                self.troubles.note(job, &error, self.engine.clock.now());
                Err(error)
            }
        }
    }
}
