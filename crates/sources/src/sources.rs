//! All sources of a corporation, opened from a folder of annotation files, and one way to speak to each.

use std::collections::BTreeSet;
use std::path::Path;

use gestand_policy::decide::Permit;
use gestand_policy::model::{Document, Text};
use gestand_policy::{Bilingual, Severity};
use gestand_vault::Sensitive;
use serde::de::DeserializeOwned;

use crate::annotation::{FolderFile, Head, ManualFile, SqliteFile};
use crate::{
    Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, FolderSource, Kind, ManualSource, NumberHit, Record,
    SourceError, SourceFinding, SourceInfo, SqliteSource, SubjectQuery, Verb, Verified, Work,
};

/// A place where personal data live.
#[derive(Debug)]
pub enum Source {
    Sqlite(Box<SqliteSource>),
    Folder(FolderSource),
    Manual(ManualSource),
}

/// The sources of a corporation, in the order of their file names.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Reads every `*.yaml` of `dir`. No connection is made yet.
    ///
    /// # Errors
    /// The first file that is not a valid annotation, with the line; two sources with one id.
    pub fn open(dir: &Path) -> Result<Sources, SourceError> {
        let unreadable = |error: std::io::Error| bad_file(dir, error);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                files.push(path);
            }
        }
        files.sort();
        let mut sources: Vec<Source> = Vec::new();
        for file in files {
            let source = Source::read(&file)?;
            let id = source.info().id;
            if sources.iter().any(|other| other.info().id == id) {
                return Err(bad_file(&file, format!("the source '{id}' is in another file too")));
            }
            sources.push(source);
        }
        Ok(Sources(sources))
    }

    pub fn all(&self) -> &[Source] {
        &self.0
    }

    pub fn get(&self, id: &str) -> Option<&Source> {
        self.0.iter().find(|source| source.info().id == id)
    }
}

fn bad_file(file: &Path, reason: impl ToString) -> SourceError {
    SourceError::Annotation { file: file.display().to_string(), reason: reason.to_string() }
}

impl Source {
    /// Reads one annotation file.
    pub fn read(file: &Path) -> Result<Source, SourceError> {
        fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, SourceError> {
            serde_saphyr::from_str(text).map_err(|error| bad_file(file, error))
        }
        let text = std::fs::read_to_string(file).map_err(|error| bad_file(file, error))?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let bad = |reason: String| bad_file(file, reason);
        Ok(match parse::<Head>(file, &text)?.kind {
            Kind::Sqlite => {
                let source = SqliteSource::new(parse::<SqliteFile>(file, &text)?, folder).map_err(bad)?;
                Source::Sqlite(Box::new(source))
            }
            Kind::Folder => Source::Folder(FolderSource::new(parse::<FolderFile>(file, &text)?, folder).map_err(bad)?),
            Kind::Manual => Source::Manual(ManualSource::new(parse::<ManualFile>(file, &text)?)),
        })
    }

    pub fn info(&self) -> SourceInfo {
        match self {
            Source::Sqlite(source) => source.info(),
            Source::Folder(source) => source.info(),
            Source::Manual(source) => source.info(),
        }
    }

    /// Whether a task for a colleague must take the place of every answer.
    pub fn is_manual(&self) -> bool {
        matches!(self, Source::Manual(_))
    }

    /// Whether persons can be looked up here: not in a system nobody can connect to, nor in camera footage.
    pub fn knows_persons(&self) -> bool {
        match self {
            Source::Sqlite(_) => true,
            Source::Folder(source) => source.knows_persons(),
            Source::Manual(_) => false,
        }
    }

    pub fn classes(&self) -> Vec<ClassInfo> {
        match self {
            Source::Sqlite(source) => source.classes(),
            Source::Folder(source) => source.classes(),
            Source::Manual(_) => Vec::new(),
        }
    }

    /// What people call a class.
    pub fn class_label(&self, class: &str) -> Option<Text> {
        self.classes().into_iter().find(|info| info.id == class).map(|info| info.label)
    }

    /// How a record of the class goes on request: as a whole where the annotation lets it, else item by item. `None`:
    /// no such class.
    pub fn erasure_verb(&self, class: &str) -> Option<Verb> {
        let whole = match self {
            Source::Sqlite(source) => source.deletes_rows(class)?,
            Source::Folder(_) => true,
            Source::Manual(_) => return None,
        };
        let info = self.classes().into_iter().find(|info| info.id == class)?;
        Some(if whole { Verb::Delete } else { Verb::Clear { items: info.items } })
    }

