//! The latest outcome of each check behind a promise.

use crate::PromiseCheckRow;
use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};

columns!(PromiseCheckRow { promise, check as "check_name", status, evidence, checked_at, ledger_index });

impl Tx {
    /// Adds or replaces the outcome of a check.
    pub async fn promise_check_upsert(&mut self, check: &PromiseCheckRow) -> Result<()> {
        self.execute(sql!(promise_check / upsert), check.values()).await.map(drop)
    }

    /// The latest outcome of every check, by promise.
    pub async fn promise_checks(&mut self) -> Result<Vec<PromiseCheckRow>> {
        self.all(sql!(promise_check / all), args![], PromiseCheckRow::from_row).await
    }
}
