//! A folder or a bucket of documents or camera footage: what a file is follows from its path.

mod change;
mod deposit;
mod documents;
mod due;
mod layout;
mod moment;
mod pattern;
mod place;
mod records;
mod scan;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FsPath;
use std::sync::Arc;

use async_trait::async_trait;
use gestand_documents::worker::Reader;
use gestand_policy::decide::Permit;
use gestand_policy::model::{Document as Policy, Text};
use gestand_policy::{Bilingual, Severity};
use gestand_vault::Sensitive;
use jiff::civil::Date;

use self::layout::{Layout, PERSON, key_of};
pub(crate) use self::pattern::Pattern;
pub(crate) use self::place::S3;
use self::place::{Bucket, Entry, Failed, Kind, Local, Place, Scope};
use crate::annotation::{FolderClass, FolderFile};
use crate::{
    Applied, Candidate, ClassInfo, Documents, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Source, SourceError,
    SourceFinding, SourceInfo, SubjectQuery, VerbKind, Verified, Work,
};

/// Entries that are looked at between two pages of a listing of everything.
const CHUNK: usize = 10_000;

/// A folder or bucket with its annotation.
#[derive(Debug)]
pub struct FolderSource {
    info: SourceInfo,
    layout: Arc<Layout>,
    place: Place,
    reader: Reader,
}

impl FolderSource {
    pub(crate) fn new(file: FolderFile, folder: &FsPath, reader: Reader) -> Result<Self, String> {
        deposit::check(&file.classes)?;
        let layout = Arc::new(Layout::new(&file.source, file.classes, file.zone.as_deref())?);
        let place = match file.s3 {
            Some(s3) => Place::Bucket(Bucket::new(s3, &file.root, folder)?),
            None if file.root.is_empty() => {
                return Err("`root` is missing: the folder, or `s3` for a bucket".to_owned());
            }
            None => Place::Folder(Local::new(folder.join(&file.root))),
        };
        let info = SourceInfo { id: file.source, label: file.label, kind: file.kind, mode: file.mode };
        Ok(FolderSource { info, layout, place, reader })
    }

    /// A part of the place; `enter` is asked for the paths of folders in which files of a class can lie.
    fn scope(
        &self,
        name: String,
        within: String,
        enter: impl Fn(&Layout, &str) -> bool + Send + Sync + 'static,
    ) -> Scope {
        let layout = Arc::clone(&self.layout);
        Scope { name, within, enter: Arc::new(move |folder| enter(&layout, folder)) }
    }

    fn failed(&self, place: &str, failed: Failed) -> SourceError {
        let source_id = self.info.id.clone();
        match failed {
            Failed::Away(reason) => SourceError::Unreachable { source_id, reason },
            Failed::Broken(reason) => SourceError::Read { source_id, place: place.to_owned(), reason },
            Failed::Outside => SourceError::BadKey { source_id, class: place.to_owned() },
        }
    }

    fn refused(&self, class: &str, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.info.id.clone(), class: class.to_owned(), reason: reason.to_owned() }
    }
}

