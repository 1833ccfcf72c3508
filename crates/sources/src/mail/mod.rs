//! Mailboxes: Maildir, files of many messages, folders of EML and MSG files. A person is known by e-mail address, and by
//! relation number where the annotation says how one is written.

mod address;
mod file;
mod head;
mod index;
mod list;
mod mbox;
mod person;
mod records;
mod scan;
mod text;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use gestand_documents::worker::Reader;
use gestand_policy::decide::Permit;
use gestand_policy::model::{Document as Policy, Text};
use gestand_vault::Sensitive;
use jiff::civil::Date;

pub use self::file::MailFile;
use self::file::{Form, MailClass, attachments_of, messages_of};
use self::index::{Ground, Index, Known, Messages};
use crate::{
    Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Source, SourceError,
    SourceFinding, SourceInfo, SubjectQuery, Verb, VerbKind, Verified, Work,
};

/// How often a message that moved is looked up again.
const TRIES: usize = 5;

/// Mailboxes with their annotation.
#[derive(Debug)]
pub struct MailSource(Arc<Mailboxes>);

#[derive(Debug)]
struct Mailboxes {
    file: MailFile,
    folder: PathBuf,
    reader: Reader,
    index: Index,
}

impl MailSource {
    pub(crate) fn new(file: MailFile, folder: &Path, reader: Reader) -> Result<Self, String> {
        file.valid()?;
        Ok(MailSource(Arc::new(Mailboxes { file, folder: folder.to_owned(), reader, index: Index::default() })))
    }

    /// Does what reads or writes files apart from the tasks that must not wait.
    async fn blocking<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Mailboxes) -> Result<T, SourceError> + Send + 'static,
    ) -> Result<T, SourceError> {
        let boxes = self.0.clone();
        let done = tokio::task::spawn_blocking(move || act(&boxes)).await;
        done.map_err(|_| self.0.away("a message could not be handled")).flatten()
    }
}

impl Mailboxes {
    fn away(&self, reason: impl ToString) -> SourceError {
        SourceError::Unreachable { source_id: self.file.source.clone(), reason: reason.to_string() }
    }

    fn refused(&self, class: &str, reason: impl ToString) -> SourceError {
        let (source_id, class) = (self.file.source.clone(), class.to_owned());
        SourceError::Refused { source_id, class, reason: reason.to_string() }
    }

    fn messages(&self, class: &str, afresh: bool) -> Result<Arc<Messages>, SourceError> {
        let ground = Ground { file: &self.file, folder: &self.folder, reader: &self.reader };
        self.index.of(&ground, class, afresh).map_err(|error| self.away(error))
    }

    fn class(&self, class: &str) -> Result<&MailClass, SourceError> {
        let unknown = || SourceError::UnknownClass { source_id: self.file.source.clone(), class: class.to_owned() };
        self.file.classes.get(class).ok_or_else(unknown)
    }

    /// The class of the messages, and whether `class` is that of their attachments.
    fn split<'a>(&self, class: &'a str) -> Result<(&'a str, bool), SourceError> {
        match messages_of(class).filter(|of| self.file.classes.contains_key(*of)) {
            Some(of) => Ok((of, true)),
            None => self.class(class).map(|_| (class, false)),
        }
    }

    /// A message as it is now; `None` when it is gone.
    fn fetch(&self, class: &str, key: &str) -> Result<Option<(Known, Vec<u8>)>, SourceError> {
        for _ in 0..TRIES {
            let messages = self.messages(class, false)?;
            let Some(known) = messages.get(key) else { return Ok(None) };
            if let Some(raw) = known.raw().map_err(|error| self.away(error))? {
                return Ok(Some((known.clone(), raw)));
            }
        }
        Err(self.away("the mailbox changes while it is read"))
    }

    fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut due = Vec::new();
        for (id, class) in &self.file.classes {
            let messages = self.messages(id, false)?;
            let days: Vec<Date> = messages.values().filter_map(|known| due_day(known, class, rule)).collect();
            if days.is_empty() {
                continue;
            }
            due.push(DueClass {
                class: id.clone(),
                label: class.label.clone(),
                verb: if rule.anonymise { Verb::Anonymise } else { Verb::Delete },
                count: days.len() as u64,
                oldest: days.iter().min().copied(),
                newest: days.iter().max().copied(),
            });
        }
        Ok(due)
    }

    fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let (of, attachments) = self.split(class)?;
        let (of, messages) = (self.class(of)?, self.messages(of, false)?);
        let due = later(&messages, after).filter_map(|(key, known)| {
            let event_day = due_day(known, of, rule)?;
            Some(DueKey { key: key.clone(), subjects: known.who.to_vec(), event_day })
        });
        Ok(if attachments { Vec::new() } else { due.take(most(limit)).collect() })
    }
}

