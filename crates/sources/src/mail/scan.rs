//! What a check finds in the mailboxes: messages that cannot be read, and identification numbers.

use gestand_documents::bsn::{Verdict, find_bsns};
use gestand_documents::extract::{File, Place};
use gestand_policy::{Bilingual, Severity};

use super::Mailboxes;
use super::file::attachments_of;
use crate::{HitKind, NumberHit, SourceError, SourceFinding};

impl Mailboxes {
    /// Messages whose headers, or whose text where a number is looked for in it, cannot be read: they lead to nobody.
    pub(super) fn unreadable(&self) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = Vec::new();
        for id in self.file.classes.keys() {
            let count = self.messages(id, false)?.values().filter(|known| !known.readable).count();
            if count > 0 {
                found.push(SourceFinding {
                    code: "S0050",
                    severity: Severity::Warning,
                    place: id.clone(),
                    message: Bilingual::new(
                        format!("{count} berichten van '{id}' zijn niet te lezen; zij horen bij niemand"),
                        format!("{count} messages of '{id}' cannot be read; they lead to nobody"),
                    ),
                    help: Bilingual::new(
                        "Bekijk ze in het postvak zelf, en verplaats of verwijder ze.",
                        "Look at them in the mailbox itself, and move or delete them.",
                    ),
                });
            }
        }
        Ok(found)
    }

    /// Messages and attachments that certainly hold a BSN, and those that could not be read whole.
    pub(super) fn numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut hits: Vec<NumberHit> = Vec::new();
        for id in self.file.classes.keys() {
            let keys: Vec<String> = self.messages(id, false)?.keys().cloned().collect();
            for key in keys {
                let Some((_, raw)) = self.fetch(id, &key)? else { continue };
                let file = File { name: "message.eml", media_type: Some("message/rfc822"), bytes: &raw };
                let said = self.reader.read(file);
                let mut hit = |kind: HitKind, class: String, field: &str| {
                    let same = |hit: &NumberHit| hit.kind == kind && hit.class == class && hit.field == field;
                    let at = hits.iter().position(same).unwrap_or(hits.len());
                    if at == hits.len() {
                        hits.push(NumberHit::new(kind, &class, field));
                    }
                    hits[at].add(Some(key.clone()));
                };
                let certain = |text: &str| find_bsns(text).iter().any(|hit| hit.verdict == Verdict::Certain);
                let with = said.parts.iter().filter(|part| certain(&part.text));
                let (own, inner): (Vec<_>, Vec<_>) = with.partition(|part| part.inside.is_empty());
                if own.iter().any(|part| part.place == Place::Body) {
                    hit(HitKind::Number, id.clone(), "text");
                }
                if own.iter().any(|part| part.place != Place::Body) {
                    hit(HitKind::Number, id.clone(), "header");
                }
                if !inner.is_empty() {
                    hit(HitKind::Number, attachments_of(id), "file");
                }
                if !said.complete() {
                    hit(HitKind::Unreadable, id.clone(), "text");
                }
            }
        }
        Ok(hits)
    }
}
