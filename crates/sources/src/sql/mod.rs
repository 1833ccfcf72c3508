//! An SQL database, read and written through its annotation: SQLite, PostgreSQL, MariaDB.

mod ahead;
mod along;
mod apply;
mod build;
mod changes;
mod check;
mod connection;
mod database;
mod dialect;
mod draft;
mod due;
mod events;
mod find;
mod keys;
mod pages;
mod reading;
mod records;
mod rectify;
mod scan;
mod schema;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FsPath;
use std::sync::Arc;

use async_trait::async_trait;
use compact_str::CompactString;
use gestand_policy::decide::Permit;
use gestand_policy::model::Document;

pub use self::draft::draft;

use self::connection::{Row, Trouble, reason, trouble};
use self::database::{Database, Session};
use self::pages::Pages;
use crate::annotation::{Class, Delete, Restricted, SqlFile};
use crate::path::{Condition, Link, Path};
use crate::{
    Along, Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, Kind, Mode, NumberHit, Page, Source, SourceError,
    SourceFinding, SourceInfo, SubjectQuery, Values, Verb, VerbKind, Verified, Work,
};

/// A database with its annotation.
#[derive(Debug)]
pub struct SqlSource {
    inner: Arc<Inner>,
}

/// What a reading in the background shares with the source.
#[derive(Debug)]
struct Inner {
    file: SqlFile,
    database: Database,
    records: Arc<Pages<Page>>,
    due_keys: Arc<Pages<Vec<DueKey>>>,
}

impl SqlSource {
    /// Checks the annotation in itself; the live source is compared at every call.
    pub(crate) fn new(file: SqlFile, folder: &FsPath) -> Result<Self, String> {
        sound(&file)?;
        let database = Database::new(&file, folder, names(&file))?;
        Ok(SqlSource { inner: Arc::new(Inner { file, database, records: Arc::default(), due_keys: Arc::default() }) })
    }
}

/// What is wrong with an annotation whatever the database holds.
fn sound(file: &SqlFile) -> Result<(), String> {
    let person = &file.person;
    if person.key.is_empty() {
        return Err("person: `key` is empty".to_owned());
    }
    for (id, class) in &file.classes {
        if class.key.is_empty() {
            return Err(format!("classes.{id}: `key` is empty"));
        }
        for subject in &class.subjects {
            let end = subject.path.last().map_or(&class.table, |link| &link.table);
            if *end != person.table {
                return Err(format!("classes.{id}.subjects: the path ends at '{end}', not at '{}'", person.table));
            }
        }
        for (name, column) in &class.columns {
            let place = format!("classes.{id}.columns.{name}");
            if column.plain == column.item.is_some() {
                return Err(format!("{place}: give either `item` or `plain: true`"));
            }
            let known = ["subject", "other"].contains(&column.about.as_str());
            if !known && !class.subjects.iter().any(|subject| subject.role == column.about) {
                return Err(format!("{place}: no subject has the role '{}'", column.about));
            }
            if column.replace_with.is_some() && (column.plain || !column.clear) {
                return Err(format!("{place}: `replace_with` stands at a column that is never cleared"));
            }
            if column.replace_with.as_deref() == Some("") {
                return Err(format!("{place}: `replace_with` is empty; leave it out"));
            }
        }
        let same = |restricted: &Restricted, test: &Condition| test.table.is_none() && test.column == restricted.column;
        if let (Some(restricted), Some(test)) = (&class.restricted, &class.condition)
            && same(restricted, test)
        {
            return Err(format!(
                "classes.{id}: `restricted` and `where` use one column; the mark would take a record away"
            ));
        }
        if class
            .restricted
            .as_ref()
            .is_some_and(|mark| mark.value.is_empty() || mark.lifted.as_ref() == Some(&mark.value))
        {
            return Err(format!("classes.{id}.restricted: `value` is empty, or no other than `lifted`"));
        }
        if class.children.iter().chain(&class.keep_while).any(Vec::is_empty) {
            return Err(format!("classes.{id}: a path of `children` or `keep_while` is empty"));
        }
    }
    Ok(())
}

/// Every table that the annotation names.
fn names(file: &SqlFile) -> BTreeSet<String> {
    let ends = |path: &[Link]| path.iter().map(|link| link.table.clone()).collect::<Vec<_>>();
    let mut names = BTreeSet::from([file.person.table.clone()]);
    names.extend(file.person.fields().flat_map(|field| ends(&field.path)));
    for class in file.classes.values() {
        names.insert(class.table.clone());
        names.extend(paths(class).flat_map(|path| ends(path)));
    }
    names
}

/// The paths of a class, events' paths included.
fn paths(class: &Class) -> impl Iterator<Item = &Vec<Link>> {
    let subjects = class.subjects.iter().map(|subject| &subject.path);
    subjects.chain(class.events.values().map(|event| &event.path)).chain(&class.children).chain(&class.keep_while)
}

fn end_table(path: &Path) -> Option<&str> {
    path.last().map(|link| link.table.as_str())
}

impl Inner {
    fn id(&self) -> String {
        self.file.source.clone()
    }

    fn class(&self, class: &str) -> Result<&Class, SourceError> {
        let unknown = || SourceError::UnknownClass { source_id: self.id(), class: class.to_owned() };
        self.file.classes.get(class).ok_or_else(unknown)
    }

    /// A transaction that cannot write: one moment for all statements of a call.
    async fn reader(&self) -> Result<Session, SourceError> {
        self.database.session(false).await
    }

