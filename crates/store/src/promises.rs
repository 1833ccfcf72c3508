//! The latest outcome of each check behind a promise, and the policy versions that were active.

use crate::error::Result;
use crate::rows::{PolicyVersionRow, PromiseCheckRow};
use crate::tx::{Tx, sql};
use crate::value::{args, columns};

columns!(PromiseCheckRow { promise, check as "check_name", status, evidence, checked_at, ledger_index });
columns!(PolicyVersionRow { version, pack, document, activated_at });

impl Tx {
    /// Adds or replaces the outcome of a check.
    pub async fn promise_check_upsert(&mut self, check: &PromiseCheckRow) -> Result<()> {
        self.execute(sql!(promise_check / upsert), check.values()).await.map(drop)
    }

    /// The latest outcome of every check, by promise.
    pub async fn promise_checks(&mut self) -> Result<Vec<PromiseCheckRow>> {
        self.all(sql!(promise_check / all), args![], PromiseCheckRow::from_row).await
    }

    /// Adds a policy version; false, and nothing done, when it is there.
    pub async fn policy_version_insert(&mut self, version: &PolicyVersionRow) -> Result<bool> {
        self.execute_one(sql!(policy_version / insert), version.values()).await
    }

    /// All policy versions in the order in which they became active.
    pub async fn policy_versions(&mut self) -> Result<Vec<PolicyVersionRow>> {
        self.all(sql!(policy_version / all), args![], PolicyVersionRow::from_row).await
    }
}
