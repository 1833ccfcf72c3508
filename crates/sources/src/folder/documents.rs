//! The documents of a folder for the index of who is mentioned where.

use std::sync::Arc;

use async_trait::async_trait;
use gestand_documents::extract::Reason;
use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;

use super::layout::{QUARANTINE, key_of, quarantined};
use super::pattern::Values;
use super::text::{may_have_text, said};
use super::{FolderSource, records};
use crate::{DocumentMark, DocumentText, Documents, Record, SourceError};

#[async_trait]
impl Documents for FolderSource {
    /// First what lies in its place, then what is in quarantine.
    async fn documents(
        &self,
        from: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<DocumentMark>, Option<String>), SourceError> {
        let limit = limit as usize;
        let (first, after) = match from {
            Some(path) => key_of(path),
            None => ("", false),
        };
        let mut all = Vec::new();
        for restricted in [false, true].into_iter().filter(|restricted| *restricted >= after) {
            let scope = self.scope(format!("documents {restricted}"), within(restricted), move |layout, folder| {
                let (folder, inside) = key_of(folder);
                let classes: Vec<&str> = layout.classes.keys().map(String::as_str).collect();
                inside == restricted && layout.may_hold(folder, &classes, &Values::new(), None)
            });
            let layout = Arc::clone(&self.layout);
            let readable = move |entry| {
                let found = layout.found(entry)?;
                (found.restricted == restricted && may_have_text(&found.key)).then_some(DocumentMark {
                    key: found.key,
                    class: found.class,
                    bytes: found.entry.bytes,
                    modified: found.entry.modified,
                })
            };
            let at = |key: &str| if restricted { quarantined(key) } else { key.to_owned() };
            let begin = (restricted == after && !first.is_empty()).then(|| at(first));
            let page = self.place.page(&scope, begin.as_deref(), limit - all.len(), readable).await;
            let page = page.map_err(|failed| self.failed("", failed))?;
            let last = page.last().map(|mark| at(&mark.key));
            all.extend(page);
            if all.len() >= limit {
                return Ok((all, last));
            }
        }
        Ok((all, None))
    }

    async fn said(&self, key: &str, permit: &Permit) -> Result<Option<DocumentText>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.info.id, activity = ?permit.activity(), "text");
        let bytes = match self.bytes(key, records::READ_LIMIT).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(None),
            Err(SourceError::TooLarge { .. }) => {
                return Ok(Some(DocumentText { texts: Sensitive::new(Vec::new()), unread: vec![Reason::TooLarge] }));
            }
            Err(error) => return Err(error),
        };
        Ok(Some(said(&self.reader, key, bytes).await.into()))
    }

    async fn records_of(&self, keys: &[String], role: &str, permit: &Permit) -> Result<Vec<Record>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.info.id, activity = ?permit.activity(), "mentions");
        let mut records = Vec::new();
        for key in keys {
            records.extend(self.stat(key, None).await?.map(|found| self.layout.record(found, role)));
        }
        Ok(records)
    }
}

fn within(restricted: bool) -> String {
    if restricted { QUARANTINE.to_owned() } else { String::new() }
}
