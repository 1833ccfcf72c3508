//! Removes files, puts them in quarantine and takes them out again; and reads afresh what came of it.

use super::FolderSource;
use super::layout::quarantined;
use crate::{Applied, SourceError, VerbKind, Verified, Work};

impl FolderSource {
    /// What is already so is done.
    pub(super) async fn change(&self, work: &Work) -> Result<Applied, SourceError> {
        self.place.reach().await.map_err(|failed| self.failed("", failed))?;
        // All keys are looked at before the first file goes.
        let mut keys = Vec::new();
        for key in &work.keys {
            let found = self.stat(key, Some(&work.class)).await?;
            let due = |rule| found.as_ref().is_none_or(|found| self.layout.due_day(found, rule).is_some());
            if work.still.as_ref().is_none_or(due) {
                keys.push(key);
            }
        }
        let mut affected = 0;
        for key in keys {
            let apart = quarantined(key);
            let done = match work.verb.kind() {
                VerbKind::Restrict => self.place.shift(key, &apart).await,
                VerbKind::Lift => self.place.shift(&apart, key).await,
                // Both: a file may have come back while the one that was restricted waited.
                _ => match self.place.remove(key).await {
                    Ok(gone) => self.place.remove(&apart).await.map(|too| gone || too),
                    failed => failed,
                },
            };
            affected += u64::from(done.map_err(|failed| self.failed(&work.class, failed))?);
        }
        Ok(Applied { affected })
    }

    pub(super) async fn look_again(&self, work: &Work) -> Result<Verified, SourceError> {
        self.place.reach().await.map_err(|failed| self.failed("", failed))?;
        let mut verified = Verified::default();
        for key in &work.keys {
            let found = self.stat(key, Some(&work.class)).await?;
            let done = match (&found, work.verb.kind()) {
                (Some(found), VerbKind::Restrict) => found.restricted,
                (Some(found), VerbKind::Lift) => !found.restricted,
                (Some(found), _) => match &work.still {
                    Some(rule) if self.layout.due_day(found, rule).is_none() => {
                        verified.not_due.push(key.clone());
                        continue;
                    }
                    _ => false,
                },
                // A file that is gone can be neither restricted nor lifted: nothing is left to do.
                (None, VerbKind::Restrict | VerbKind::Lift) => true,
                (None, _) => !self.anything_left(key, &work.class).await?,
            };
            if done {
                verified.absent += 1;
            } else {
                verified.remaining.push(key.clone());
            }
        }
        Ok(verified)
    }

    async fn anything_left(&self, key: &str, class: &str) -> Result<bool, SourceError> {
        for path in [key.to_owned(), quarantined(key)] {
            if self.place.keeps(&path).await.map_err(|failed| self.failed(class, failed))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
