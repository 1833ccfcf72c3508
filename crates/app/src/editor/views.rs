//! What the pages of the editor show.

use gestand_publish::Lang;
use gestand_store::{DraftState, PackDraftRow, PackText, PolicyVersionLine};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Review, Touched, authors};
use crate::versions::of_pack;
use crate::{Actor, App, AppError, Result, Right, token};

/// What a draft does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Same,
    Changed,
    Added,
    Removed,
}

/// A file in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    pub pack: String,
    pub name: String,
    /// Of the corporation; the others are vocabularies, to read only.
    pub own: bool,
    pub change: Change,
}

/// The draft, with what it would change.
#[derive(Debug)]
pub struct DraftView {
    pub revision: u32,
    pub state: DraftState,
    /// Number of the version that it was made from.
    pub base: u32,
    /// Another version came into force since: it must be brought up to date first.
    pub outdated: bool,
    pub changed_at: Timestamp,
    /// Logins of who wrote or proposed it.
    pub authors: Vec<String>,
    pub proposed_by: Option<String>,
    pub approved_by: Option<String>,
    pub reason: String,
    pub despite: String,
    pub effective_on: Option<Date>,
    /// Why it was sent back.
    pub note: String,
    /// Whether who looks may approve it (four eyes).
    pub may_approve: bool,
    pub review: Review,
    /// Running work that it touches.
    pub touched: Touched,
}

/// The first page of the editor.
#[derive(Debug)]
pub struct EditorPage {
    pub pack: String,
    pub files: Vec<FileLine>,
    pub draft: Option<DraftView>,
    /// All versions, the newest first.
    pub versions: Vec<PolicyVersionLine>,
}

/// One file, to write or to read.
#[derive(Debug)]
pub struct EditorFile {
    pub pack: String,
    pub name: String,
    pub text: String,
    /// The text in force, where the draft differs; empty for a file that is new.
    pub in_force: Option<String>,
    /// Names this text: who saves says which text they saw.
    pub seen: String,
    /// It can be changed now.
    pub writable: bool,
}

impl App {
    /// The first page of the editor.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who is no privacy officer.
    pub async fn editor_page(&self, actor: &Actor, lang: Lang) -> Result<EditorPage> {
        actor.must(Right::EditPolicy)?;
        let (draft, mut versions) = {
            let mut tx = self.engine.store.read().await?;
            (tx.pack_draft().await?, tx.policy_version_lines().await?)
        };
        versions.reverse();
        let pack = self.policy().name.clone();
        let holds = self.own_texts();
        let own = draft.as_ref().map_or_else(|| holds.clone(), |draft| of_pack(&draft.files, &pack));
        let mut files = file_lines(&holds, &own);
        files.extend(self.vocabulary.iter().map(|text| line(text, false, Change::Same)));
        let draft = match draft {
            Some(draft) => Some(self.draft_view(actor, draft, lang).await?),
            None => None,
        };
        Ok(EditorPage { pack, files, draft, versions })
    }

    async fn draft_view(&self, actor: &Actor, draft: PackDraftRow, lang: Lang) -> Result<DraftView> {
        let review = self.review(self.texts_of_draft(&draft), lang).await?;
        let touched = self.touched(&review.for_people).await?;
        Ok(DraftView {
            revision: draft.revision,
            state: draft.state,
            base: draft.base,
            outdated: draft.base != self.in_force.number,
            changed_at: draft.changed_at,
            authors: authors(&draft),
            may_approve: super::publish::second_eyes(&draft, actor),
            proposed_by: draft.proposed_by,
            approved_by: draft.approved_by,
            reason: draft.reason,
            despite: draft.despite,
            effective_on: draft.effective_on,
            note: draft.note,
            review,
            touched,
        })
    }

    /// One file of the pack or of its vocabularies. A file of the own pack that does not exist yet is empty.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for another pack, or a name that no file can have.
    pub async fn editor_file(&self, actor: &Actor, pack: &str, name: &str) -> Result<EditorFile> {
        actor.must(Right::EditPolicy)?;
        let own = pack == self.policy().name;
        let find = |texts: &[PackText]| {
            let found = texts.iter().find(|text| text.pack == pack && text.name == name);
            found.map(|found| found.text.clone())
        };
        if !own {
            let text = find(&self.vocabulary).ok_or(AppError::NotFound)?;
            return Ok(self.file(pack, name, text, None, false));
        }
        let draft = self.engine.store.read().await?.pack_draft().await?;
        let writable = draft.as_ref().is_none_or(|draft| draft.state == DraftState::Draft);
        let holds = find(&self.in_force.texts);
        let text = match &draft {
            Some(draft) => find(&draft.files),
            None => holds.clone(),
        };
        if text.is_none() && holds.is_none() && !super::draft::is_file_name(name) {
            return Err(AppError::NotFound);
        }
        let text = text.unwrap_or_default();
        let in_force = Some(holds.unwrap_or_default()).filter(|holds| *holds != text);
        Ok(self.file(pack, name, text, in_force, writable))
    }

    fn file(&self, pack: &str, name: &str, text: String, in_force: Option<String>, writable: bool) -> EditorFile {
        let seen = seen(&text);
        EditorFile { pack: pack.to_owned(), name: name.to_owned(), text, in_force, seen, writable }
    }
}

/// The name of a text.
pub(crate) fn seen(text: &str) -> String {
    token::hex(&token::hash(text))
}

fn line(text: &PackText, own: bool, change: Change) -> FileLine {
    FileLine { pack: text.pack.clone(), name: text.name.clone(), own, change }
}

/// The files of a draft and those it takes away, by name.
fn file_lines(holds: &[PackText], draft: &[PackText]) -> Vec<FileLine> {
    let known = |text: &PackText| holds.iter().find(|known| known.name == text.name);
    let change = |text: &PackText| match known(text) {
        None => Change::Added,
        Some(known) if known.text != text.text => Change::Changed,
        Some(_) => Change::Same,
    };
    let mut lines: Vec<FileLine> = draft.iter().map(|text| line(text, true, change(text))).collect();
    let gone = holds.iter().filter(|known| draft.iter().all(|text| text.name != known.name));
    lines.extend(gone.map(|text| line(text, true, Change::Removed)));
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    lines
}
