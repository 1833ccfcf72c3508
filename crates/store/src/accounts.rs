//! Accounts of employees and their logins.

use gestand_base::UserId;
use jiff::Timestamp;

use crate::AccountRow;
use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};

columns!(AccountRow { id, login, name, password_hash, functions, disabled });

impl Tx {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::StoreError::Conflict) when the login is taken.
    pub async fn account_insert(&mut self, account: &AccountRow, now: Timestamp) -> Result<()> {
        let mut values = account.values();
        values.extend(args![now]);
        self.execute(sql!(account / insert), values).await.map(drop)
    }

    /// Changes everything of an account but its id.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such account.
    pub async fn account_update(&mut self, account: &AccountRow) -> Result<()> {
        self.execute_existing(sql!(account / update), account.values()).await
    }

    /// The account with this login, compared exactly.
    pub async fn account_by_login(&mut self, login: &str) -> Result<Option<AccountRow>> {
        self.optional(sql!(account / by_login), args![login], AccountRow::from_row).await
    }

    /// The account with this id, also when it is disabled.
    pub async fn account_by_id(&mut self, id: UserId) -> Result<Option<AccountRow>> {
        self.optional(sql!(account / by_id), args![id], AccountRow::from_row).await
    }

    /// All accounts, the oldest first.
    pub async fn accounts(&mut self) -> Result<Vec<AccountRow>> {
        self.all(sql!(account / all), args![], AccountRow::from_row).await
    }

    /// Adds a login. `token_hash` is the SHA-256 of the token: the token itself is never stored.
    pub async fn session_insert(
        &mut self,
        token_hash: &[u8; 32],
        account: UserId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        self.execute(sql!(session / insert), args![token_hash, account, now, expires_at]).await.map(drop)
    }

    /// The account behind a login that has not expired, unless the account is disabled.
    pub async fn session_account(&mut self, token_hash: &[u8; 32], now: Timestamp) -> Result<Option<AccountRow>> {
        self.optional(sql!(session / account), args![token_hash, now], AccountRow::from_row).await
    }

    /// Ends a login; it may be gone already.
    pub async fn session_delete(&mut self, token_hash: &[u8; 32]) -> Result<()> {
        self.execute(sql!(session / delete), args![token_hash]).await.map(drop)
    }

    /// Ends the logins that have expired; gives their number.
    pub async fn session_delete_expired(&mut self, now: Timestamp) -> Result<u64> {
        self.execute(sql!(session / delete_expired), args![now]).await
    }
}
