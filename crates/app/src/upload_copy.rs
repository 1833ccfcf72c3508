//! The shielded copy of an identity document that a requester sends in, where the policy allows that way (Art. 12(6)
//! GDPR, UAVG 46): checked before it is kept, sealed, looked at by an officer, destroyed when it has served.

use gestand_base::CaseId;
use gestand_documents::shielded::{Fault, Rules};
use gestand_ledger::EntryKind;
use gestand_policy::model::IdentityCopies;
use gestand_store::{CaseRow, CaseState, Tx};
use gestand_vault::Cell;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::upload::{files_of, reason_of};
use crate::{Actor, App, AppError, Result};

/// How often a copy can be sent in for one request; then there are other ways. A limit against abuse, no period of
/// the law: it is in no policy.
const MOST_TRIES: u32 = 10;
/// The way to show who one is, as the policy names it.
const METHOD: &str = "masked_copy";

/// The page on which a copy is sent in.
#[derive(Debug, Clone)]
pub struct CopyPage {
    /// What must be done to the copy: keys of the texts.
    pub rules: Vec<&'static str>,
    pub organisation: String,
    /// The copy that waits to be looked at.
    pub received_at: Option<Timestamp>,
    pub tries_left: u32,
    /// The last day on which a copy that came in today is kept.
    pub kept_until: Date,
}

/// What became of a copy that was sent in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyOutcome {
    Kept,
    /// What is wrong with it, in the order of mending: keys of the texts. Nothing was kept.
    Refused(Vec<&'static str>),
}

/// A copy that an officer can look at.
#[derive(Debug, Clone, Copy)]
pub struct CopyLine {
    pub received_at: Timestamp,
    /// Whether the photo is covered could not be told.
    pub photo_unseen: bool,
}

/// Where the picture of a copy is sealed.
fn cell(case: CaseId) -> Cell<'static> {
    Cell { table: "identity_copy", row: case.uuid(), column: "picture" }
}

impl App {
    /// What must be done to a copy; `None` where the policy takes no copies. A BSN is never to be seen on one, whatever
    /// the policy says (UAVG 46).
    fn copy_rules(&self) -> Option<Rules> {
        let document = &self.policy().document;
        let identification = document.identification.as_ref();
        let copies = identification.and_then(|rules| rules.copies.as_ref()).map(|copies| copies.value);
        let refused = matches!(copies, Some(IdentityCopies::Never | IdentityCopies::SeenOnly));
        if refused || !self.identity_methods().iter().any(|method| method == METHOD) {
            return None;
        }
        let stated = identification.map(|rules| rules.copy_rules.as_slice()).unwrap_or_default();
        let asks = |rule: &str| stated.iter().any(|stated| stated.value == rule);
        Some(Rules {
            marked_as_copy: asks("marked_as_copy"),
            recipient: if asks("recipient") { names_of(&self.organisation_name()) } else { Vec::new() },
            date: asks("date").then(|| document.copy_dated_within().earliest_start(self.today())),
            bsn: true,
            document_number: asks("document_number"),
            photo: asks("photo"),
        })
    }

    /// The case of a visit, while its requester has yet to show who they are.
    async fn case_to_identify(&self, tx: &mut Tx, id: CaseId) -> Result<CaseRow> {
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        if case.state == CaseState::Received { Ok(case) } else { Err(AppError::Conflict { what: "copy-not-needed" }) }
    }

