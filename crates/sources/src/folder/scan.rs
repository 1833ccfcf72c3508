//! Looks for identification numbers in the text of the documents of a folder.

use super::FolderSource;
use super::text::{TEXT_LIMIT, text_of};
use crate::{HitKind, NumberHit, SourceError};
use gestand_documents::bsn::{Verdict, find_bsns};

impl FolderSource {
    /// Classes with documents that certainly hold a BSN, and classes with documents that could not be read.
    pub(super) async fn scan(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut hits: Vec<NumberHit> = Vec::new();
        for found in self.files("").await? {
            if text_of(&found.key, b"").is_none() {
                continue;
            }
            let Some(kind) = self.look(&found.key).await? else { continue };
            let at = hits.iter().position(|hit| hit.kind == kind && hit.class == found.id).unwrap_or(hits.len());
            if at == hits.len() {
                hits.push(NumberHit::new(kind, found.id, "text"));
            }
            hits[at].add(Some(found.key));
        }
        Ok(hits)
    }

    async fn look(&self, key: &str) -> Result<Option<HitKind>, SourceError> {
        let bytes = match self.bytes(key, TEXT_LIMIT).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(None),
            Err(SourceError::TooLarge { .. }) => return Ok(Some(HitKind::Unreadable)),
            Err(error) => return Err(error),
        };
        let name = key.to_owned();
        // A parser of other people's files runs apart: should it panic, the file counts as unreadable.
        let kind = tokio::task::spawn_blocking(move || match text_of(&name, &bytes) {
            Some(Ok(text)) => {
                find_bsns(&text).iter().any(|hit| hit.verdict == Verdict::Certain).then_some(HitKind::Number)
            }
            Some(Err(_)) => Some(HitKind::Unreadable),
            None => None,
        });
        Ok(kind.await.unwrap_or(Some(HitKind::Unreadable)))
    }
}
