//! A system that speaks VERA 4.3, the data standard of Dutch housing corporations: as files or over HTTP.

mod along;
mod auth;
mod check;
mod class;
mod content;
mod due;
mod entity;
mod feed;
mod file;
mod files;
mod find;
mod gather;
mod http;
mod index;
mod model;
mod read;
mod records;
mod rectify;
mod send;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use async_trait::async_trait;
use gestand_policy::decide::Permit;
use gestand_policy::model::Document;
use gestand_vault::Sensitive;

use self::class::Class;
use self::due::Memory;
use self::feed::Feed;
use self::file::PERSONS;
pub use self::file::VeraFile;
use self::files::Files;
use self::http::Http;
pub(crate) use self::http::secure;
use self::write::BLOCKED;
use crate::{
    Along, Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Source, SourceError,
    SourceFinding, SourceInfo, SubjectQuery, Values, VerbKind, Verified, Work,
};

/// Why records of a class cannot be marked as restricted.
const NO_MARK: &str = "VERA has no archive status for these records";

/// A VERA source with its annotation.
#[derive(Debug)]
pub struct VeraSource {
    file: VeraFile,
    /// Every class after those that it is reached through.
    classes: Vec<(String, Class)>,
    feed: Feed,
    due: Memory<DueKey>,
    keys: Memory<String>,
}

impl VeraSource {
    /// Checks the annotation in itself; no connection is made yet.
    pub(crate) fn new(mut file: VeraFile, folder: &Path) -> Result<Self, String> {
        let classes = file.classes()?;
        if file.skip.contains(PERSONS.path) {
            return Err(format!("`skip` cannot name '{}': persons are found there", PERSONS.path));
        }
        let feed = match (&file.files, &file.http) {
            (Some(part), None) => Feed::Files(Files::new(&file.source, part, folder)?),
            (None, Some(part)) => Feed::Http(Box::new(Http::new(&file.source, part.clone(), folder)?)),
            _ => return Err("give either `files` or `http`".to_owned()),
        };
        Ok(VeraSource { file, classes, feed, due: Memory::default(), keys: Memory::default() })
    }

    fn id(&self) -> String {
        self.file.source.clone()
    }

    fn class(&self, class: &str) -> Result<&Class, SourceError> {
        let found = self.classes.iter().find(|(id, _)| id == class).map(|(_, class)| class);
        found.ok_or_else(|| SourceError::UnknownClass { source_id: self.id(), class: class.to_owned() })
    }
}

#[async_trait]
impl Source for VeraSource {
    fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): &(String, Class)| {
            let embedded = class.embed.values().flat_map(|embed| embed.fields.values());
            let items = class.fields.values().chain(embedded).filter_map(|field| field.item.clone());
            let events = class.events.keys().cloned().collect();
            ClassInfo { id: id.clone(), label: class.label.clone(), items: items.collect(), events }
        };
        self.classes.iter().map(info).collect()
    }

    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        self.findings(policy).await
    }

    fn knows_persons(&self) -> bool {
        true
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.class(class).ok().map(|class| class.matters())
    }

    async fn along(&self, class: &str, keys: &[String]) -> Result<Vec<Along>, SourceError> {
        self.taken_along(class, keys).await
    }

    fn waits_for_others(&self, class: &str) -> bool {
        self.class(class).is_ok_and(|class| class.keep_while_others)
    }

    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        self.candidates(query, permit).await
    }

    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        self.page(subject_key, from).await
    }

    async fn read_document(&self, key: &str, permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "document");
        Ok(self.bytes(key).await?.map(Sensitive::new))
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        self.due_classes(rule).await
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        self.due_page(rule, class, after, limit).await
    }

    async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        self.all_keys(class, after, limit).await
    }

    async fn subjects(&self, class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        self.persons_of(class, keys).await
    }

    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        let place = self.class(class)?;
        let why_not = match (verb, self.file.mode) {
            (_, Mode::Read) | (VerbKind::Clear | VerbKind::Rectify, Mode::Orchestrate) => {
                return Err(SourceError::ReadOnly { source_id: self.id() });
            }
            (VerbKind::Delete, _) => (!place.matters()).then_some("these records hold no item of a person"),
            (VerbKind::Clear | VerbKind::Rectify, Mode::Write) => None,
            (VerbKind::Anonymise, _) => Some("VERA lists records with the person, and no change can break that link"),
            (VerbKind::Restrict | VerbKind::Lift, _) => place.archive.is_none().then_some(NO_MARK),
        };
        why_not.map_or(Ok(()), |reason| Err(self.refused(class, reason)))
    }

    fn blocked(&self, class: &str) -> Option<&'static str> {
        self.supports(class, VerbKind::Restrict).is_ok().then_some(BLOCKED)
    }

    async fn archive_codes(
        &self,
        class: &str,
        keys: &[String],
    ) -> Result<BTreeMap<String, Option<String>>, SourceError> {
        self.codes_of(class, keys).await
    }

    async fn set_block(
        &self,
        class: &str,
        codes: &BTreeMap<String, Option<String>>,
        blocked: bool,
    ) -> Result<(), SourceError> {
        self.block(class, codes, blocked).await
    }

    async fn values(
        &self,
        class: &str,
        keys: &[String],
        role: &str,
        fields: &BTreeSet<String>,
        permit: &Permit,
    ) -> Result<Values, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "values");
        self.values_of(class, keys, role, fields).await
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.do_work(work).await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        self.look_again(work).await
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.numbers().await
    }
}
