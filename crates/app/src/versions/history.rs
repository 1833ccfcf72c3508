//! The versions of the statement for everyone: since when each held, why it changed, and what it said.

use std::sync::Arc;

use gestand_publish::{ChangeInWords, Lang, Statement};
use gestand_store::{DraftState, PolicyVersionLine, VersionOrigin};
use jiff::civil::Date;

use super::in_force::load;
use super::{InForce, SentenceChange};
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

    /// The statement of one version, with what changed by it.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Conflict`] when this program cannot read that version any more.
    pub async fn statement_version(&self, number: u32, lang: Lang) -> Result<VersionPage> {
        let all = lines(self.engine.store.read().await?.policy_version_lines().await?);
        let line = all.into_iter().find(|line| line.number == number).ok_or(AppError::NotFound)?;
        let version = self.version(number).await?;
        let (for_people, changes) = match number.checked_sub(1).filter(|before| *before > 0) {
            // A version before it that cannot be read any more hides this one's changes, not this one.
            Some(before) => match self.version(before).await {
                Ok(before) => (
                    gestand_publish::changes(&before.policy, &version.policy, lang),
                    App::changes(&before.policy, &version.policy, lang),
                ),
                Err(AppError::Conflict { .. }) => Default::default(),
                Err(error) => return Err(error),
            },
            None => Default::default(),
        };
        Ok(VersionPage { line, statement: gestand_publish::statement(&version.policy, lang), for_people, changes })
    }

    /// The version with this number, compiled.
    pub(crate) async fn version(&self, number: u32) -> Result<Arc<InForce>> {
        if number == self.in_force.number {
            return Ok(Arc::clone(&self.in_force));
        }
        let row = self.engine.store.read().await?.policy_version(number).await?.ok_or(AppError::NotFound)?;
        Ok(Arc::new(load(row).await?))
    }
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
