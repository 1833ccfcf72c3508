//! What Gestand does by itself every night: destroy what the policy lets go automatically, propose the rest, let go
//! of its own old files, and check its promises.

use std::sync::Arc;

use gestand_base::PersonId;
use gestand_ledger::EntryKind;
use gestand_plans::{PlanError, RuleChoice, propose_retention};
use gestand_policy::terms::Keep;
use gestand_store::{CaseFilter, CaseRow, CaseState, Job};
use serde_json::json;

use crate::work::done_or_elsewhere;
use crate::{Actor, App, AppError, Result};

impl App {
    /// One night. A part that fails is logged and does not stop the others; the next night tries again.
    pub async fn nightly(self: &Arc<Self>) {
        match self.current().await {
            // Of several processes one does it.
            Ok(app) => match app
                .alone(Job::Night, async |_| {
                    app.night().await;
                    Ok(())
                })
                .await
            {
                Ok(()) | Err(AppError::Conflict { .. }) => {}
                Err(error) => tracing::error!(%error, "nothing was done this night; it is tried again next night"),
            },
            Err(error) => tracing::error!(%error, "the policy in force cannot be read; nothing was done this night"),
        }
    }

    async fn night(self: &Arc<Self>) {
        if let Err(error) = done_or_elsewhere(self.replay(&Actor::System).await) {
            tracing::error!(%error, "the sources were not compared with the register of the erased");
        }
        match done_or_elsewhere(self.update_index(&Actor::System, None, &|_, _| {}).await) {
            Ok(indexed) => {
                for problem in indexed.unwrap_or_default().into_iter().filter_map(|source| source.problem) {
                    tracing::error!(%problem, "not all documents of a source were read; it goes on there next night");
                }
            }
            Err(error) => tracing::error!(%error, "the index of documents is as it was; it is tried again next night"),
        }
        if let Err(error) = self.run_automatic_rules().await {
            tracing::error!(%error, "automatic destruction did not run; it is tried again next night");
        }
        match self.propose_retention(&Actor::System).await {
            Ok(_) | Err(AppError::Conflict { .. }) => {}
            Err(error) => tracing::error!(%error, "no retention plan was made; it is tried again next night"),
        }
        if let Err(error) = self.ask_archives().await {
            tracing::error!(%error, "colleagues were not asked to keep the terms; it is tried again next night");
        }
        if let Err(error) = self.resume_all().await {
            tracing::error!(%error, "work that was left could not be done; it is tried again");
        }
        if let Err(error) = self.forget_old_copies().await {
            tracing::error!(%error, "old copies of identity documents were not destroyed; it is tried again next night");
        }
        if let Err(error) = self.forget_old_requests().await {
            tracing::error!(%error, "old request files were not destroyed; it is tried again next night");
        }
        if let Err(error) = self.run_checks(&Actor::System).await {
            tracing::error!(%error, "the promises were not checked; it is tried again next night");
        }
    }

    /// Rules that the policy runs without a person (`automatic: true`).
    async fn run_automatic_rules(self: &Arc<Self>) -> Result<()> {
        let plan = match propose_retention(&self.engine, "policy", RuleChoice::Automatic).await {
            Ok(plan) => plan,
            Err(PlanError::NothingDue) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        self.approve(&Actor::System, plan).await?;
        done_or_elsewhere(self.run_plan(plan, &|_| {}).await).map(drop)
    }

    /// Destroys the files of requests whose own term has ended: the key of the requester first, so that copies in
    /// backups are unreadable too, then the rows. Gives how many.
    ///
    /// # Errors
    /// When the keys or the database cannot be written; what was destroyed stays destroyed, the rest is for the next run.
    pub async fn forget_old_requests(&self) -> Result<u32> {
        let Some(keep) = self.request_file_term() else { return Ok(0) };
        let filter = CaseFilter { open: Some(false), kind: None, limit: u32::MAX, offset: 0 };
        let cases = self.engine.store.read().await?.cases(filter).await?;
        let mut forgotten = 0;
        for case in cases.into_iter().filter(|case| case.state == CaseState::Closed) {
            let Some(last) = case.closed_at.and_then(|at| keep.last_day(self.day_of(at))) else { continue };
            if last < self.today() && self.forget(&case).await? {
                forgotten += 1;
            }
        }
        Ok(forgotten)
    }

    /// How long the file of a request is kept: what the policy says of requests, or its rule `request_file`.
    fn request_file_term(&self) -> Option<&Keep> {
        let document = &self.policy().document;
        let stated = document.requests.as_ref().and_then(|requests| requests.file_kept.as_ref());
        let rule = || document.retention.get("request_file").and_then(|rule| rule.keep.as_ref());
        stated.or_else(rule).map(|keep| &keep.value)
    }

    async fn forget(&self, case: &CaseRow) -> Result<bool> {
        let person: PersonId = case.person;
        let mut tx = self.engine.store.read().await?;
        // A file with records that wait for a hold is needed until they are dealt with.
        if tx.person_identity(person).await?.is_none() || tx.deferred_of_case(case.id).await? > 0 {
            return Ok(false);
        }
        drop(tx);
        self.engine.keys.destroy(person)?;
        let mut tx = self.engine.store.write("request_forget").await?;
        let deleted = tx.person_delete(person).await?;
        let facts = json!({"findings": deleted.findings, "packages": deleted.packages, "answers": deleted.answers});
        self.append(&mut tx, EntryKind::PersonErased, Some(person), Some(case.id.to_string()), facts);
        tx.commit().await?;
        Ok(true)
    }
}
