//! What an answer is made of: findings, and the package with its download.

use gestand_base::{CaseId, FindingId, PackageId};
use gestand_vault::Sealed;
use sqlx::types::Uuid;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{FindingHead, FindingRow, PackageRow, PartRow, Verdict};

columns!(FindingRow {
    id,
    case as "case_id",
    source,
    class,
    records,
    content,
    proposal,
    needs_review,
    verdict,
    grounds,
    decided_by,
});
columns!(read FindingHead { id, source, class, records, proposal, needs_review, verdict, grounds });
columns!(read PackageRow { case as "case_id", build, head, built_at, digest, expires_at, downloads });
columns!(PartRow { seq, document, content });

impl Tx {
    /// Adds findings.
    pub async fn findings_insert(&mut self, findings: &[FindingRow]) -> Result<()> {
        self.insert_all(sql!(finding / insert), findings.iter().map(FindingRow::values).collect()).await
    }

    /// All findings of a case without their content, by source and class.
    pub async fn finding_heads(&mut self, case: CaseId) -> Result<Vec<FindingHead>> {
        self.all(sql!(finding / heads), args![case], FindingHead::from_row).await
    }

    /// At most `limit` findings of a case in the order of [`Tx::finding_heads`], after the finding `after`.
    pub async fn findings_page(
        &mut self,
        case: CaseId,
        after: Option<&FindingRow>,
        limit: u32,
    ) -> Result<Vec<FindingRow>> {
        let (source, class) = after.map_or(("", ""), |row| (&row.source, &row.class));
        let id = after.map_or_else(|| FindingId::from_uuid(Uuid::nil()), |row| row.id);
        self.all(sql!(finding / page), args![case, source, class, id, limit], FindingRow::from_row).await
    }

    /// The finding with this id.
    pub async fn finding_by_id(&mut self, id: FindingId) -> Result<Option<FindingRow>> {
        self.optional(sql!(finding / by_id), args![id], FindingRow::from_row).await
    }

    /// Notes the verdict on a record, its grounds and who gave it; a later verdict replaces an earlier one.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such finding.
    pub async fn finding_decide(
        &mut self,
        id: FindingId,
        verdict: Verdict,
        grounds: &serde_json::Value,
        by: &str,
    ) -> Result<()> {
        self.execute_existing(sql!(finding / decide), args![id, verdict, grounds, by]).await
    }

    /// Replaces the content of a finding.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when there is no such finding.
    pub async fn finding_set_content(&mut self, id: FindingId, content: &Sealed) -> Result<()> {
        self.execute_existing(sql!(finding / set_content), args![id, content.clone()]).await
    }

    /// Takes a finding away: others of the same records come in its place.
    pub async fn finding_delete(&mut self, id: FindingId) -> Result<()> {
        self.execute(sql!(finding / delete), args![id]).await.map(drop)
    }

    /// Gives every finding of a case that has no verdict the one that was proposed.
    pub async fn findings_accept(&mut self, case: CaseId, by: &str) -> Result<u64> {
        self.execute(sql!(finding / accept), args![case, by]).await
    }

    /// Takes one of the records out of a finding of `records`: `content` holds the others.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when the finding is gone or was changed meanwhile.
    pub async fn finding_shrink(&mut self, id: FindingId, records: u32, content: &Sealed) -> Result<()> {
        self.execute_existing(sql!(finding / shrink), args![id, records, content.clone()]).await
    }

    /// Begins to build the answer of a case: an earlier try is forgotten. An answer that was given before is replaced
    /// with `replace` only; else false, and nothing done.
    pub async fn package_start(&mut self, case: CaseId, build: PackageId, replace: bool) -> Result<bool> {
        let started = self.execute_one(sql!(package / start), args![case, build, replace]).await?;
        if started {
            self.execute(sql!(package_part / delete_others), args![case, build]).await?;
        }
        Ok(started)
    }

    /// Adds parts to an answer that is being built.
    pub async fn package_parts_insert(&mut self, case: CaseId, build: PackageId, parts: &[PartRow]) -> Result<()> {
        let values = |part: &PartRow| args![case, build].into_iter().chain(part.values()).collect();
        self.insert_all(sql!(package_part / insert), parts.iter().map(values).collect()).await
    }

    /// Makes the answer complete; false, and nothing done, when another try to build it has begun.
    pub async fn package_finish(&mut self, package: &PackageRow) -> Result<bool> {
        let PackageRow { case, build, head, built_at, digest, expires_at, .. } = package;
        let values = args![*case, *build, head.clone(), *built_at, digest.as_str(), *expires_at];
        self.execute_one(sql!(package / finish), values).await
    }

    /// The answer of a case, also when its link has expired; not one that is still being built.
    pub async fn package_of(&mut self, case: CaseId) -> Result<Option<PackageRow>> {
        self.optional(sql!(package / of_case), args![case], PackageRow::from_row).await
    }

    /// The first part of an answer from the number `from` on that is a document, or that is none.
    pub async fn package_part(
        &mut self,
        case: CaseId,
        build: PackageId,
        from: u32,
        document: bool,
    ) -> Result<Option<PartRow>> {
        self.optional(sql!(package_part / get), args![case, build, from, document], PartRow::from_row).await
    }

    /// Counts a download.
    ///
    /// # Errors
    /// [`StoreError::Missing`](crate::StoreError::Missing) when the case has no package.
    pub async fn package_count_download(&mut self, case: CaseId) -> Result<()> {
        self.execute_existing(sql!(package / count_download), args![case]).await
    }
}
