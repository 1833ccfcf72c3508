//! A folder of documents or camera footage: what a file is follows from its path.

mod keys;
mod pattern;
mod scan;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path as FsPath, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use gestand_policy::decide::Permit;
use gestand_policy::model::Document as Policy;
use gestand_policy::{Bilingual, Severity};
use gestand_vault::Sensitive;
use jiff::civil::Date;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

pub(crate) use self::pattern::Pattern;
use self::pattern::{Values, day};
use crate::annotation::{FolderClass, FolderFile};
use crate::{
    About, Applied, Candidate, ClassInfo, Document, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Record, Source,
    SourceError, SourceFinding, SourceInfo, SubjectQuery, Value, Verb, Verified, Work,
};

const PERSON: &str = "relation_number";
/// A larger file is not put into an answer.
const READ_LIMIT: u64 = 512 * 1024 * 1024;

/// A folder with its annotation.
#[derive(Debug)]
pub struct FolderSource {
    file: FolderFile,
    root: PathBuf,
}

/// A file that lies inside the root and has the shape of exactly one class.
struct Found<'a> {
    key: String,
    id: &'a str,
    class: &'a FolderClass,
    values: Values,
    bytes: u64,
}

impl Found<'_> {
    fn event(&self, event: &str) -> Option<Date> {
        let hole = self.class.events.get(event)?;
        day(hole, self.values.get(hole)?)
    }
    fn person(&self) -> Option<&String> {
        self.values.get(PERSON)
    }
}

impl FolderSource {
    pub(crate) fn new(file: FolderFile, folder: &FsPath) -> Result<Self, String> {
        for (id, class) in &file.classes {
            for (event, hole) in &class.events {
                if !["date", "datetime"].contains(&hole.as_str()) || !class.pattern.has(hole) {
                    return Err(format!(
                        "classes.{id}.events.{event}: '{hole}' must be `date` or `datetime`, and in the pattern '{}'",
                        class.pattern.text
                    ));
                }
            }
        }
        let root = folder.join(&file.root);
        Ok(FolderSource { file, root })
    }

    fn record(&self, found: Found) -> Record {
        let name = found.key.rsplit('/').next().unwrap_or(&found.key).to_owned();
        let value = |item: &String| Value {
            item: Some(item.clone()),
            field: "file".to_owned(),
            about: About::Subject,
            free_text: false,
            value: Sensitive::new(name.clone()),
        };
        let events = found.class.events.keys().filter_map(|event| Some((event.clone(), found.event(event)?)));
        Record {
            source: self.file.source.clone(),
            class: found.id.to_owned(),
            role: "subject".to_owned(),
            subjects: found.person().cloned().into_iter().collect(),
            values: found.class.items.iter().map(value).collect(),
            events: events.collect(),
            marks: found.class.marks.clone(),
            document: Some(Document { media_type: text::media_type(&name).to_owned(), bytes: found.bytes, name }),
            key: found.key,
        }
    }

