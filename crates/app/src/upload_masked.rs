//! Documents of an answer without BSNs (UAVG 46); of those that cannot be masked an officer says what is done.

use gestand_base::{CaseId, FindingId};
use gestand_documents::bsn::Verdict as Sure;
use gestand_documents::mask::Refusal;
use gestand_ledger::EntryKind;
use gestand_store::{CaseState, Choice, FindingRow};
use serde_json::json;

use crate::upload::reason_of;
use crate::{Actor, App, AppError, FieldError, Result};

const AT_THE_OFFICE: &str = "Dit document kunnen wij niet veilig opsturen. U kunt het op ons kantoor bekijken. Neem daarvoor contact met ons op.";

/// A document of an answer.
pub(crate) enum Masked {
    /// It goes with the answer.
    Send(Vec<u8>),
    /// It stays out; the requester reads why.
    Instead(String),
    /// It could not be masked, and nobody has said yet what to do: the answer waits.
    Ask,
}

/// A document of an answer that could not be masked.
#[derive(Debug, Clone)]
pub struct UnmaskedLine {
    pub finding: FindingId,
    pub source_label: gestand_policy::model::Text,
    pub class_label: gestand_policy::model::Text,
    /// Why: a key of the texts.
    pub reason: String,
    pub choice: Option<Choice>,
}

impl App {
    /// Makes what is certainly a BSN in a document unreadable before it goes into an answer.
    pub(crate) async fn masked(&self, row: &FindingRow, media_type: &str, bytes: Vec<u8>) -> Result<Masked> {
        let media_type = media_type.to_owned();
        let (outcome, bytes) =
            self.in_child(move |reader| (reader.mask(&bytes, &media_type, Sure::Certain), bytes)).await?;
        let noted = self.engine.store.read().await?.unmasked_of(row.id).await?;
        let refusal: Refusal = match outcome {
            Ok(masked) => {
                if noted.is_some() {
                    let mut tx = self.engine.store.write("unmasked_delete").await?;
                    tx.unmasked_delete(row.id).await?;
                    tx.commit().await?;
                }
                return Ok(Masked::Send(masked.bytes));
            }
            Err(refusal) => refusal,
        };
        match noted.and_then(|noted| Some((noted.choice?, noted.ground))) {
            Some((Choice::AsItIs, _)) => Ok(Masked::Send(bytes)),
            Some((Choice::Office, _)) => Ok(Masked::Instead(AT_THE_OFFICE.to_owned())),
            Some((Choice::LeftOut, ground)) => Ok(Masked::Instead(left_out(ground.as_deref()))),
            None => {
                let mut tx = self.engine.store.write("unmasked_note").await?;
                tx.unmasked_note(row.id, reason_of(refusal)?).await?;
                tx.commit().await?;
                Ok(Masked::Ask)
            }
        }
    }

    /// The documents of a case that could not be masked, with what was chosen for each.
    ///
    /// # Errors
    /// [`AppError::Forbidden`], [`AppError::NotFound`].
    pub async fn unmasked(&self, actor: &Actor, id: CaseId) -> Result<Vec<UnmaskedLine>> {
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::Reviewing {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for row in tx.unmasked_of_case(id).await? {
            let finding = tx.finding_by_id(row.finding).await?.ok_or(AppError::NotFound)?;
            lines.push(UnmaskedLine {
                finding: row.finding,
                source_label: self.source_label(&finding.source),
                class_label: self.class_label(&finding.source, &finding.class),
                reason: row.reason,
                choice: row.choice,
            });
        }
        Ok(lines)
    }

    /// Says what is done with a document that could not be masked.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it is left out without an article as ground; [`AppError::Conflict`] when the case is
    /// not being reviewed; [`AppError::NotFound`] when the document is none of those.
    pub async fn choose_document(
        &self,
        actor: &Actor,
        id: CaseId,
        finding: FindingId,
        choice: Choice,
        ground: Option<&str>,
    ) -> Result<()> {
        let mut tx = self.engine.store.write("unmasked_choose").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::Reviewing {
            return Err(AppError::Conflict { what: "case-state" });
        }
        if !tx.unmasked_of_case(id).await?.iter().any(|row| row.finding == finding) {
            return Err(AppError::NotFound);
        }
        let law = match choice {
            Choice::LeftOut => {
                let (node, law) = self.ground_named(ground)?;
                if node.is_empty() && law.is_none() {
                    return Err(AppError::Invalid(vec![FieldError { field: "ground", problem: "ground-empty" }]));
                }
                law
            }
            Choice::AsItIs | Choice::Office => None,
        };
        tx.unmasked_choose(finding, choice, law.as_deref(), actor.login()).await?;
        let facts = json!({"finding": finding.to_string(), "document": choice});
        self.append(&mut tx, EntryKind::RecordJudged, Some(case.person), Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }
}

fn left_out(law: Option<&str>) -> String {
    let says =
        "Het document zelf sturen wij niet mee. Wij hebben afgewogen wat zwaarder weegt: uw recht of dat van anderen.";
    law.map_or_else(|| says.to_owned(), |law| format!("{says} ({law})"))
}
