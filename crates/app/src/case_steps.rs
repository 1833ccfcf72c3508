//! The steps of a case that an officer takes: identity, extension, refusal, withdrawal, closing.

use gestand_base::CaseId;
use gestand_cases::{Step, extended_deadline, next};
use gestand_ledger::EntryKind;
use gestand_store::{CaseRow, CaseState, Tx};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{Actor, App, AppError, FieldError, Result, Right};

/// Longest explanation of an extension or a refusal, in characters.
const LONGEST_REASON: usize = 2000;

impl App {
    /// The case, when the actor may handle requests.
    pub(crate) async fn case_to_handle(&self, tx: &mut Tx, actor: &Actor, id: CaseId) -> Result<CaseRow> {
        actor.must(Right::HandleRequest)?;
        tx.case_by_id(id).await?.ok_or(AppError::NotFound)
    }

    /// Moves a case on, in a transaction. Gives the state in which it is then.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the procedure has no such step now, or someone else was first.
    pub(crate) async fn move_on(&self, tx: &mut Tx, case: &CaseRow, step: Step) -> Result<CaseState> {
        let conflict = AppError::Conflict { what: "case-state" };
        let Ok(to) = next(case.kind, case.state, step) else { return Err(conflict) };
        // A copy of an identity document does not outlive the step it was sent in for.
        if case.state == CaseState::Received {
            self.destroy_copy(tx, case, &Actor::System, "decided").await?;
        }
        if tx.case_set_state(case.id, case.state, to).await? { Ok(to) } else { Err(conflict) }
    }

    /// Identity methods that the policy allows, the lightest first as it lists them.
    pub(crate) fn identity_methods(&self) -> Vec<String> {
        let identity = self.policy().document.requests.as_ref().and_then(|requests| requests.identity.as_ref());
        let methods: Vec<String> =
            identity.map(|identity| identity.methods.iter().map(|m| m.value.clone()).collect()).unwrap_or_default();
        // Where the statement names no method, the least intrusive ones of Art. 12(6) remain.
        if methods.is_empty() { vec!["control_questions".into(), "office_visit".into()] } else { methods }
    }

    /// Writes down how the requester showed who they are. Nothing of a document is kept.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a method the policy does not allow; [`AppError::Conflict`] when it was done.
    pub async fn confirm_identity(&self, actor: &Actor, id: CaseId, method: &str) -> Result<()> {
        if !self.identity_methods().iter().any(|allowed| allowed == method) {
            return Err(AppError::Invalid(vec![FieldError { field: "method", problem: "method-not-allowed" }]));
        }
        let mut tx = self.engine.store.write("identity_confirm").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        self.move_on(&mut tx, &case, Step::IdentityConfirmed).await?;
        tx.case_set_identity(id, method).await?;
        self.case_event(&mut tx, id, actor, "identity_confirmed", json!({"method": method})).await?;
        let facts = json!({"method": method});
        self.append(&mut tx, EntryKind::IdentityConfirmed, Some(case.person), Some(id.to_string()), facts);
        // Nobody outside is told of it (ADR 0016).
        Ok(tx.commit_soon().await?)
    }

    /// The day an extension would end, or `None` when it cannot be given any more (Art. 12(3): once, and told
    /// within the first term; not where the statement promises a term without one).
    pub(crate) fn extension_of(&self, case: &CaseRow) -> Option<Date> {
        if case.extended || crate::follow::is_over(case.state) || self.today() > case.statutory_due_on {
            return None;
        }
        extended_deadline(self.policy(), case.kind, case.received_on).ok().flatten().map(|clock| clock.due_on)
    }

    /// Extends the term, with the reason that the requester is told.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason; [`AppError::Conflict`] when the law or the statement gives no extension.
    pub async fn extend(&self, actor: &Actor, id: CaseId, reason: &str) -> Result<Date> {
        check_reason(reason)?;
        let mut tx = self.engine.store.write("case_extend").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let due_on = self.extension_of(&case).ok_or(AppError::Conflict { what: "no-extension" })?;
        tx.case_set_deadline(id, due_on, case.statutory_due_on.max(due_on), true).await?;
        let facts = json!({"due_on": due_on.to_string()});
        self.case_event(&mut tx, id, actor, "extended", facts.clone()).await?;
        self.append(&mut tx, EntryKind::TermExtended, Some(case.person), Some(id.to_string()), facts);
        self.keep_note(&mut tx, &case, actor, "extension", reason).await?;
        tx.commit().await?;
        Ok(due_on)
    }

