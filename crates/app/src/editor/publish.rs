//! Four eyes: one officer proposes, another approves or sends back; then the draft is the next version.

use std::sync::Arc;

use gestand_ledger::EntryKind;
use gestand_policy::diff::diff;
use gestand_policy::{Policy, Severity};
use gestand_store::{DraftState, PackDraftRow, Tx};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::compile_draft;
use crate::intake::parse_day;
use crate::versions::{InForce, Unusable, of_pack};
use crate::{Actor, App, AppError, FieldError, Result, Right};

/// Longest text for people, in characters.
const LONGEST: usize = 2000;
/// The farthest day on which a version may begin.
const YEARS_AHEAD: i32 = 2;

/// What the author asks of a second officer.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// The revision of the draft that the author saw.
    pub revision: u32,
    /// Why, for everyone to read.
    pub reason: String,
    /// Why, although the checker finds errors.
    pub despite: String,
    /// The first day, as people write it; empty: at once.
    pub effective_on: String,
}

const STATE: AppError = AppError::Conflict { what: "draft-state" };

/// Who wrote a draft, and who proposed it.
pub(crate) fn authors(draft: &PackDraftRow) -> Vec<String> {
    let mut authors = draft.written_by.clone();
    authors.extend(draft.proposed_by.iter().filter(|login| !draft.written_by.contains(login)).cloned());
    authors
}

/// Whether another looks than who proposed it and who wrote in it last.
pub(crate) fn second_eyes(draft: &PackDraftRow, actor: &Actor) -> bool {
    let login = actor.login();
    let proposed = draft.proposed_by.as_deref() == Some(login);
    let wrote_last = draft.written_by.last().is_some_and(|last| last == login);
    draft.state == DraftState::Proposed && actor.may(Right::EditPolicy) && !proposed && !wrote_last
}

/// A text for people, without what cannot be stored or seen.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}

fn check_text(field: &'static str, text: &str, needed: bool) -> Option<FieldError> {
    let problem = match text.chars().count() {
        0 if needed => "reason-empty",
        n if n > LONGEST => "too-long",
        _ => return None,
    };
    Some(FieldError { field, problem })
}

fn errors(next: &InForce) -> usize {
    next.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
}

impl App {
    /// The draft in this state with this revision.
    async fn draft_as_seen(&self, tx: &mut Tx, revision: u32, states: &[DraftState]) -> Result<PackDraftRow> {
        let draft = tx.pack_draft().await?.ok_or(STATE)?;
        if draft.revision == revision && states.contains(&draft.state) { Ok(draft) } else { Err(STATE) }
    }

    /// The draft compiled, when it can follow the version in force.
    async fn publishable(&self, draft: &PackDraftRow) -> Result<InForce> {
        let conflict = |what| Err(AppError::Conflict { what });
        if draft.base != self.in_force.number {
            return conflict("draft-outdated");
        }
        if of_pack(&draft.files, &self.policy().name) == self.own_texts() {
            return conflict("draft-unchanged");
        }
        match compile_draft(self.texts_of_draft(draft), self.policy().name.clone()).await? {
            Ok(next) => Ok(next),
            Err(Unusable::Unreadable(_)) => conflict("draft-unreadable"),
            Err(Unusable::RequestsForbidden(_)) => conflict("draft-forbids-requests"),
        }
    }

    /// Asks a second officer to approve the draft.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it cannot be read, changes nothing, was made from an earlier version, or was changed
    /// since; [`AppError::Invalid`] without a reason, with a day that cannot be, or with errors and no word on why.
    pub async fn editor_propose(&self, actor: &Actor, proposal: &Proposal) -> Result<()> {
        actor.must(Right::EditPolicy)?;
        let seen = {
            let mut tx = self.engine.store.read().await?;
            self.draft_as_seen(&mut tx, proposal.revision, &[DraftState::Draft]).await?
        };
        let next = self.publishable(&seen).await?;
        let (reason, despite) = (clean(&proposal.reason), clean(&proposal.despite));
        let errors = errors(&next);
        let mut mistakes: Vec<FieldError> = Vec::new();
        mistakes.extend(check_text("reason", &reason, true));
        mistakes.extend(check_text("despite", &despite, errors > 0));
        let effective_on = self.first_day(&proposal.effective_on).map_err(|mistake| mistakes.push(mistake));
        let (Ok(effective_on), true) = (effective_on, mistakes.is_empty()) else {
            return Err(AppError::Invalid(mistakes));
        };
        let draft = PackDraftRow {
            state: DraftState::Proposed,
            reason,
            despite: if errors > 0 { despite } else { String::new() },
            effective_on: Some(effective_on),
            proposed_by: Some(actor.login().to_owned()),
            note: String::new(),
            ..seen
        };
        let mut tx = self.engine.store.write("draft_propose").await?;
        tx.pack_draft_update(&draft).await?.ok_or(STATE)?;
        self.append(&mut tx, EntryKind::PolicyProposed, None, None, facts(&draft, self.policy(), &next, effective_on));
        Ok(tx.commit().await?)
    }

