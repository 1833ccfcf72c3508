//! The policies that came into force, and the one in the making.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{DraftState, VersionOrigin};

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackText {
    /// Name of the pack: the corporation's own, or a vocabulary.
    pub pack: String,
    /// Name of the file, such as `rights.yaml`.
    pub name: String,
    pub text: String,
}

/// A policy that is or was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersionRow {
    /// 1, 2, …: the highest is in force.
    pub number: u32,
    /// Digest of the content; the same content may have been in force before.
    pub version: String,
    /// Name of the pack: the corporation.
    pub pack: String,
    /// The compiled policy (JSON text), byte for byte as it was activated.
    pub document: String,
    /// What it said to people in each language (JSON text), as it was written when it came into force.
    pub statement: String,
    /// The pack and the vocabularies it was compiled with.
    pub files: Vec<PackText>,
    pub origin: VersionOrigin,
    pub effective_on: Date,
    /// Why it changed, for everyone to read; empty when it did not come from the editor.
    pub reason: String,
    /// Why it was proposed although the checker found errors; empty when it found none.
    pub despite: String,
    /// Logins of who wrote it and proposed it.
    pub written_by: Vec<String>,
    pub approved_by: Option<String>,
    pub activated_at: Timestamp,
}

/// A policy version without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersionLine {
    pub number: u32,
    pub version: String,
    pub origin: VersionOrigin,
    pub effective_on: Date,
    pub reason: String,
    pub despite: String,
    pub written_by: Vec<String>,
    pub approved_by: Option<String>,
    pub activated_at: Timestamp,
}

/// Which policy version holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyInForce {
    pub number: u32,
    pub version: String,
    /// The day on which a version that was approved takes its place.
    pub next_on: Option<Date>,
}

/// The policy in the making: there is one at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackDraftRow {
    /// Another number after every change, never one that was there before.
    pub revision: u32,
    pub state: DraftState,
    /// The version that it was made from.
    pub base: u32,
    /// The files of the corporation's own pack; once approved, the vocabularies too.
    pub files: Vec<PackText>,
    /// Logins of who changed the files, who did last at the end.
    pub written_by: Vec<String>,
    pub changed_at: Timestamp,
    /// Why, for everyone to read.
    pub reason: String,
    /// Why, although the checker finds errors.
    pub despite: String,
    pub effective_on: Option<Date>,
    pub proposed_by: Option<String>,
    pub approved_by: Option<String>,
    /// What the second officer wrote when sending it back.
    pub note: String,
}

columns!(PolicyVersionRow {
    number,
    version,
    pack,
    document,
    statement,
    files,
    origin,
    effective_on,
    reason,
    despite,
    written_by,
    approved_by,
    activated_at,
});
columns!(PackDraftRow {
    revision,
    state,
    base,
    files,
    written_by,
    changed_at,
    reason,
    despite,
    effective_on,
    proposed_by,
    approved_by,
    note,
});

/// The name of the counter that gives each change of the draft its own number.
const REVISIONS: &str = "pack_draft";

impl Tx {
    /// Adds a policy version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::StoreError::Conflict) when the number is taken: someone else was first.
    pub async fn policy_version_insert(&mut self, version: &PolicyVersionRow) -> Result<()> {
        self.execute(sql!(policy_version / insert), version.values()).await.map(drop)
    }

    /// All policy versions in the order in which they came into force, with their content.
    pub async fn policy_versions(&mut self) -> Result<Vec<PolicyVersionRow>> {
        self.all(sql!(policy_version / all), args![], PolicyVersionRow::from_row).await
    }

    /// All policy versions in the order in which they came into force, without their content.
    pub async fn policy_version_lines(&mut self) -> Result<Vec<PolicyVersionLine>> {
        let read = |row: &crate::tx::Row| {
            Ok(PolicyVersionLine {
                number: row.get("number")?,
                version: row.get("version")?,
                origin: row.get("origin")?,
                effective_on: row.get("effective_on")?,
                reason: row.get("reason")?,
                despite: row.get("despite")?,
                written_by: row.get("written_by")?,
                approved_by: row.get("approved_by")?,
                activated_at: row.get("activated_at")?,
            })
        };
        self.all(sql!(policy_version / lines), args![], read).await
    }

    /// The policy version with this number.
    pub async fn policy_version(&mut self, number: u32) -> Result<Option<PolicyVersionRow>> {
        self.optional(sql!(policy_version / by_number), args![number], PolicyVersionRow::from_row).await
    }

    /// The version that holds, and the day of the one that was approved to follow it.
    pub async fn policy_in_force(&mut self) -> Result<Option<PolicyInForce>> {
        let read = |row: &crate::tx::Row| {
            Ok(PolicyInForce { number: row.get("number")?, version: row.get("version")?, next_on: row.get("next_on")? })
        };
        self.optional(sql!(policy_version / in_force), args![], read).await
    }

    /// The policy in the making.
    pub async fn pack_draft(&mut self) -> Result<Option<PackDraftRow>> {
        self.optional(sql!(pack_draft / get), args![], PackDraftRow::from_row).await
    }

    /// Begins a draft; gives its revision (that of `draft` is ignored).
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::StoreError::Conflict) when there is one.
    pub async fn pack_draft_insert(&mut self, draft: &PackDraftRow) -> Result<u32> {
        let revision = self.next_number(REVISIONS, 0).await?;
        let draft = PackDraftRow { revision, ..draft.clone() };
        self.execute(sql!(pack_draft / insert), draft.values()).await?;
        Ok(revision)
    }

    /// Replaces the draft of which `draft.revision` was seen; gives its new revision, or `None`, and nothing done, when
    /// someone else has changed it since.
    pub async fn pack_draft_update(&mut self, draft: &PackDraftRow) -> Result<Option<u32>> {
        let revision = self.next_number(REVISIONS, 0).await?;
        let mut values = PackDraftRow { revision, ..draft.clone() }.values();
        values.extend(args![draft.revision]);
        Ok(self.execute_one(sql!(pack_draft / update), values).await?.then_some(revision))
    }

    /// Ends the draft with this revision; false, and nothing done, when someone else has changed it since.
    pub async fn pack_draft_delete(&mut self, revision: u32) -> Result<bool> {
        self.execute_one(sql!(pack_draft / delete), args![revision]).await
    }
}