#[async_trait]
impl Source for FolderSource {
    fn info(&self) -> SourceInfo {
        self.info.clone()
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): (&String, &FolderClass)| ClassInfo {
            id: id.clone(),
            label: class.label.clone(),
            items: class.items.clone(),
            events: class.events.keys().cloned().collect(),
        };
        self.layout.classes.iter().map(info).collect()
    }

    fn class_label(&self, class: &str) -> Option<Text> {
        self.layout.classes.get(class).map(|class| class.label.clone())
    }

    fn knows_persons(&self) -> bool {
        self.layout.classes.values().any(|class| class.pattern.has(PERSON))
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.layout.classes.contains_key(class).then_some(true)
    }

    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        let source_id = self.info.id.clone();
        if !self.layout.classes.contains_key(class) {
            return Err(SourceError::UnknownClass { source_id, class: class.to_owned() });
        }
        if self.info.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id });
        }
        match verb {
            VerbKind::Delete | VerbKind::Restrict | VerbKind::Lift => Ok(()),
            VerbKind::Clear | VerbKind::Anonymise => Err(self.refused(class, "a file can only go as a whole")),
            VerbKind::Rectify => Err(self.refused(
                class,
                "the content of a file is not changed: put a corrected file, or a note of the person, beside it",
            )),
        }
    }

    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        self.candidates(query, permit).await
    }

    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.info.id, activity = ?permit.activity(), "records");
        self.records_of_person(subject_key, from, records::PAGE).await
    }

    fn documents(&self) -> Option<&dyn Documents> {
        Some(self)
    }

    async fn read_document(&self, key: &str, permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.info.id, activity = ?permit.activity(), "document");
        Ok(self.bytes(key, records::READ_LIMIT).await?.map(Sensitive::new))
    }

    fn takes(&self, paper: &str) -> bool {
        self.intake(paper).is_some()
    }

    async fn deposit(
        &self,
        paper: &str,
        person: &str,
        day: Date,
        bytes: &[u8],
        permit: &Permit,
    ) -> Result<bool, SourceError> {
        tracing::debug!(target: "gestand::write", source = self.info.id, activity = ?permit.activity(), "deposit");
        self.put(paper, person, day, bytes).await
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
        self.keys_of(class, after, limit).await
    }

    /// The persons that the paths name.
    async fn subjects(&self, _class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let person = |key: &String| {
            let (_, mut values) = self.layout.fits(key).pop()?;
            values.remove(PERSON)
        };
        Ok(keys.iter().map(|key| (key.clone(), person(key).into_iter().collect())).collect())
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.supports(&work.class, work.verb.kind())?;
        self.change(work).await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        self.look_again(work).await
    }

    async fn check(&self, policy: &Policy) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = crate::source::unknown_ids(policy, &self.classes());
        if self.place.keeps_versions().await.map_err(|failed| self.failed("", failed))? {
            found.push(SourceFinding {
                code: "S0024",
                severity: Severity::Warning,
                place: self.info.id.clone(),
                message: Bilingual::new(
                    "de bucket bewaart versies: wat anderen wissen, staat er nog als eerdere versie",
                    "the bucket keeps versions: what others delete is still there as an earlier version",
                ),
                help: Bilingual::new(
                    "Gestand wist elke versie. Laat de dienst eerdere versies opruimen van wat anderen wissen.",
                    "Gestand erases every version. Have the service expire earlier versions of what others delete.",
                ),
            });
        }
        let scope = self.scope("check".to_owned(), String::new(), |_, _| true);
        let mut after: Option<String> = None;
        loop {
            let layout = Arc::clone(&self.layout);
            let told = move |entry: Entry| Some((odd(&layout, &entry), entry.path));
            let page = self.place.page(&scope, after.as_deref(), CHUNK, told).await;
            let page = page.map_err(|failed| self.failed("", failed))?;
            let Some((_, last)) = page.last() else { return Ok(found) };
            after = Some(last.clone());
            found.extend(page.into_iter().filter_map(|(odd, path)| Some(finding(odd?, path))));
        }
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.scan().await
    }
}

type Odd = (&'static str, &'static str, &'static str);

/// What is wrong with a path: code, Dutch, English.
fn odd(layout: &Layout, entry: &Entry) -> Option<Odd> {
    let (key, _) = key_of(&entry.path);
    match (entry.kind, layout.fits(key).len()) {
        (Kind::File, 1) => None,
        (Kind::File, 0) => Some(("S0020", "past bij geen enkele soort", "fits no class")),
        (Kind::File, _) => Some(("S0021", "past bij meer dan één soort", "fits more than one class")),
        (Kind::Link, _) => {
            Some(("S0022", "is een koppeling: die wordt nooit gevolgd", "is a link: it is never followed"))
        }
        (Kind::Odd, _) => Some((
            "S0023",
            "is geen gewoon bestand, of heeft een naam die niet te gebruiken is",
            "is no plain file, or has a name that cannot be used",
        )),
    }
}

fn finding((code, nl, en): Odd, path: String) -> SourceFinding {
    SourceFinding {
        code,
        severity: Severity::Error,
        message: Bilingual::new(
            format!("'{path}' {nl}; het wordt overgeslagen"),
            format!("'{path}' {en}; it is left out"),
        ),
        help: Bilingual::new("Verplaats het bestand of pas een patroon aan.", "Move the file or change a pattern."),
        place: path,
    }
}
