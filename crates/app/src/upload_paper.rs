//! Income statements that people hand in, where the policy promises to make the BSN on them unreadable (UAVG 46, 5(1)(c)
//! GDPR): masked before anything is kept, and put into the source that is annotated for them.

use gestand_ledger::EntryKind;
use gestand_sources::Source;
use jiff::civil::Date;
use serde_json::json;

use crate::upload::{files_of, reason_of};
use crate::{App, AppError, FieldError, Result};

/// The paper as annotations name it.
const PAPER: &str = "income_statement";
/// Papers that are taken on one day, so that nobody can fill the source.
const MOST_A_DAY: u32 = 500;
/// The longest relation number.
const LONGEST_NUMBER: usize = 40;

/// What became of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperOutcome {
    Kept {
        /// For the sender to name when there is a question.
        number: String,
        day: Date,
        /// How many numbers were made unreadable.
        masked: usize,
    },
    /// Why it was not taken: a key of the texts. Nothing was kept.
    Refused(&'static str),
}

impl App {
    /// The source that takes papers, where the policy promises to mask them.
    fn paper_source(&self) -> Option<&dyn Source> {
        let promised = self.policy().document.identification.as_ref()?.bsn_masked == Some(true);
        self.engine.sources.all().find(|source| promised && source.takes(PAPER))
    }

    /// Whether income statements can be handed in here.
    pub fn takes_papers(&self) -> bool {
        self.paper_source().is_some()
    }

    /// Takes an income statement in: what looks like a BSN on it is masked, and only then it is put away by the
    /// relation number. Of one that cannot be masked nothing is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where none are taken; [`AppError::Invalid`] for a number or a file that is not right;
    /// [`AppError::Conflict`] when there is one of today already; [`AppError::Throttled`]; [`AppError::SourceDown`].
    pub async fn hand_in_paper(&self, relation_number: &str, files: Vec<Vec<u8>>) -> Result<PaperOutcome> {
        let source = self.paper_source().ok_or(AppError::NotFound)?;
        let relation_number = relation_number.trim();
        let wrong = |field, problem| Err(AppError::Invalid(vec![FieldError { field, problem }]));
        if relation_number.is_empty() {
            return wrong("relation_number", "number-empty");
        }
        let plain = relation_number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !plain || relation_number.len() > LONGEST_NUMBER {
            return wrong("relation_number", "relation-number-form");
        }
        let mut files = files_of(files)?;
        let (Some(file), true) = (files.pop(), files.is_empty()) else { return wrong("file", "file-one") };
        let masked = match self.look(move |reader| reader.take_in(&file)).await? {
            Ok(masked) => masked,
            Err(refusal) => return Ok(PaperOutcome::Refused(reason_of(refusal)?)),
        };

        let day = self.today();
        let mut tx = self.engine.store.write("paper_take_in").await?;
        if tx.next_number(&format!("papers of {day}"), day.year()).await? > MOST_A_DAY {
            return Err(AppError::Conflict { what: "papers-today" });
        }
        let number = format!("{}-P{:04}", day.year(), tx.next_number("paper", day.year()).await?);
        let put = source.deposit(PAPER, relation_number, day, &masked.bytes, self.system_permit()).await;
        if !put.map_err(|error| AppError::source(&source.info().id, &error))? {
            return Err(AppError::Conflict { what: "paper-today" });
        }
        // No relation number, and no digest of the file: the ledger outlives the person.
        let facts = json!({"paper": PAPER, "source": source.info().id, "masked": masked.places});
        self.append(&mut tx, EntryKind::PaperTakenIn, None, Some(number.clone()), facts);
        tx.commit().await?;
        Ok(PaperOutcome::Kept { number, day, masked: masked.places })
    }
}
