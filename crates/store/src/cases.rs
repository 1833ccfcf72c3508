//! Requests: the case file, its history, its follow links and its searches.

use gestand_base::CaseId;
use jiff::{Timestamp, civil::Date};

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{CaseEventRow, CaseKind, CaseRow, CaseSearchRow, CaseState, SearchState};

columns!(CaseRow {
    id,
    number,
    kind,
    state,
    received_at,
    received_on,
    due_on,
    statutory_due_on,
    extended,
    person as "person_id",
    policy,
    channel,
    identity_method,
    closed_at,
});
columns!(CaseEventRow { at, actor, kind, facts });
columns!(CaseSearchRow { source, state, subject_keys, progress, problem });

/// Which cases a list shows.
#[derive(Debug, Clone, Copy)]
pub struct CaseFilter {
    /// `Some(true)`: not closed, refused or withdrawn. `Some(false)`: one of those. `None`: both.
    pub open: Option<bool>,
    pub kind: Option<CaseKind>,
    pub limit: u32,
    pub offset: u32,
}

impl Default for CaseFilter {
    /// The first hundred of all cases.
    fn default() -> Self {
        CaseFilter { open: None, kind: None, limit: 100, offset: 0 }
    }
}

impl Tx {
    /// Adds a case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::StoreError::Conflict) when the number is taken.
    pub async fn case_insert(&mut self, case: &CaseRow) -> Result<()> {
        self.execute(sql!(case_file / insert), case.values()).await.map(drop)
    }

    /// The case with this id.
    pub async fn case_by_id(&mut self, id: CaseId) -> Result<Option<CaseRow>> {
        self.optional(sql!(case_file / by_id), args![id], CaseRow::from_row).await
    }

    /// The case with this number, such as `2026-0012`.
    pub async fn case_by_number(&mut self, number: &str) -> Result<Option<CaseRow>> {
        self.optional(sql!(case_file / by_number), args![number], CaseRow::from_row).await
    }

    /// The cases of a filter, the one that is due first in front.
    pub async fn cases(&mut self, filter: CaseFilter) -> Result<Vec<CaseRow>> {
        let CaseFilter { open, kind, limit, offset } = filter;
        self.all(sql!(case_file / list), args![open, kind, limit, offset], CaseRow::from_row).await
    }

    /// Cases with work that no person must do and that nobody does now: a search that was cut short, an erasure without
    /// its plan or its answer, records that waited for a hold which was released.
    pub async fn cases_waiting(&mut self, now: Timestamp) -> Result<Vec<CaseId>> {
        self.all(sql!(case_file / waiting), args![now], |row| row.get("id")).await
    }

    /// Moves a case from one state to another; false, and nothing done, when it is not in `from` any more.
    pub async fn case_set_state(&mut self, id: CaseId, from: CaseState, to: CaseState) -> Result<bool> {
        self.execute_one(sql!(case_file / set_state), args![id, from, to]).await
    }

    /// Notes by which method the requester showed who they are; never the document itself.
    pub async fn case_set_identity(&mut self, id: CaseId, method: &str) -> Result<()> {
        self.execute_existing(sql!(case_file / set_identity), args![id, method]).await
    }

    /// Sets the day that was promised, the day of the law, and whether the term was extended (Art. 12(3) GDPR).
    pub async fn case_set_deadline(&mut self, id: CaseId, due_on: Date, statutory: Date, extended: bool) -> Result<()> {
        self.execute_existing(sql!(case_file / set_deadline), args![id, due_on, statutory, extended]).await
    }

    /// Notes when a case was closed: the term of the file itself counts from here.
    pub async fn case_set_closed(&mut self, id: CaseId, at: Timestamp) -> Result<()> {
        self.execute_existing(sql!(case_file / set_closed), args![id, at]).await
    }

    /// The number of cases in each state that has any.
    pub async fn case_counts(&mut self) -> Result<Vec<(CaseState, u64)>> {
        self.all(sql!(case_file / counts), args![], |row| Ok((row.get("state")?, row.get("cases")?))).await
    }

    /// Adds a line to the history of a case; lines keep the order in which they came.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such case.
    pub async fn case_event_insert(&mut self, case: CaseId, event: &CaseEventRow) -> Result<()> {
        let mut values = args![case];
        values.extend(event.values());
        self.execute(sql!(case_event / insert), values).await.map(drop)
    }

    /// The history of a case, the oldest line first.
    pub async fn case_events(&mut self, case: CaseId) -> Result<Vec<CaseEventRow>> {
        self.all(sql!(case_event / of_case), args![case], CaseEventRow::from_row).await
    }

    /// Adds a link by which the requester follows the case. Only the SHA-256 of its token is stored.
    pub async fn follow_link_insert(
        &mut self,
        token_hash: &[u8; 32],
        case: CaseId,
        expires_at: Timestamp,
    ) -> Result<()> {
        self.execute(sql!(follow_link / insert), args![token_hash, case, expires_at]).await.map(drop)
    }

    /// The case of a link that has not expired.
    pub async fn follow_link_case(&mut self, token_hash: &[u8; 32], now: Timestamp) -> Result<Option<CaseId>> {
        self.optional(sql!(follow_link / case), args![token_hash, now], |row| row.get("case_id")).await
    }

    /// Adds or replaces how the search in one source went.
    pub async fn case_search_upsert(&mut self, case: CaseId, search: &CaseSearchRow) -> Result<()> {
        let mut values = args![case];
        values.extend(search.values());
        self.execute(sql!(case_search / upsert), values).await.map(drop)
    }

    /// Notes how far a search has come; false, and nothing done, when another worker was there first.
    pub async fn case_search_advance(
        &mut self,
        case: CaseId,
        source: &str,
        from: Option<&str>,
        to: Option<&str>,
        state: SearchState,
    ) -> Result<bool> {
        let (source, from, to) = (source.to_owned(), from.map(str::to_owned), to.map(str::to_owned));
        self.execute_one(sql!(case_search / advance), args![case, source, from, to, state]).await
    }

    /// How the search went in each source that was asked.
    pub async fn case_searches(&mut self, case: CaseId) -> Result<Vec<CaseSearchRow>> {
        self.all(sql!(case_search / of_case), args![case], CaseSearchRow::from_row).await
    }
}
