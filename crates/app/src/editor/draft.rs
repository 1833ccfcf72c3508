//! Writing the draft: checking a text, saving it when nobody else has changed it, and giving it up.

use gestand_publish::Lang;
use gestand_store::{DraftState, PackDraftRow, PackText};

use super::Review;
use super::views::seen;
use crate::account::off_thread;
use crate::versions::{InForce, Unusable, compile_texts, of_pack};
use crate::{Actor, App, AppError, FieldError, Result, Right};

/// The largest file, in bytes: what the policy language reads.
const LARGEST: usize = 1024 * 1024;
/// Files of one pack at most.
const MOST_FILES: usize = 200;

/// A name that a file of a pack can have: `rights.yaml`, `activities-living.yaml`.
pub(crate) fn is_file_name(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".yaml") else { return false };
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=60).contains(&stem.len()) && stem.bytes().all(fine) && stem.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// A text as a form sends it: line ends become `\n`, and the last line ends too.
fn normal(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        text.clear();
    } else if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The texts with one file replaced; an empty text takes it away.
fn with(mut texts: Vec<PackText>, pack: &str, name: &str, text: String) -> Vec<PackText> {
    texts.retain(|file| file.pack != pack || file.name != name);
    if !text.is_empty() {
        texts.push(PackText { pack: pack.to_owned(), name: name.to_owned(), text });
        texts.sort_by(|a, b| a.name.cmp(&b.name));
    }
    texts
}

/// Compiles the files of a draft. The outer error is ours, the inner one the draft's.
pub(crate) async fn compile_draft(
    texts: Vec<PackText>,
    pack: String,
) -> Result<std::result::Result<InForce, Unusable>> {
    off_thread(move || match compile_texts(&texts, &pack) {
        Ok(compiled) => InForce::new(0, compiled),
        // Every file was taken away.
        Err(_) => Err(Unusable::Unreadable(Vec::new())),
    })
    .await
}

impl App {
    /// The files of the corporation's own pack, as in force.
    pub(crate) fn own_texts(&self) -> Vec<PackText> {
        of_pack(&self.in_force.texts, &self.policy().name)
    }

    /// What a draft is compiled from: its files with the vocabularies of this program; what was approved brings those
    /// it was approved with.
    pub(crate) fn texts_of_draft(&self, draft: &PackDraftRow) -> Vec<PackText> {
        match draft.state {
            DraftState::Scheduled => draft.files.clone(),
            DraftState::Draft | DraftState::Proposed => self.with_vocabulary(draft.files.clone()),
        }
    }

    pub(crate) fn with_vocabulary(&self, mut own: Vec<PackText>) -> Vec<PackText> {
        own.extend(self.vocabulary.iter().cloned());
        own
    }

    /// What a text would change, without saving it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a text that is too large; [`AppError::NotFound`] for a name that no file can have.
    pub async fn editor_check(&self, actor: &Actor, name: &str, text: &str, lang: Lang) -> Result<Review> {
        actor.must(Right::EditPolicy)?;
        let text = self.checked(name, text)?;
        let draft = self.engine.store.read().await?.pack_draft().await?;
        let own = draft.map_or_else(|| self.own_texts(), |draft| of_pack(&draft.files, &self.policy().name));
        let own = with(own, &self.policy().name, name, text);
        self.review(self.with_vocabulary(own), lang).await
    }

    /// Saves a text in the draft; begins a draft when there is none. `saw` names the text that the writer started from.
    /// An empty text takes the file away.
    ///
    /// # Errors
    /// [`AppError::Conflict`] `draft-text` when someone else has changed the file since, `draft-state` when the draft
    /// has been proposed; [`AppError::Invalid`] for a text that is too large. Nothing is saved then.
    pub async fn editor_save(&self, actor: &Actor, name: &str, text: &str, saw: &str) -> Result<()> {
        actor.must(Right::EditPolicy)?;
        let text = self.checked(name, text)?;
        let pack = &self.policy().name;
        let mut tx = self.engine.store.write("draft_save").await?;
        let draft = tx.pack_draft().await?;
        if draft.as_ref().is_some_and(|draft| draft.state != DraftState::Draft) {
            return Err(AppError::Conflict { what: "draft-state" });
        }
        let files = draft.as_ref().map_or_else(|| self.own_texts(), |draft| draft.files.clone());
        let known = files.iter().find(|file| file.name == name).map_or("", |file| file.text.as_str());
        if seen(known) != saw {
            return Err(AppError::Conflict { what: "draft-text" });
        }
        if known == text {
            return Ok(());
        }
        let files = with(files, pack, name, text);
        if files.len() > MOST_FILES {
            return Err(too_large());
        }
        let changed_at = self.engine.clock.now();
        let by = actor.login();
        match draft {
            Some(mut draft) => {
                draft.files = files;
                draft.changed_at = changed_at;
                draft.written_by.retain(|login| login != by);
                draft.written_by.push(by.to_owned());
                let saved = tx.pack_draft_update(&draft).await?;
                saved.ok_or(AppError::Conflict { what: "draft-text" })?;
            }
            None => {
                let draft = PackDraftRow {
                    revision: 0,
                    state: DraftState::Draft,
                    base: self.in_force.number,
                    files,
                    written_by: vec![by.to_owned()],
                    changed_at,
                    reason: String::new(),
                    despite: String::new(),
                    effective_on: None,
                    proposed_by: None,
                    approved_by: None,
                    note: String::new(),
                };
                tx.pack_draft_insert(&draft).await.map_err(|error| match error {
                    gestand_store::StoreError::Conflict => AppError::Conflict { what: "draft-text" },
                    other => other.into(),
                })?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Gives the draft up: what was written is gone, the version in force stays.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was changed since, or waits for approval.
    pub async fn editor_discard(&self, actor: &Actor, revision: u32) -> Result<()> {
        actor.must(Right::EditPolicy)?;
        let mut tx = self.engine.store.write("draft_discard").await?;
        let open = tx.pack_draft().await?.is_some_and(|draft| draft.state == DraftState::Draft);
        if !open || !tx.pack_draft_delete(revision).await? {
            return Err(AppError::Conflict { what: "draft-state" });
        }
        Ok(tx.commit().await?)
    }

    fn checked(&self, name: &str, text: &str) -> Result<String> {
        let known = self.own_texts().iter().any(|file| file.name == name);
        if !known && !is_file_name(name) {
            return Err(AppError::NotFound);
        }
        if text.len() > LARGEST { Err(too_large()) } else { Ok(normal(text)) }
    }
}

fn too_large() -> AppError {
    AppError::Invalid(vec![FieldError { field: "text", problem: "text-too-large" }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for fine in ["rights.yaml", "activities-living.yaml", "a_1.yaml"] {
            assert!(is_file_name(fine), "{fine}");
        }
        let long = format!("{}.yaml", "a".repeat(61));
        for bad in ["", ".yaml", "../x.yaml", "a/b.yaml", "A.yaml", "x.yml", "x.yaml.exe", "-x.yaml", "é.yaml", &long]
        {
            assert!(!is_file_name(bad), "{bad}");
        }
    }

    #[test]
    fn line_ends_of_forms_become_plain() {
        assert_eq!(normal("a: 1\r\nb: 2"), "a: 1\nb: 2\n");
        assert_eq!(normal("a: 1\rb: 2\n"), "a: 1\nb: 2\n");
        assert_eq!(normal(" \r\n\t"), "");
        assert_eq!(normal("  a: 1\n"), "  a: 1\n", "indentation stays");
    }
}