    /// Whether the requester of a visit can send in a copy now.
    pub async fn can_send_copy(&self, token: &str) -> Result<bool> {
        match self.copy_page(token).await {
            Ok(_) => Ok(true),
            Err(AppError::NotFound | AppError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The page on which a requester sends in a copy.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the policy takes no copies; [`AppError::Conflict`] when none is needed any more;
    /// [`AppError::LoginFailed`] when the visit has expired.
    pub async fn copy_page(&self, token: &str) -> Result<CopyPage> {
        let rules = self.copy_rules().ok_or(AppError::NotFound)?;
        let id = self.followed_case(token).await?;
        let mut tx = self.engine.store.read().await?;
        self.case_to_identify(&mut tx, id).await?;
        let copy = tx.identity_copy_of(id).await?;
        let asked = [
            (rules.marked_as_copy, "marked_as_copy"),
            (!rules.recipient.is_empty(), "recipient"),
            (rules.date.is_some(), "date"),
            (rules.bsn, "bsn"),
            (rules.bsn, "bsn_strip"),
            (rules.document_number, "document_number"),
            (rules.photo, "photo"),
        ];
        Ok(CopyPage {
            rules: asked.into_iter().filter_map(|(asked, rule)| asked.then_some(rule)).collect(),
            organisation: self.organisation_name(),
            received_at: copy.as_ref().and_then(|copy| copy.received_at),
            tries_left: MOST_TRIES.saturating_sub(copy.map_or(0, |copy| copy.tries)),
            // A term that leaves the calendar does not end.
            kept_until: self.policy().document.copy_kept().last_day(self.today()).unwrap_or(Date::MAX),
        })
    }

    /// Checks the copy that a requester sends in, on one picture or several. A good one is sealed and replaces an
    /// earlier one; of another nothing is kept.
    ///
    /// # Errors
    /// Those of [`App::copy_page`]; [`AppError::Invalid`] for what is no picture or PDF; [`AppError::Conflict`] after
    /// too many tries; [`AppError::Throttled`] while too much is sent in at once.
    pub async fn send_copy(&self, token: &str, files: Vec<Vec<u8>>) -> Result<CopyOutcome> {
        let rules = self.copy_rules().ok_or(AppError::NotFound)?;
        let id = self.followed_case(token).await?;
        let files = files_of(files)?;
        let mut tx = self.engine.store.write("identity_copy_try").await?;
        self.case_to_identify(&mut tx, id).await?;
        if !tx.identity_copy_try(id, MOST_TRIES).await? {
            return Err(AppError::Conflict { what: "copy-tries" });
        }
        tx.commit().await?;

        let (photo, today) = (rules.photo, self.today());
        let looked = self.look(move |reader| {
            let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
            reader.check_copy(&files, &rules, today)
        });
        let checked = match looked.await? {
            Ok(checked) => checked,
            Err(refusal) => return self.refused(id, vec![reason_of(refusal)?]).await,
        };
        if !checked.shielded.acceptable() {
            return self.refused(id, checked.shielded.faults.iter().map(|fault| fault_key(*fault)).collect()).await;
        }
        let mut tx = self.engine.store.write("identity_copy_keep").await?;
        let case = self.case_to_identify(&mut tx, id).await?;
        let sealed = self.seal(case.person, cell(id), &checked.picture)?;
        let photo_unseen = photo && checked.shielded.photo_unseen;
        tx.identity_copy_put(id, self.engine.clock.now(), photo_unseen, &sealed).await?;
        self.copy_event(&mut tx, &case, &Actor::Requester, "copy_received", json!({})).await?;
        tx.commit().await?;
        Ok(CopyOutcome::Kept)
    }

    async fn refused(&self, id: CaseId, faults: Vec<&'static str>) -> Result<CopyOutcome> {
        let mut tx = self.engine.store.write("identity_copy_refuse").await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        let facts = json!({"faults": faults});
        self.copy_event(&mut tx, &case, &Actor::Requester, "copy_refused", facts).await?;
        tx.commit().await?;
        Ok(CopyOutcome::Refused(faults))
    }

    /// A line in the history and an entry in the ledger.
    async fn copy_event(&self, tx: &mut Tx, case: &CaseRow, actor: &Actor, what: &str, facts: Value) -> Result<()> {
        let kind = match what {
            "copy_received" => EntryKind::CopyReceived,
            "copy_refused" => EntryKind::CopyRefused,
            "copy_opened" => EntryKind::ValueOpened,
            _ => EntryKind::CopyDestroyed,
        };
        self.case_event(tx, case.id, actor, what, facts.clone()).await?;
        self.append(tx, kind, Some(case.person), Some(case.id.to_string()), facts);
        Ok(())
    }

    /// The copy of a case that waits to be looked at.
    ///
    /// # Errors
    /// [`AppError::Forbidden`], [`AppError::NotFound`].
    pub async fn copy_of(&self, actor: &Actor, id: CaseId) -> Result<Option<CopyLine>> {
        let mut tx = self.engine.store.read().await?;
        self.case_to_handle(&mut tx, actor, id).await?;
        Ok(tx.identity_copy_of(id).await?.and_then(|copy| {
            Some(CopyLine { received_at: copy.received_at?, photo_unseen: copy.photo_unseen.unwrap_or(true) })
        }))
    }

    /// The copy as a JPEG, for the officer who checks the identity. That it was looked at is in the ledger.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, or it has been destroyed.
    pub async fn copy_picture(&self, actor: &Actor, id: CaseId) -> Result<Vec<u8>> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.write("identity_copy_open").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let sealed = tx.identity_copy_of(id).await?.and_then(|copy| copy.picture).ok_or(AppError::NotFound)?;
        let picture = self.unseal(case.person, cell(id), &sealed)?;
        let picture = picture.open(&permit, "identity of a requester").clone();
        self.copy_event(&mut tx, &case, actor, "copy_opened", json!({"value": "identity_copy"})).await?;
        tx.commit().await?;
        Ok(picture)
    }

    /// The officer cannot tell from the copy who the requester is: it is destroyed, and the requester reads why.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason; [`AppError::NotFound`] when there is no copy.
    pub async fn reject_copy(&self, actor: &Actor, id: CaseId, reason: &str) -> Result<()> {
        crate::case_steps::check_reason(reason)?;
        let mut tx = self.engine.store.write("identity_copy_reject").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if !self.destroy_copy(&mut tx, &case, actor, "rejected").await? {
            return Err(AppError::NotFound);
        }
        self.keep_note(&mut tx, &case, actor, "copy", reason).await?;
        Ok(tx.commit().await?)
    }

    /// Destroys the copy of a case, in the caller's transaction; false when none is kept.
    pub(crate) async fn destroy_copy(&self, tx: &mut Tx, case: &CaseRow, actor: &Actor, why: &str) -> Result<bool> {
        let destroyed = tx.identity_copy_destroy(case.id).await?;
        if destroyed {
            self.copy_event(tx, case, actor, "copy_destroyed", json!({"why": why})).await?;
        }
        Ok(destroyed)
    }

    /// Destroys the copies that nobody has looked at in time. Gives how many.
    ///
    /// # Errors
    /// When the database cannot be written; what is destroyed stays destroyed.
    pub async fn forget_old_copies(&self) -> Result<u32> {
        let first_kept = self.policy().document.copy_kept().earliest_start(self.today());
        // A day before all moments: nothing came in that long ago.
        let Ok(before) = first_kept.to_zoned(self.zone()) else { return Ok(0) };
        let old = self.engine.store.read().await?.identity_copies_before(before.timestamp()).await?;
        let mut forgotten = 0;
        for id in old {
            let mut tx = self.engine.store.write("identity_copy_forget").await?;
            let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
            forgotten += u32::from(self.destroy_copy(&mut tx, &case, &Actor::System, "term").await?);
            tx.commit().await?;
        }
        Ok(forgotten)
    }
}

/// The names by which people know an organisation: with and without its form in law.
fn names_of(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    for form in ["Stichting ", "Woningstichting ", "Woningcorporatie ", "De "] {
        if let Some(rest) = names.last().and_then(|name| name.strip_prefix(form)).map(str::to_owned) {
            names.push(rest);
        }
    }
    names
}

const fn fault_key(fault: Fault) -> &'static str {
    match fault {
        Fault::Unclear => "unclear",
        Fault::NotMarked => "not_marked",
        Fault::NoRecipient => "no_recipient",
        Fault::NoDate => "no_date",
        Fault::Bsn => "bsn",
        Fault::BsnInZone => "bsn_in_zone",
        Fault::DocumentNumber => "document_number",
        Fault::Photo => "photo",
    }
}

#[cfg(test)]
mod tests {
    use super::names_of;

    #[test]
    fn an_organisation_is_known_without_its_form_in_law() {
        assert_eq!(names_of("Woonpartners"), ["Woonpartners"]);
        assert_eq!(names_of("Stichting De Linde"), ["Stichting De Linde", "De Linde", "Linde"]);
    }
}