    /// A transaction that writes.
    async fn writer(&self) -> Result<Session, SourceError> {
        if self.file.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id: self.id() });
        }
        self.database.session(true).await
    }

    fn failed(&self, place: &str, error: &sqlx::Error) -> SourceError {
        if trouble(error) == Trouble::Lost {
            return self.unreachable(error);
        }
        SourceError::Read { source_id: self.id(), place: place.to_owned(), reason: reason(error) }
    }

    fn unreachable(&self, error: &sqlx::Error) -> SourceError {
        SourceError::Unreachable { source_id: self.id(), reason: reason(error) }
    }

    fn refused(&self, class: &str, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.id(), class: class.to_owned(), reason: reason.to_owned() }
    }

    /// The key in a column of a row; a row without one is an error, never left out.
    fn key_at(&self, row: &mut Row, at: usize, parts: usize, shown: &str) -> Result<CompactString, SourceError> {
        let null = || SourceError::NullKey { source_id: self.id(), class: shown.to_owned() };
        let key = row.take(at).ok_or_else(null)?;
        if parts == 1 {
            return Ok(key);
        }
        // Each engine spaces its arrays in its own way.
        let parts: Vec<Option<String>> = serde_json::from_str(&key).map_err(|_| null())?;
        let parts: Vec<String> = parts.into_iter().collect::<Option<_>>().ok_or_else(null)?;
        Ok(serde_json::json!(parts).to_string().into())
    }

    /// Whether rows of the class may go, and the items that go with them are all in `items`.
    fn may_delete(&self, class: &Class, items: &BTreeSet<String>) -> bool {
        let tables: Vec<&str> = class.children.iter().filter_map(end_table).collect();
        let mut children = self.file.classes.values().filter(|child| tables.contains(&child.table.as_str()));
        class.delete == Delete::Row
            && class.subject_items().is_subset(items)
            && children.all(|child| child.subject_items().is_subset(items))
    }

    /// What a failure really was: where the schema has changed since it was read, the name that is gone.
    async fn told<T>(&self, result: Result<T, SourceError>) -> Result<T, SourceError> {
        let failure = match result {
            Err(failure @ (SourceError::Read { .. } | SourceError::Refused { .. })) => failure,
            Err(SourceError::UnknownTable { .. } | SourceError::UnknownColumn { .. }) => {
                // A schema without a name that is needed is never kept: it may be back at the next call.
                self.database.forget();
                return result;
            }
            result => return result,
        };
        self.database.forget();
        let Ok(session) = self.reader().await else { return Err(failure) };
        for (_, table, column) in self.places() {
            if let Err(missing) = session.schema.live(&table, &column) {
                self.database.forget();
                return Err(missing);
            }
        }
        Err(failure)
    }
}

#[async_trait]
impl Source for SqlSource {
    fn info(&self) -> SourceInfo {
        let file = &self.inner.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        self.inner.classes()
    }

    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        self.inner.check(policy).await
    }

    fn knows_persons(&self) -> bool {
        true
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.inner.file.classes.get(class).map(|class| class.delete == Delete::Row)
    }

    async fn along(&self, class: &str, keys: &[String]) -> Result<Vec<Along>, SourceError> {
        self.inner.told(self.inner.along(class, keys).await).await
    }

    fn waits_for_others(&self, class: &str) -> bool {
        self.inner.file.classes.get(class).is_some_and(|class| !class.keep_while.is_empty())
    }

    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        self.inner.told(self.inner.find(query, permit).await).await
    }

    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        self.inner.told(self.inner.records(subject_key, from, permit).await).await
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        self.inner.told(self.inner.due(rule).await).await
    }

    async fn due_classes(&self, rule: &DueRule) -> Result<Vec<(String, Verb)>, SourceError> {
        let classes = self.inner.file.classes.iter();
        Ok(classes.filter_map(|(id, class)| Some((id.clone(), self.inner.due_verb(class, rule)?))).collect())
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        self.inner.told(self.inner.due_keys(rule, class, after, limit).await).await
    }

    async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        self.inner.told(self.inner.keys(class, after, limit).await).await
    }

    async fn subjects(&self, class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        self.inner.told(self.inner.subjects(class, keys).await).await
    }

    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        self.inner.supports(class, verb)
    }

    async fn values(
        &self,
        class: &str,
        keys: &[String],
        role: &str,
        fields: &BTreeSet<String>,
        permit: &Permit,
    ) -> Result<Values, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.inner.file.source, activity = ?permit.activity(), "values");
        self.inner.told(self.inner.values(class, keys, role, fields).await).await
    }

    /// One transaction of a database takes thousands as easily as one.
    fn batch(&self) -> u32 {
        10_000
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        let applied = self.inner.told(self.inner.apply(work).await).await;
        match applied {
            // The schema was read a moment ago; it is read again before a step is given up.
            Err(SourceError::UnknownTable { .. } | SourceError::UnknownColumn { .. }) => {
                self.inner.told(self.inner.apply(work).await).await
            }
            applied => applied,
        }
    }

    /// A server keeps the rows that a reader began with; a file is locked as a whole.
    fn is_read_beside_writing(&self) -> bool {
        self.inner.file.kind != Kind::Sqlite
    }

    async fn flush(&self) -> Result<(), SourceError> {
        self.inner.flush().await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        self.inner.told(self.inner.verify(work).await).await
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.inner.told(self.inner.scan().await).await
    }
}
