//! Persons, always sealed, and what goes when a person is erased; the numbers of cases and plans.

use gestand_base::PersonId;
use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::args;

/// How many rows of each table went, or lost their content, with a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonDeleted {
    pub people: u64,
    pub findings: u64,
    pub packages: u64,
    /// Answers of colleagues that were cleared; who answered, and when, stays.
    pub answers: u64,
    /// Files that colleagues found.
    pub files: u64,
    /// Notes of follow-ups that were cleared; the follow-up itself stays.
    pub notes: u64,
    /// Searches whose subject keys were cleared; the search itself stays.
    pub searches: u64,
    pub follow_links: u64,
    /// Steps of plans whose old and new values were cleared; the steps themselves stay.
    pub steps: u64,
    /// Copies of an identity document, with how often one was sent in.
    pub copies: u64,
}

impl Tx {
    /// Adds a person with the sealed identity.
    pub async fn person_insert(&mut self, id: PersonId, identity: &Sealed, now: Timestamp) -> Result<()> {
        self.execute(sql!(person / insert), args![id, identity, now]).await.map(drop)
    }

    /// The sealed identity; `None` when the person was erased.
    pub async fn person_identity(&mut self, id: PersonId) -> Result<Option<Sealed>> {
        self.optional(sql!(person / identity), args![id], |row| row.get("identity")).await
    }

    /// Replaces the sealed identity (rectification, Art. 16 GDPR).
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when the person was erased.
    pub async fn person_update(&mut self, id: PersonId, identity: &Sealed) -> Result<()> {
        self.execute_existing(sql!(person / update), args![id, identity]).await
    }

    /// Removes all that is sealed for a person, the keys of the person in the sources and the links to the cases
    /// (Art. 17 GDPR). The case files stay, without a person to read in them, for their own term (Art. 5(2) GDPR).
    /// Again does nothing.
    pub async fn person_delete(&mut self, id: PersonId) -> Result<PersonDeleted> {
        Ok(PersonDeleted {
            findings: self.execute(sql!(person / delete_findings), args![id]).await?,
            packages: self.execute(sql!(person / delete_packages), args![id]).await?,
            answers: self.execute(sql!(person / clear_answers), args![id]).await?,
            files: self.execute(sql!(person / delete_task_files), args![id]).await?,
            notes: self.execute(sql!(person / clear_notes), args![id]).await?,
            searches: self.execute(sql!(person / clear_searches), args![id]).await?,
            follow_links: self.execute(sql!(person / delete_links), args![id]).await?,
            steps: self.execute(sql!(person / clear_steps), args![id]).await?,
            copies: self.execute(sql!(person / delete_copies), args![id]).await?,
            people: self.execute(sql!(person / delete), args![id]).await?,
        })
    }

    /// The next number of a series in a year, from 1; no number is given twice.
    pub async fn next_number(&mut self, series: &str, year: i16) -> Result<u32> {
        self.one(sql!(counter / next), args![series, year], |row| row.get("value")).await
    }
}
