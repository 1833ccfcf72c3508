//! A version comes into force: written down with its entry in the ledger, in the transaction of the caller.

use std::sync::Arc;

use gestand_ledger::EntryKind;
use gestand_plans::Engine;
use gestand_policy::Severity;
use gestand_store::{DraftState, PackDraftRow, PolicyVersionRow, StoreError, Tx, VersionOrigin};
use serde_json::{Value, json};

use super::said::Statements;
use super::{Finding, InForce};
use crate::editor::{authors, compile_draft};
use crate::{App, AppError, Result, token};

/// The note of the program on what it could not put in force; the web has a text for it.
const OUTDATED: &str = "outdated";

/// Writes the next version.
///
/// # Errors
/// [`AppError::Conflict`] when another version took the number.
pub(crate) async fn insert_version(tx: &mut Tx, row: &PolicyVersionRow) -> Result<()> {
    tx.policy_version_insert(row).await.map_err(|error| match error {
        StoreError::Conflict => AppError::Conflict { what: "draft-state" },
        other => other.into(),
    })
}

/// Writes the entry of a version that holds from now on. `engine` works under that version.
pub(crate) async fn record_version(
    engine: &Engine,
    tx: &mut Tx,
    row: &PolicyVersionRow,
    findings: &[Finding],
) -> Result<()> {
    let errors = findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count();
    let facts = json!({
        "pack": row.pack, "version": row.version, "number": row.number, "origin": row.origin,
        "effective_on": row.effective_on.to_string(), "errors": errors,
        "sha256": token::hex(&token::hash(&serde_json::to_string(&row.files)?)),
        "statement_sha256": token::hex(&token::hash(&row.statement)),
    });
    let reference = Some(format!("policy-{}", row.number));
    tx.ledger_push(gestand_plans::entry(engine, EntryKind::PolicyActivated, reference, facts));
    Ok(())
}

impl App {
    /// Puts an approved draft in force, in the transaction of the caller. `next` is compiled from it; `approval` are the
    /// facts of the approval, when that is in the same transaction.
    pub(crate) async fn activate(
        &self,
        tx: &mut Tx,
        draft: &PackDraftRow,
        next: &InForce,
        approval: Option<Value>,
    ) -> Result<()> {
        if !tx.pack_draft_delete(draft.revision).await? {
            return Err(AppError::Conflict { what: "draft-state" });
        }
        let policy = &next.policy;
        let row = PolicyVersionRow {
            number: next.number,
            version: policy.version.clone(),
            pack: policy.name.clone(),
            document: serde_json::to_string(&policy.document)?,
            statement: serde_json::to_string(&Statements::of(policy))?,
            files: next.texts.clone(),
            origin: VersionOrigin::Editor,
            effective_on: draft.effective_on.unwrap_or_else(|| self.today()),
            reason: draft.reason.clone(),
            despite: draft.despite.clone(),
            written_by: authors(draft),
            approved_by: draft.approved_by.clone(),
            activated_at: self.engine.clock.now(),
        };
        insert_version(tx, &row).await?;
        if let Some(approval) = approval {
            self.append(tx, EntryKind::PolicyApproved, None, None, approval);
        }
        let engine = Engine { policy: Arc::clone(policy), ..self.engine.clone() };
        record_version(&engine, tx, &row, &next.findings).await
    }

    /// Puts the version in force whose day has come; gives the number of the version that holds then. One that cannot
    /// be put in force any more goes back to its authors, and the version that holds stays.
    pub(crate) async fn activate_scheduled(&self) -> Result<u32> {
        let (draft, holds) = {
            let mut tx = self.engine.store.read().await?;
            (tx.pack_draft().await?, tx.policy_in_force().await?.ok_or(AppError::NotFound)?)
        };
        let due =
            |draft: &PackDraftRow| draft.state == DraftState::Scheduled && draft.effective_on <= Some(self.today());
        let Some(draft) = draft.filter(due) else { return Ok(holds.number) };
        let next = if draft.base == holds.number {
            compile_draft(self.texts_of_draft(&draft), self.policy().name.clone()).await?.ok()
        } else {
            None
        };
        let Some(next) = next.map(|next| InForce { number: holds.number + 1, ..next }) else {
            tracing::error!("the version that was approved cannot come into force; it goes back to its authors");
            self.give_back(draft, OUTDATED).await?;
            return Ok(holds.number);
        };
        let mut tx = self.engine.store.write("policy_activate").await?;
        match self.activate(&mut tx, &draft, &next, None).await {
            Ok(()) => tx.commit().await?,
            // Another request, or another process, was first.
            Err(AppError::Conflict { .. }) => {
                drop(tx);
                let holds = self.engine.store.read().await?.policy_in_force().await?;
                return Ok(holds.ok_or(AppError::NotFound)?.number);
            }
            Err(error) => return Err(error),
        }
        let number = next.number;
        self.under(Arc::new(next));
        tracing::info!(number, "a version of the policy came into force on its day");
        Ok(number)
    }
}