    fn first_day(&self, text: &str) -> std::result::Result<Date, FieldError> {
        let wrong = |problem| FieldError { field: "effective_on", problem };
        let today = self.today();
        if text.trim().is_empty() {
            return Ok(today);
        }
        let last = today.saturating_add(jiff::Span::new().years(YEARS_AHEAD));
        match parse_day(text.trim()) {
            Some(day) if day < today => Err(wrong("date-past")),
            Some(day) if day > last => Err(wrong("date-far")),
            Some(day) => Ok(day),
            None => Err(wrong("date-form")),
        }
    }

    /// Approves what another officer proposed. It is compiled again, and comes into force now or on its day. Tells
    /// whether it is in force.
    ///
    /// # Errors
    /// [`AppError::Conflict`] `four-eyes` for who proposed it or wrote in it last, else as [`App::editor_propose`].
    pub async fn editor_approve(&self, actor: &Actor, revision: u32) -> Result<bool> {
        actor.must(Right::EditPolicy)?;
        let seen = {
            let mut tx = self.engine.store.read().await?;
            self.draft_as_seen(&mut tx, revision, &[DraftState::Proposed]).await?
        };
        if !second_eyes(&seen, actor) {
            return Err(AppError::Conflict { what: "four-eyes" });
        }
        let next = self.publishable(&seen).await?;
        if errors(&next) > 0 && seen.despite.is_empty() {
            return Err(AppError::Conflict { what: "draft-errors" });
        }
        let effective_on = seen.effective_on.unwrap_or_else(|| self.today()).max(self.today());
        let next = InForce { number: seen.base + 1, ..next };
        let approval = facts(&seen, self.policy(), &next, effective_on);
        let draft = PackDraftRow {
            state: DraftState::Scheduled,
            files: next.texts.clone(),
            effective_on: Some(effective_on),
            approved_by: Some(actor.login().to_owned()),
            ..seen
        };
        let mut tx = self.engine.store.write("draft_approve").await?;
        let revision = tx.pack_draft_update(&draft).await?.ok_or(STATE)?;
        let now = effective_on <= self.today();
        if now {
            self.activate(&mut tx, &PackDraftRow { revision, ..draft }, &next, Some(approval)).await?;
        } else {
            self.append(&mut tx, EntryKind::PolicyApproved, None, None, approval);
        }
        tx.commit().await?;
        if now {
            self.under(Arc::new(next));
        }
        Ok(now)
    }

    /// Sends a proposal back with a note, or takes back one's own; also what was approved and waits for its day.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a note, except for who proposed it; [`AppError::Conflict`] when it is in force
    /// already, or was changed since.
    pub async fn editor_return(&self, actor: &Actor, revision: u32, note: &str) -> Result<()> {
        actor.must(Right::EditPolicy)?;
        let note = clean(note);
        let draft = {
            let mut tx = self.engine.store.read().await?;
            self.draft_as_seen(&mut tx, revision, &[DraftState::Proposed, DraftState::Scheduled]).await?
        };
        let own = draft.state == DraftState::Proposed && draft.proposed_by.as_deref() == Some(actor.login());
        if let Some(mistake) = check_text("note", &note, !own) {
            return Err(AppError::Invalid(vec![mistake]));
        }
        self.give_back(draft, &note).await
    }

    /// Makes a draft again of what was proposed or approved.
    pub(crate) async fn give_back(&self, draft: PackDraftRow, note: &str) -> Result<()> {
        let draft = PackDraftRow {
            state: DraftState::Draft,
            files: of_pack(&draft.files, &self.policy().name),
            proposed_by: None,
            approved_by: None,
            note: note.to_owned(),
            ..draft
        };
        let mut tx = self.engine.store.write("draft_return").await?;
        tx.pack_draft_update(&draft).await?.ok_or(STATE)?;
        self.append(&mut tx, EntryKind::PolicyReturned, None, None, json!({"base": draft.base}));
        Ok(tx.commit().await?)
    }
}

/// What the ledger keeps of a proposal or an approval: no names, no texts.
fn facts(draft: &PackDraftRow, holds: &Policy, next: &InForce, effective_on: Date) -> Value {
    let changes = diff(&holds.document, &next.policy.document);
    json!({
        "version": next.policy.version, "base": draft.base, "effective_on": effective_on.to_string(),
        "errors": errors(next), "changes": changes.len(),
        "inform_first": changes.iter().filter(|change| change.inform_first).count(),
    })
}
