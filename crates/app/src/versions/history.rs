//! The versions of the statement for everyone: since when each held, why it changed, and what it said.

use gestand_publish::{ChangeInWords, Lang, Statement};
use gestand_store::{DraftState, PolicyVersionLine, PolicyVersionRow, VersionOrigin};
use jiff::civil::Date;

use super::said::{Statements, document};
use super::{SentenceChange, changes};
use crate::intake::parse_day;
use crate::{App, AppError, FieldError, Result};

/// A version in the public list. It names no employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    pub number: u32,
    pub effective_on: Date,
    /// The day from which the next version holds; `None` for the version in force.
    pub until: Option<Date>,
    pub origin: VersionOrigin,
    /// Why it changed, as its authors wrote it; empty when it did not come from the editor.
    pub reason: String,
}

/// A version that was approved and waits for its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    pub on: Date,
    pub reason: String,
}

/// One version as it was.
#[derive(Debug)]
pub struct VersionPage {
    pub line: VersionLine,
    /// In the words of the release under which it came into force.
    pub statement: Statement,
    /// What it means for people, against the version before it: those to be told first in front. Empty for the first.
    pub for_people: Vec<ChangeInWords>,
    /// The sentences that differ from the version before it; empty for the first.
    pub changes: Vec<SentenceChange>,
}

impl App {
    /// All versions, the newest first, and the one that was announced.
    pub async fn statement_versions(&self) -> Result<(Vec<VersionLine>, Option<Upcoming>)> {
        let mut tx = self.engine.store.read().await?;
        let mut lines = lines(tx.policy_version_lines().await?);
        lines.reverse();
        let scheduled = tx.pack_draft().await?.filter(|draft| draft.state == DraftState::Scheduled);
        let upcoming = scheduled.and_then(|draft| Some(Upcoming { on: draft.effective_on?, reason: draft.reason }));
        Ok((lines, upcoming))
    }

    /// The version that held on a day, as people write it; `None` for a day before the first version.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it is not a day, or has yet to come.
    pub async fn version_on(&self, day: &str) -> Result<Option<VersionLine>> {
        let problem = match parse_day(day) {
            Some(day) if day <= self.today() => {
                let (versions, _) = self.statement_versions().await?;
                return Ok(versions.into_iter().find(|line| line.effective_on <= day));
            }
            Some(_) => "date-future",
            None => "date-form",
        };
        Err(AppError::Invalid(vec![FieldError { field: "op", problem }]))
    }

    /// What one version said, as it was.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Conflict`] when this program cannot read that version any more.
    pub async fn statement_of(&self, number: u32, lang: Lang) -> Result<Statement> {
        let row = self.engine.store.read().await?.policy_version(number).await?.ok_or(AppError::NotFound)?;
        Ok(Statements::stored(&row)?.get(lang))
    }

    /// The statement of one version, with what changed by it.
    ///
    /// # Errors
    /// As [`App::statement_of`].
    pub async fn statement_version(&self, number: u32, lang: Lang) -> Result<VersionPage> {
        let mut tx = self.engine.store.read().await?;
        let all = lines(tx.policy_version_lines().await?);
        let line = all.into_iter().find(|line| line.number == number).ok_or(AppError::NotFound)?;
        let row = tx.policy_version(number).await?.ok_or(AppError::NotFound)?;
        let before = tx.policy_version(number.saturating_sub(1)).await?;
        drop(tx);
        let statement = Statements::stored(&row)?.get(lang);
        // A version before it that cannot be read any more hides this one's changes, not this one.
        let (mut for_people, mut changed) = (Vec::new(), Vec::new());
        if let Some(before) = before {
            for_people = changes_for_people(&before, &row, lang).unwrap_or_default();
            changed = Statements::stored(&before).map(|old| changes(&old.get(lang), &statement)).unwrap_or_default();
        }
        Ok(VersionPage { line, statement, for_people, changes: changed })
    }
}

fn changes_for_people(old: &PolicyVersionRow, new: &PolicyVersionRow, lang: Lang) -> Result<Vec<ChangeInWords>> {
    Ok(gestand_publish::changes(&document(old)?, &document(new)?, lang))
}

fn lines(rows: Vec<PolicyVersionLine>) -> Vec<VersionLine> {
    let until: Vec<Option<Date>> = rows.iter().skip(1).map(|row| Some(row.effective_on)).chain([None]).collect();
    let line = |(row, until): (PolicyVersionLine, Option<Date>)| VersionLine {
        number: row.number,
        effective_on: row.effective_on,
        until,
        origin: row.origin,
        reason: row.reason,
    };
    rows.into_iter().zip(until).map(line).collect()
}