    async fn of_person(&self, number: &str) -> Result<Vec<Found<'_>>, SourceError> {
        // A folder that is away is an error, also where no class has a person.
        self.store()?;
        let mut all = Vec::new();
        if number.is_empty() || number.contains(['/', '\\']) || number == "." || number == ".." {
            return Ok(all);
        }
        for (id, class) in self.file.classes.iter().filter(|(_, class)| class.pattern.has(PERSON)) {
            let files = self.files(&class.pattern.folder_of(PERSON, number)).await?;
            let theirs = |found: &Found| found.id == id && found.person().is_some_and(|person| person == number);
            all.extend(files.into_iter().filter(theirs));
        }
        Ok(all)
    }

    /// The files below `folder` that are of exactly one class, in the order of their paths.
    async fn files(&self, folder: &str) -> Result<Vec<Found<'_>>, SourceError> {
        let listed = self.list(folder).await?.into_iter().filter(|(.., inside)| *inside);
        Ok(listed.filter_map(|(path, bytes, _)| self.classify(path, bytes)).collect())
    }

    fn classify(&self, key: String, bytes: u64) -> Option<Found<'_>> {
        let mut fits =
            self.file.classes.iter().filter_map(|(id, class)| Some((id, class, class.pattern.matches(&key)?)));
        match (fits.next(), fits.next()) {
            (Some((id, class, values)), None) => Some(Found { id, class, values, bytes, key }),
            _ => None,
        }
    }

    /// Path, size, and whether the file really lies inside the root.
    async fn list(&self, folder: &str) -> Result<Vec<(String, u64, bool)>, SourceError> {
        let store = self.store()?;
        let prefix = Path::parse(folder).map_err(|error| self.unreadable(folder, &error))?;
        let listed = store.list(Some(&prefix)).map_ok(|meta| (meta.location, meta.size)).try_collect::<Vec<_>>().await;
        let mut listed = listed.map_err(|error| self.unreadable(folder, &error))?;
        listed.sort();
        let mut out = Vec::with_capacity(listed.len());
        for (path, bytes) in listed {
            let inside = self.inside(&store, &path)?;
            out.push((path.to_string(), bytes, inside));
        }
        Ok(out)
    }

    /// The file behind a key of the class; `None` when it is gone. A key of another shape is refused.
    async fn stat(
        &self,
        store: &LocalFileSystem,
        key: &str,
        class: &str,
    ) -> Result<Option<(Found<'_>, Path)>, SourceError> {
        let bad = || SourceError::BadKey { source_id: self.file.source.clone(), class: class.to_owned() };
        let path = Path::parse(key).map_err(|_| bad())?;
        let found = self.classify(key.to_owned(), 0).filter(|found| found.id == class).ok_or_else(bad)?;
        match store.head(&path).await {
            Ok(meta) if self.inside(store, &path)? => Ok(Some((Found { bytes: meta.size, ..found }, path))),
            Ok(_) => Err(bad()),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.unreadable(class, &error)),
        }
    }

    async fn bytes(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let store = self.store()?;
        let id = self.classify(key.to_owned(), 0).map_or("", |found| found.id);
        let Some((found, path)) = self.stat(&store, key, id).await? else { return Ok(None) };
        if found.bytes > limit {
            let source_id = self.file.source.clone();
            return Err(SourceError::TooLarge { source_id, class: id.to_owned(), bytes: found.bytes, limit });
        }
        match store.get(&path).await {
            Ok(got) => Ok(Some(got.bytes().await.map_err(|error| self.unreadable(id, &error))?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.unreadable(id, &error)),
        }
    }

    fn store(&self) -> Result<Arc<LocalFileSystem>, SourceError> {
        let away = |reason: String| SourceError::Unreachable { source_id: self.file.source.clone(), reason };
        if !self.root.is_dir() {
            return Err(away(format!("there is no folder {}", self.root.display())));
        }
        // A folder that bears a relation number goes with its last file; what is deleted is flushed to disk.
        let store = LocalFileSystem::new_with_prefix(&self.root).map_err(|error| away(error.to_string()))?;
        Ok(Arc::new(store.with_automatic_cleanup(true).with_fsync(true)))
    }

    fn inside(&self, store: &LocalFileSystem, path: &Path) -> Result<bool, SourceError> {
        let failed = |error: std::io::Error| self.unreadable(path.as_ref(), &error);
        let file = store.path_to_filesystem(path).map_err(|error| self.unreadable(path.as_ref(), &error))?;
        let root = self.root.canonicalize().map_err(failed)?;
        match file.canonicalize() {
            Ok(file) => Ok(file.starts_with(root)),
            // Gone in the meantime: whoever acts on it will find that out.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(failed(error)),
        }
    }

    fn unreadable(&self, place: &str, error: &dyn std::error::Error) -> SourceError {
        SourceError::Read { source_id: self.file.source.clone(), place: place.to_owned(), reason: error.to_string() }
    }

    fn refused(&self, class: &str, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.file.source.clone(), class: class.to_owned(), reason: reason.to_owned() }
    }
}

