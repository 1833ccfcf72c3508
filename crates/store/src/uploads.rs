//! Copies of identity documents that requesters sent in, and documents of answers that could not be masked.

use gestand_base::{CaseId, FindingId};
use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{Choice, CopyRow, UnmaskedRow};

columns!(read CopyRow { case as "case_id", tries, received_at, photo_unseen, picture });
columns!(read UnmaskedRow { finding as "finding_id", reason, choice, ground });

impl Tx {
    /// Counts a try to send in a copy; false, and nothing done, when there were `most`.
    pub async fn identity_copy_try(&mut self, case: CaseId, most: u32) -> Result<bool> {
        self.execute_one(sql!(identity_copy / try_again), args![case, most]).await
    }

    /// Keeps a copy; an earlier one of the case goes.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when no try was counted.
    pub async fn identity_copy_put(
        &mut self,
        case: CaseId,
        at: Timestamp,
        photo_unseen: bool,
        picture: &Sealed,
    ) -> Result<()> {
        self.execute_existing(sql!(identity_copy / put), args![case, at, photo_unseen, picture]).await
    }

    /// How often a copy was sent in for a case, and the one that is kept.
    pub async fn identity_copy_of(&mut self, case: CaseId) -> Result<Option<CopyRow>> {
        self.optional(sql!(identity_copy / get), args![case], CopyRow::from_row).await
    }

    /// Destroys the copy of a case; false, and nothing done, when none is kept.
    pub async fn identity_copy_destroy(&mut self, case: CaseId) -> Result<bool> {
        self.execute_one(sql!(identity_copy / destroy), args![case]).await
    }

    /// The cases with a copy that was received before `at`.
    pub async fn identity_copies_before(&mut self, at: Timestamp) -> Result<Vec<CaseId>> {
        self.all(sql!(identity_copy / before), args![at], |row| row.get("case_id")).await
    }

    /// Notes why the document of a finding was not masked; what an officer chose for it stays.
    pub async fn unmasked_note(&mut self, finding: FindingId, reason: &str) -> Result<()> {
        self.execute(sql!(unmasked / note), args![finding, reason]).await.map(drop)
    }

    /// Notes what is done with a document that was not masked.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when the document is none of those.
    pub async fn unmasked_choose(
        &mut self,
        finding: FindingId,
        choice: Choice,
        ground: Option<&str>,
        by: &str,
    ) -> Result<()> {
        let values = args![finding, choice, ground.map(str::to_owned), by];
        self.execute_existing(sql!(unmasked / choose), values).await
    }

    /// Why the document of a finding was not masked, and what was chosen.
    pub async fn unmasked_of(&mut self, finding: FindingId) -> Result<Option<UnmaskedRow>> {
        self.optional(sql!(unmasked / get), args![finding], UnmaskedRow::from_row).await
    }

    /// The documents of a case that were not masked.
    pub async fn unmasked_of_case(&mut self, case: CaseId) -> Result<Vec<UnmaskedRow>> {
        self.all(sql!(unmasked / of_case), args![case], UnmaskedRow::from_row).await
    }

    /// The document could be masked after all.
    pub async fn unmasked_delete(&mut self, finding: FindingId) -> Result<()> {
        self.execute(sql!(unmasked / delete), args![finding]).await.map(drop)
    }
}