    /// Whether records of the class wait until other records are gone: they come last in a plan.
    pub fn waits_for_others(&self, class: &str) -> bool {
        matches!(self, Source::Sqlite(source) if source.waits_for_others(class))
    }

    /// What a task for a colleague asks, where the annotation has words for it.
    pub fn question(&self) -> Option<Text> {
        match self {
            Source::Manual(source) => source.ask().cloned(),
            _ => None,
        }
    }

    /// Compares the annotation with the live source and the policy.
    pub async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        match self {
            Source::Sqlite(source) => source.check(policy).await,
            Source::Folder(source) => source.check(policy).await,
            Source::Manual(source) => {
                let info = source.info();
                let (items, events) = (source.items().clone(), BTreeSet::new());
                Ok(unknown_ids(policy, &[ClassInfo { id: info.id, label: info.label, items, events }]))
            }
        }
    }

    /// Everyone in the source who may be the person, the most likely first.
    pub async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        match self {
            Source::Sqlite(source) => source.find(query, permit).await,
            Source::Folder(source) => source.find(query, permit).await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }

    /// All records about the person with this key of the source.
    pub async fn records(&self, subject_key: &str, permit: &Permit) -> Result<Vec<Record>, SourceError> {
        match self {
            Source::Sqlite(source) => source.records(subject_key, permit).await,
            Source::Folder(source) => source.records(subject_key, permit).await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }

    /// The file behind a record; `None` when it is gone or the source holds no files.
    pub async fn read_document(&self, key: &str, permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        match self {
            Source::Sqlite(_) => Ok(None),
            Source::Folder(source) => source.read_document(key, permit).await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }

    /// What the rule finds due, per class. Of a manual source nothing is known.
    pub async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        match self {
            Source::Sqlite(source) => source.due(rule).await,
            Source::Folder(source) => source.due(rule).await,
            Source::Manual(_) => Ok(Vec::new()),
        }
    }

    /// A page of due records of a class, in the order of their keys.
    pub async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        match self {
            Source::Sqlite(source) => source.due_keys(rule, class, after, limit).await,
            Source::Folder(source) => source.due_keys(rule, class, after, limit).await,
            Source::Manual(_) => Ok(Vec::new()),
        }
    }

    /// Does a batch; idempotent.
    pub async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        match self {
            Source::Sqlite(source) => source.apply(work).await,
            Source::Folder(source) => source.apply(work).await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }

    /// Reads afresh what is left of a batch.
    pub async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        match self {
            Source::Sqlite(source) => source.verify(work).await,
            Source::Folder(source) => source.verify(work).await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }

    /// Fields that certainly hold a BSN. The numbers themselves are not kept.
    pub async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        match self {
            Source::Sqlite(source) => source.scan_identification_numbers().await,
            Source::Folder(source) => source.scan_identification_numbers().await,
            Source::Manual(source) => Err(source.no_connection()),
        }
    }
}

/// Items and events of classes that the policy does not know.
pub(crate) fn unknown_ids(policy: &Document, classes: &[ClassInfo]) -> Vec<SourceFinding> {
    let item_known = |id: &str| policy.categories.values().any(|category| category.items.contains_key(id));
    let unknown = |code, class: &ClassInfo, id: &str, nl: &str, en: &str| SourceFinding {
        code,
        severity: Severity::Error,
        place: class.id.clone(),
        message: Bilingual::new(
            format!("'{}' noemt {nl} '{id}', dat het beleid niet kent", class.id),
            format!("'{}' names the {en} '{id}', which the policy does not know", class.id),
        ),
        help: Bilingual::new("Gebruik een naam uit het beleid.", "Use an id of the policy."),
    };
    let mut found = Vec::new();
    for class in classes {
        for item in class.items.iter().filter(|item| !item_known(item)) {
            found.push(unknown("S0011", class, item, "het gegeven", "item"));
        }
        for event in class.events.iter().filter(|event| !policy.events.contains_key(*event)) {
            found.push(unknown("S0012", class, event, "het moment", "event"));
        }
    }
    found
}