#[async_trait]
impl Source for FolderSource {
    fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): (&String, &FolderClass)| ClassInfo {
            id: id.clone(),
            label: class.label.clone(),
            items: class.items.clone(),
            events: class.events.keys().cloned().collect(),
        };
        self.file.classes.iter().map(info).collect()
    }

    fn knows_persons(&self) -> bool {
        self.file.classes.values().any(|class| class.pattern.has(PERSON))
    }

    /// The folder is a candidate for whoever has the asked relation number on a file.
    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        let Some(number) = &query.relation_number else { return Ok(Vec::new()) };
        let number = number.open(permit, "find the person in a source").trim().to_owned();
        if self.of_person(&number).await?.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Candidate {
            source: self.file.source.clone(),
            key: number.clone(),
            relation_number: Some(Sensitive::new(number.clone())),
            score: 100,
            matched: vec!["relation_number"],
            differs: Vec::new(),
            display: Sensitive::new(number),
        }])
    }

    async fn records(&self, subject_key: &str, _from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        let records = self.of_person(subject_key).await?.into_iter().map(|found| self.record(found)).collect();
        Ok(Page { records, next: None })
    }

    async fn read_document(&self, key: &str, permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "document");
        Ok(self.bytes(key, READ_LIMIT).await?.map(Sensitive::new))
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut due: Vec<DueClass> = Vec::new();
        for found in self.files("").await? {
            let Some(day) = due_day(&found, rule) else { continue };
            let at = match due.iter().position(|class| class.class == found.id) {
                Some(at) => at,
                None => {
                    let (class, label) = (found.id.to_owned(), found.class.label.clone());
                    due.push(DueClass { class, label, verb: Verb::Delete, count: 0, oldest: None, newest: None });
                    due.len() - 1
                }
            };
            due[at].count += 1;
            due[at].oldest = Some(due[at].oldest.map_or(day, |oldest| oldest.min(day)));
            due[at].newest = due[at].newest.max(Some(day));
        }
        Ok(due)
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let files = self.files("").await?;
        let ours =
            files.iter().filter(|found| found.id == class && after.is_none_or(|after| found.key.as_str() > after));
        let due = ours.filter_map(|found| {
            let subjects = found.person().cloned().into_iter().collect();
            Some(DueKey { key: found.key.clone(), subjects, event_day: due_day(found, rule)? })
        });
        Ok(due.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }

    async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        self.keys(class, after, limit).await
    }

    async fn subjects(&self, _class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        Ok(self.subjects(keys))
    }

    /// Removes files. One that is already gone is done.
    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        if self.file.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id: self.file.source.clone() });
        }
        if work.verb != Verb::Delete {
            return Err(self.refused(&work.class, "a file can only go as a whole"));
        }
        let store = self.store()?;
        // All keys are looked at before the first file goes.
        let mut paths = Vec::new();
        for key in &work.keys {
            if let Some((found, path)) = self.stat(&store, key, &work.class).await?
                && work.still.as_ref().is_none_or(|rule| due_day(&found, rule).is_some())
            {
                paths.push(path);
            }
        }
        let mut affected = 0;
        for path in paths {
            match store.delete(&path).await {
                Ok(()) => affected += 1,
                Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(self.refused(&work.class, &error.to_string())),
            }
        }
        Ok(Applied { affected })
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        let store = self.store()?;
        let mut verified = Verified::default();
        for key in &work.keys {
            match self.stat(&store, key, &work.class).await? {
                None => verified.absent += 1,
                Some((found, _)) if work.still.as_ref().is_none_or(|rule| due_day(&found, rule).is_some()) => {
                    verified.remaining.push(key.clone());
                }
                Some(_) => verified.not_due.push(key.clone()),
            }
        }
        Ok(verified)
    }

    async fn check(&self, policy: &Policy) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = crate::source::unknown_ids(policy, &self.classes());
        for (path, _, inside) in self.list("").await? {
            let fits = self.file.classes.values().filter(|class| class.pattern.matches(&path).is_some()).count();
            let (code, nl, en) = match (inside, fits) {
                (true, 1) => continue,
                (false, _) => ("S0022", "verwijst naar iets buiten de map", "leads out of the folder"),
                (true, 0) => ("S0020", "past bij geen enkele soort", "fits no class"),
                (true, _) => ("S0021", "past bij meer dan één soort", "fits more than one class"),
            };
            found.push(SourceFinding {
                code,
                severity: Severity::Error,
                message: Bilingual::new(
                    format!("'{path}' {nl}; het wordt overgeslagen"),
                    format!("'{path}' {en}; it is left out"),
                ),
                help: Bilingual::new(
                    "Verplaats het bestand of pas een patroon aan.",
                    "Move the file or change a pattern.",
                ),
                place: path,
            });
        }
        Ok(found)
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.file.classes.contains_key(class).then_some(true)
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.scan().await
    }
}

/// The day of the event, when the rule covers the whole file and its term is over.
fn due_day(found: &Found, rule: &DueRule) -> Option<Date> {
    let covered = !found.class.items.is_empty() && found.class.items.is_subset(&rule.items);
    found.event(&rule.event).filter(|day| covered && *day <= rule.on_or_before)
}