#[async_trait]
impl Source for MailSource {
    fn info(&self) -> SourceInfo {
        let file = &self.0.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let mut all = Vec::new();
        for (id, class) in &self.0.file.classes {
            let info = |id: String, label: Text, events: BTreeSet<String>| ClassInfo {
                id,
                label,
                items: [class.item.clone()].into(),
                events,
            };
            all.push(info(id.clone(), class.label.clone(), class.events.keys().cloned().collect()));
            all.push(info(attachments_of(id), attachment_label(&class.label), BTreeSet::new()));
        }
        all
    }

    async fn check(&self, policy: &Policy) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = crate::source::unknown_ids(policy, &self.classes());
        found.extend(self.blocking(Mailboxes::unreadable).await?);
        Ok(found)
    }

    fn knows_persons(&self) -> bool {
        true
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.0.split(class).is_ok().then_some(true)
    }

    /// An attachment goes, and is restricted, with its message.
    fn one_with<'k>(&self, class: &'k str, key: &'k str) -> (&'k str, &'k str) {
        match (self.0.split(class), records::message_of(key)) {
            (Ok((of, true)), Some((message, _))) => (of, message),
            _ => (class, key),
        }
    }

    fn waits_for_others(&self, class: &str) -> bool {
        self.0.split(class).is_ok_and(|(_, attachments)| attachments)
    }

    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        let (of, _) = self.0.split(class)?;
        if self.0.file.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id: self.0.file.source.clone() });
        }
        let form = self.0.class(of)?.place().map(|(form, _)| form);
        match verb {
            VerbKind::Delete => Ok(()),
            VerbKind::Restrict | VerbKind::Lift if form != Some(Form::Mbox) => Ok(()),
            VerbKind::Restrict | VerbKind::Lift => {
                Err(self.0.refused(class, "in a file of many messages none can be set apart"))
            }
            _ => Err(self.0.refused(class, "a message can only go as a whole")),
        }
    }

    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        let wanted = crate::score::Wanted::open(query, permit);
        self.blocking(move |boxes| boxes.candidates(&wanted)).await
    }

    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        let file = &self.0.file;
        tracing::debug!(target: "gestand::read", source = file.source, activity = ?permit.activity(), "records");
        let (subject, from) = (subject_key.to_owned(), from.map(str::to_owned));
        self.blocking(move |boxes| boxes.page(&subject, from.as_deref())).await
    }

    async fn read_document(&self, key: &str, permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        let file = &self.0.file;
        tracing::debug!(target: "gestand::read", source = file.source, activity = ?permit.activity(), "document");
        let key = key.to_owned();
        Ok(self.blocking(move |boxes| boxes.document(&key)).await?.map(Sensitive::new))
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let rule = rule.clone();
        self.blocking(move |boxes| boxes.due(&rule)).await
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let (rule, class, after) = (rule.clone(), class.to_owned(), after.map(str::to_owned));
        self.blocking(move |boxes| boxes.due_keys(&rule, &class, after.as_deref(), limit)).await
    }

    /// An attachment comes back with its message only: the class of attachments has no keys of its own.
    async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        let (class, after) = (class.to_owned(), after.map(str::to_owned));
        self.blocking(move |boxes| match boxes.split(&class)? {
            (_, true) => Ok(Vec::new()),
            (of, false) => {
                let messages = boxes.messages(of, false)?;
                Ok(later(&messages, after.as_deref()).map(|(key, _)| key.clone()).take(most(limit)).collect())
            }
        })
        .await
    }

    async fn subjects(&self, class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let (class, keys) = (class.to_owned(), keys.to_vec());
        self.blocking(move |boxes| {
            let (of, attachments) = boxes.split(&class)?;
            let messages = boxes.messages(of, false)?;
            let who = |key: &String| {
                let of = if attachments { records::message_of(key).map_or(key.as_str(), |(of, _)| of) } else { key };
                messages.get(of).map(|known| known.who.iter().cloned().collect()).unwrap_or_default()
            };
            Ok(keys.iter().map(|key| (key.clone(), who(key))).collect())
        })
        .await
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.supports(&work.class, work.verb.kind())?;
        let task = write::Task::of(work);
        self.blocking(move |boxes| boxes.carry_out(&task)).await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        let task = write::Task::of(work);
        self.blocking(move |boxes| boxes.look_again(&task)).await
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.blocking(Mailboxes::numbers).await
    }
}

/// The messages after a key, in their order.
fn later<'m>(messages: &'m Messages, after: Option<&str>) -> impl Iterator<Item = (&'m String, &'m Known)> {
    use std::ops::Bound::{Excluded, Unbounded};
    messages.range::<str, _>((after.map_or(Unbounded, Excluded), Unbounded))
}

fn most(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// The day of the event, when the rule is about such messages and its term is over. What is restricted stays.
fn due_day(known: &Known, class: &MailClass, rule: &DueRule) -> Option<Date> {
    let moment = class.events.get(&rule.event).filter(|_| rule.items.contains(&class.item) && !known.restricted)?;
    known.day(*moment).filter(|day| *day <= rule.on_or_before)
}

fn attachment_label(label: &Text) -> Text {
    let of = |code: &str, word: &str| format!("{} ({word})", label.get(code));
    Text { nl: of("nl", "bijlage"), en: Some(of("en", "attachment")) }
}
