//! Records of requests for erasure that wait for the release of a hold.

use gestand_base::{CaseId, FindingId, HoldId};

use crate::WaitingRow;
use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::args;

impl Tx {
    /// Notes that the records of a finding wait for this hold too.
    pub async fn deferred_insert(&mut self, finding: FindingId, hold: HoldId) -> Result<()> {
        self.execute(sql!(deferred / insert), args![finding, hold]).await.map(drop)
    }

    /// The findings of a case that wait for a hold which was released since, and left no mark in its source.
    pub async fn deferred_released(&mut self, case: CaseId) -> Result<Vec<FindingId>> {
        self.all(sql!(deferred / released), args![case], |row| row.get("finding_id")).await
    }

    /// The number of findings of a case that wait for a hold.
    pub async fn deferred_of_case(&mut self, case: CaseId) -> Result<u64> {
        self.one(sql!(deferred / of_case), args![case], |row| row.get("waiting")).await
    }

    /// What waits for a hold, per case and class.
    pub async fn deferred_of_hold(&mut self, hold: HoldId) -> Result<Vec<WaitingRow>> {
        self.all(sql!(deferred / of_hold), args![hold], |row| {
            let (case, source) = (row.get("case_id")?, row.get("source")?);
            Ok(WaitingRow { case, source, class: row.get("class")?, records: row.get("records")? })
        })
        .await
    }
}