    /// Grounds of refusal that the policy names and the law allows (Art. 12(5); UAVG 41).
    pub fn refusal_grounds(&self) -> Vec<String> {
        let named = self.policy().document.requests.as_ref().map(|requests| &requests.refusal_grounds);
        let named: Vec<String> = named.map(|g| g.iter().map(|g| g.value.clone()).collect()).unwrap_or_default();
        // A statement without grounds has those of Art. 12(5) all the same.
        if named.is_empty() { vec!["manifestly_unfounded".into(), "excessive".into()] } else { named }
    }

    /// Refuses a request, with its ground and an explanation for the requester.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a ground the policy does not name or without an explanation.
    pub async fn refuse(&self, actor: &Actor, id: CaseId, ground: &str, explanation: &str) -> Result<()> {
        if !self.refusal_grounds().iter().any(|named| named == ground) {
            return Err(AppError::Invalid(vec![FieldError { field: "ground", problem: "ground-unknown" }]));
        }
        check_reason(explanation)?;
        let mut tx = self.engine.store.write("case_refuse").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        self.keep_note(&mut tx, &case, actor, "refusal", explanation).await?;
        self.end(&mut tx, actor, &case, Step::Refused, json!({"ground": ground})).await?;
        Ok(tx.commit().await?)
    }

    /// The requester has taken the request back by phone, letter or at the counter.
    pub async fn withdraw(&self, actor: &Actor, id: CaseId) -> Result<()> {
        actor.must(Right::HandleRequest)?;
        self.take_back(actor, id).await
    }

    /// Ends a case because its requester wants no answer any more.
    pub(crate) async fn take_back(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.write("case_withdraw").await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        self.end(&mut tx, actor, &case, Step::Withdrawn, json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Ends a case before its answer; what was held for it is released.
    async fn end(&self, tx: &mut Tx, actor: &Actor, case: &CaseRow, step: Step, mut facts: Value) -> Result<()> {
        let kind = if step == Step::Refused { "refused" } else { "withdrawn" };
        self.move_on(tx, case, step).await?;
        self.release_holds_of(tx, actor, case).await?;
        self.case_event(tx, case.id, actor, kind, facts.clone()).await?;
        facts["outcome"] = kind.into();
        self.append(tx, EntryKind::CaseClosed, Some(case.person), Some(case.id.to_string()), facts);
        Ok(())
    }

    /// Puts the file to rest.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when there is no answer, refusal or withdrawal yet, or the request still restricts something:
    /// its file is needed to lift that.
    pub async fn close(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let mut tx = self.engine.store.write("case_close").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if self.restricted(&mut tx, &case).await? > 0 {
            return Err(AppError::Conflict { what: "still-restricted" });
        }
        self.move_on(&mut tx, &case, Step::Closed).await?;
        tx.case_set_closed(id, self.engine.clock.now()).await?;
        self.release_holds_of(&mut tx, actor, &case).await?;
        self.case_event(&mut tx, id, actor, "closed", json!({})).await?;
        let facts = json!({"outcome": "closed"});
        self.append(&mut tx, EntryKind::CaseClosed, Some(case.person), Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }

    /// Adds an officer's text to the sealed file of the requester: it may name people.
    pub(crate) async fn keep_note(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        actor: &Actor,
        about: &str,
        text: &str,
    ) -> Result<()> {
        let permit = self.permit(actor)?;
        let mut identity = self.identity(tx, case.person, &permit).await?;
        identity.notes.push((about.to_owned(), text.trim().to_owned()));
        let sealed = self.seal_identity(case.person, &identity)?;
        tx.person_update(case.person, &sealed).await?;
        Ok(())
    }
}

pub(crate) fn check_reason(text: &str) -> Result<()> {
    let problem = match text.trim().chars().count() {
        0 => "reason-empty",
        n if n > LONGEST_REASON => "too-long",
        _ => return Ok(()),
    };
    Err(AppError::Invalid(vec![FieldError { field: "reason", problem }]))
}
