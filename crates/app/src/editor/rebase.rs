//! A draft of an earlier version is brought up to the version in force, file by file.

use gestand_store::{DraftState, PackDraftRow, PackText};

use crate::versions::of_pack;
use crate::{Actor, App, AppError, Result, Right};

impl App {
    /// Makes the version in force the base of the draft. A file that only one side changed is taken from that side.
    /// Gives the names of the files that both changed: there the draft stays as written, and its author compares.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the draft was changed since, or waits for approval.
    pub async fn editor_rebase(&self, actor: &Actor, revision: u32) -> Result<Vec<String>> {
        actor.must(Right::EditPolicy)?;
        let mut tx = self.engine.store.write("draft_rebase").await?;
        let draft = tx.pack_draft().await?.filter(|draft| draft.revision == revision);
        let draft = draft.filter(|draft| draft.state == DraftState::Draft);
        let draft = draft.ok_or(AppError::Conflict { what: "draft-state" })?;
        let base = tx.policy_version(draft.base).await?.ok_or(AppError::NotFound)?;
        let (files, both) = merged(&of_pack(&base.files, &base.pack), &draft.files, &self.own_texts());
        let draft = PackDraftRow { base: self.in_force.number, files, ..draft };
        tx.pack_draft_update(&draft).await?.ok_or(AppError::Conflict { what: "draft-state" })?;
        tx.commit().await?;
        Ok(both)
    }
}

/// The files of a draft on a new base, and the names of those that both sides changed, each in its own way.
fn merged(base: &[PackText], mine: &[PackText], theirs: &[PackText]) -> (Vec<PackText>, Vec<String>) {
    let find = |texts: &[PackText], name: &str| texts.iter().find(|text| text.name == name).cloned();
    let mut names: Vec<&str> = mine.iter().chain(theirs).map(|text| text.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let (mut files, mut both) = (Vec::new(), Vec::new());
    for name in names {
        let (base, mine, theirs) = (find(base, name), find(mine, name), find(theirs, name));
        let file = if mine == base {
            theirs
        } else {
            if theirs != base && theirs != mine {
                both.push(name.to_owned());
            }
            mine
        };
        files.extend(file);
    }
    (files, both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_from_who_changed_it() {
        let texts = |files: &[(&str, &str)]| -> Vec<PackText> {
            let text = |(name, text): &(&str, &str)| PackText {
                pack: "voorbeeld".into(),
                name: (*name).into(),
                text: (*text).into(),
            };
            files.iter().map(text).collect()
        };
        let base = texts(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("e", "1")]);
        let mine = texts(&[("a", "2"), ("b", "1"), ("c", "2"), ("d", "2"), ("n", "1")]);
        let theirs = texts(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "2"), ("e", "1"), ("o", "1")]);
        let (files, both) = merged(&base, &mine, &theirs);
        assert_eq!(files, texts(&[("a", "2"), ("b", "2"), ("c", "2"), ("d", "2"), ("n", "1"), ("o", "1")]));
        assert_eq!(both, ["c"]);
    }
}
