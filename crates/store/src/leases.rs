//! Leases: several processes share the work, and each piece of it is done by one at a time.

use gestand_base::{CaseId, PlanId, RunId};
use gestand_ledger::merkle::leaf_hash;
use jiff::{SignedDuration, Timestamp};
use sqlx::types::Uuid;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::args;

/// A piece of work that only one may do at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Running a plan.
    Plan(PlanId),
    /// Searching for a case, carrying it out, or making its answer.
    Case(CaseId),
    /// The nightly work.
    Night,
    /// Comparing the sources with the register of the erased.
    Replay,
    /// Reading documents for the index of who is mentioned where.
    Index,
    /// Marking in one source what is held there; made by [`Job::marks`].
    Marks(Uuid),
}

impl Job {
    /// The id under which the work is known; no plan and no case has one of the fixed ones.
    pub const fn uuid(self) -> Uuid {
        match self {
            Job::Plan(id) => id.uuid(),
            Job::Case(id) => id.uuid(),
            Job::Night => Uuid::from_u128(1),
            Job::Replay => Uuid::from_u128(2),
            Job::Index => Uuid::from_u128(3),
            Job::Marks(id) => id,
        }
    }

    /// Marking what is held in this source; known under a digest of its name.
    pub fn marks(source: &str) -> Self {
        let digest = leaf_hash(source.as_bytes());
        Job::Marks(Uuid::from_bytes(digest.first_chunk().copied().unwrap_or_default()))
    }
}

/// Who does a piece of work. It ends by itself unless it is renewed, so the work of a killed process comes free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub job: Job,
    pub run: RunId,
}

impl Lease {
    /// How long it lasts without being renewed. Processes that share a database need clocks that differ by less.
    pub const LASTS: SignedDuration = SignedDuration::from_millis(1500);
}

impl Tx {
    /// Takes work that nobody does; false, and nothing done, when somebody does it.
    pub async fn lease_take(&mut self, lease: Lease, now: Timestamp) -> Result<bool> {
        let until = now.saturating_add(Lease::LASTS).unwrap_or(Timestamp::MAX);
        self.execute_one(sql!(lease / take), args![lease.job.uuid(), lease.run, until, now]).await
    }

    /// Goes on with the work; false when somebody else has taken it. In the transaction that writes an outcome down it
    /// makes sure that the outcome is written once.
    pub async fn lease_renew(&mut self, lease: Lease, now: Timestamp) -> Result<bool> {
        let until = now.saturating_add(Lease::LASTS).unwrap_or(Timestamp::MAX);
        self.execute_one(sql!(lease / renew), args![lease.job.uuid(), lease.run, until]).await
    }

    /// Gives the work free; nothing is done when somebody else has taken it.
    pub async fn lease_release(&mut self, lease: Lease) -> Result<()> {
        self.execute(sql!(lease / release), args![lease.job.uuid(), lease.run]).await.map(drop)
    }

    /// Whether somebody does this work now.
    pub async fn lease_live(&mut self, job: Job, now: Timestamp) -> Result<bool> {
        let until = self.optional(sql!(lease / live), args![job.uuid(), now], |row| row.get::<Timestamp>("until"));
        Ok(until.await?.is_some())
    }
}
