//! Looks for identification numbers in the text of the documents of a folder.

use gestand_documents::bsn::{Verdict, find_bsns};
use gestand_documents::extract::{Extracted, Reason};

use super::text::said;
use super::{FolderSource, records};
use crate::{Documents, HitKind, NumberHit, SourceError, why};

/// Documents that are listed at a time.
const PAGE: u32 = 500;

impl FolderSource {
    /// Classes with documents that certainly hold a BSN, and classes with documents that could not be read, or not
    /// wholly, each with the reason.
    pub(super) async fn scan(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut hits: Vec<(Option<Reason>, NumberHit)> = Vec::new();
        let mut from: Option<String> = None;
        loop {
            let (page, next) = self.documents(from.as_deref(), PAGE).await?;
            for mark in page {
                for reason in self.look(&mark.key).await? {
                    let same = |(of, hit): &(Option<Reason>, NumberHit)| *of == reason && hit.class == mark.class;
                    let at = hits.iter().position(same).unwrap_or(hits.len());
                    if at == hits.len() {
                        let kind = if reason.is_some() { HitKind::Unreadable } else { HitKind::Number };
                        let hit = NumberHit { why: reason.map(why), ..NumberHit::new(kind, &mark.class, "text") };
                        hits.push((reason, hit));
                    }
                    hits[at].1.add(Some(mark.key.clone()));
                }
            }
            if next.is_none() {
                return Ok(hits.into_iter().map(|(_, hit)| hit).collect());
            }
            from = next;
        }
    }

    /// `None`: it certainly holds a BSN; a reason: why it could not be read, or not wholly.
    async fn look(&self, key: &str) -> Result<Vec<Option<Reason>>, SourceError> {
        let bytes = match self.bytes(key, records::READ_LIMIT).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Vec::new()),
            Err(SourceError::TooLarge { .. }) => return Ok(vec![Some(Reason::TooLarge)]),
            Err(error) => return Err(error),
        };
        let said = said(&self.reader, key, bytes).await;
        let number = holds_number(&said).then_some(None);
        Ok(number.into_iter().chain(said.problems.first().map(|problem| Some(problem.reason))).collect())
    }
}

fn holds_number(said: &Extracted) -> bool {
    let texts = said.parts.iter().map(|part| &part.text).chain(said.fields.iter().map(|field| &field.value));
    texts.into_iter().any(|text| find_bsns(text).iter().any(|hit| hit.verdict == Verdict::Certain))
}
