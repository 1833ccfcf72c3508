//! Deletes messages, sets them apart as restricted and brings them back; reads again whether it is so.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::file::Form;
use super::index::Known;
use super::mbox::{rewrite, sync_folder};
use super::records::message_of;
use super::{Mailboxes, TRIES, due_day, list};
use crate::{Applied, DueRule, SourceError, VerbKind, Verified, Work};

/// A step, without what only other verbs need.
pub struct Task {
    class: String,
    verb: VerbKind,
    keys: Vec<String>,
    still: Option<DueRule>,
}

impl Task {
    pub fn of(work: &Work) -> Task {
        let (class, keys) = (work.class.clone(), work.keys.clone());
        Task { class, verb: work.verb.kind(), keys, still: work.still.clone() }
    }
}

/// How a record stands to a step.
enum Stand {
    Done,
    /// It is to be done.
    Open,
    /// It is no longer due.
    Left,
}

impl Mailboxes {
    /// Does a step; what is done already stays done.
    pub(super) fn carry_out(&self, task: &Task) -> Result<Applied, SourceError> {
        let (class, attachments) = self.split(&task.class)?;
        let mut affected = 0;
        // A mail program may move a file between looking and acting: then look again.
        for _ in 0..TRIES {
            let open: Vec<String> = self
                .stand(task)?
                .into_iter()
                .filter_map(|(key, stand)| matches!(stand, Stand::Open).then_some(key))
                .collect();
            if open.is_empty() {
                return Ok(Applied { affected });
            }
            if attachments {
                return Err(self.refused(&task.class, "an attachment goes with its message, and its message stays"));
            }
            affected += self.act(class, task.verb, &open)?;
        }
        Err(self.refused(&task.class, "the mailbox changes all the time"))
    }

    /// Reads afresh what is left of a step.
    pub(super) fn look_again(&self, task: &Task) -> Result<Verified, SourceError> {
        let mut verified = Verified::default();
        for (key, stand) in self.stand(task)? {
            match stand {
                Stand::Done => verified.absent += 1,
                Stand::Open => verified.remaining.push(key),
                Stand::Left => verified.not_due.push(key),
            }
        }
        Ok(verified)
    }

    fn stand(&self, task: &Task) -> Result<BTreeMap<String, Stand>, SourceError> {
        let (id, attachments) = self.split(&task.class)?;
        let (class, messages) = (self.class(id)?, self.messages(id, true)?);
        let bad = || SourceError::BadKey { source_id: self.file.source.clone(), class: task.class.clone() };
        let mut stands = BTreeMap::new();
        for key in &task.keys {
            let message = if attachments { message_of(key).ok_or_else(bad)?.0 } else { key };
            if message.split_once(':').is_none_or(|(of, _)| of != id) {
                return Err(bad());
            }
            let due = |known: &Known| task.still.as_ref().is_none_or(|rule| due_day(known, class, rule).is_some());
            let stand = match (messages.get(message), task.verb) {
                (None, _) => Stand::Done,
                (Some(known), VerbKind::Restrict | VerbKind::Lift) => {
                    if known.restricted == (task.verb == VerbKind::Restrict) { Stand::Done } else { Stand::Open }
                }
                (Some(known), _) if due(known) => Stand::Open,
                (Some(_), _) => Stand::Left,
            };
            stands.insert(key.clone(), stand);
        }
        Ok(stands)
    }

    /// Acts on messages that are there; gives on how many it did. One that moved meanwhile is left for the next look.
    fn act(&self, id: &str, verb: VerbKind, keys: &[String]) -> Result<u64, SourceError> {
        let failed = |error: io::Error| self.refused(id, error);
        let Some((form, path)) = self.class(id)?.place() else { return Ok(0) };
        let root = self.folder.join(path);
        if form == Form::Mbox {
            let prefix = format!("{id}:");
            let goes: BTreeSet<&str> = keys.iter().filter_map(|key| key.strip_prefix(&prefix)).collect();
            return rewrite(&root, &|member| goes.contains(member.id.as_str())).map_err(failed);
        }
        let messages = self.messages(id, false)?;
        let mut done = 0;
        for key in keys {
            let Some(known) = messages.get(key) else { continue };
            let acted = match verb {
                VerbKind::Restrict | VerbKind::Lift => move_file(&root, &known.path, verb == VerbKind::Restrict),
                _ => std::fs::remove_file(&known.path).and_then(|()| sync_folder(&known.path)),
            };
            match acted {
                Ok(()) => done += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(done)
    }
}

/// Moves the file of a message to where it belongs, restricted or not. Never over another file.
fn move_file(root: &Path, path: &Path, restricted: bool) -> io::Result<()> {
    let relative = path.strip_prefix(root).map_err(io::Error::other)?;
    let Some(target) = list::moved(relative, restricted) else { return Ok(()) };
    let target = root.join(target);
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
        // A folder of a Maildir has all three; mail programs that find one missing may refuse it.
        if let Some(mailbox) = folder.parent().filter(|_| folder.ends_with("cur") || folder.ends_with("new")) {
            for part in ["cur", "new", "tmp"] {
                std::fs::create_dir_all(mailbox.join(part))?;
            }
        }
    }
    renameat_with(CWD, path, CWD, &target, RenameFlags::NOREPLACE)?;
    sync_folder(&target)?;
    sync_folder(path)
}
