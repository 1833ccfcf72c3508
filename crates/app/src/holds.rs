//! Holds: what stops destruction, and what releasing one sets free.

use gestand_base::{CaseId, HoldId};
use gestand_ledger::EntryKind;
use gestand_store::{CaseRow, HoldKind, HoldRow, Tx};
use serde_json::json;

use crate::{Actor, App, AppError, Result, Right};

impl App {
    /// Holds all records of the persons of a request, in each source, until it is closed (invariant 3).
    pub(crate) async fn hold_for_request(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: CaseId,
        subjects: &[(String, String)],
    ) -> Result<()> {
        for (source, key) in subjects {
            let hold = HoldRow {
                id: HoldId::new(self.engine.clock.now(), &*self.engine.random),
                kind: HoldKind::Request,
                source: source.clone(),
                class: None,
                record_key: None,
                subject_key: Some(key.clone()),
                case: Some(case),
                reason: "open_request".to_owned(),
                until: "case_closed".to_owned(),
                placed_at: self.engine.clock.now(),
                placed_by: actor.login().to_owned(),
                released_at: None,
            };
            self.place_hold(tx, &hold).await?;
        }
        Ok(())
    }

    /// Places a hold, with its entry in the ledger.
    pub async fn place_hold(&self, tx: &mut Tx, hold: &HoldRow) -> Result<()> {
        tx.hold_insert(hold).await?;
        let facts = json!({"kind": hold.kind, "source": hold.source, "until": hold.until});
        self.append(tx, EntryKind::HoldPlaced, None, Some(hold.id.to_string()), facts).await?;
        Ok(())
    }

    /// Releases the holds of a case that ends. What they deferred is due again in the next plan.
    pub(crate) async fn release_holds_of(&self, tx: &mut Tx, actor: &Actor, case: &CaseRow) -> Result<()> {
        let released = tx.holds_release_for_case(case.id, self.engine.clock.now()).await?;
        if released > 0 {
            let facts = json!({"released": released, "by": actor.login() == "system"});
            self.append(tx, EntryKind::HoldReleased, None, Some(case.id.to_string()), facts).await?;
        }
        Ok(())
    }

    /// An officer releases a hold.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is released already, or belongs to a request that is still open.
    pub async fn release_hold(&self, actor: &Actor, id: HoldId) -> Result<()> {
        actor.must(Right::ReleaseHold)?;
        let mut tx = self.engine.store.write("hold_release").await?;
        let hold = tx.hold_by_id(id).await?.ok_or(AppError::NotFound)?;
        if hold.kind == HoldKind::Request {
            return Err(AppError::Conflict { what: "hold-of-request" });
        }
        if !tx.hold_release(id, self.engine.clock.now()).await? {
            return Err(AppError::Conflict { what: "hold-released" });
        }
        let facts = json!({"kind": hold.kind, "source": hold.source});
        self.append(&mut tx, EntryKind::HoldReleased, None, Some(id.to_string()), facts).await?;
        Ok(tx.commit().await?)
    }
}
