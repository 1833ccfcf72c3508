//! A SQLite database, read and written through its annotation.

mod apply;
mod check;
mod due;
mod find;
mod records;
mod scan;
mod schema;
mod sql;

use std::path::{Path as FsPath, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use gestand_policy::decide::Permit;
use gestand_policy::model::Document;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use self::schema::Schema;
use crate::annotation::{Class, Delete, SqliteFile};
use crate::path::Path;
use crate::{
    Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Source, SourceError,
    SourceFinding, SourceInfo, SubjectQuery, Verified, Work,
};

/// How long a statement waits for another program that holds the database.
const BUSY: Duration = Duration::from_secs(5);

/// A SQLite database with its annotation. Every call opens its own connection, so it sees the source as it is now.
#[derive(Debug)]
pub struct SqliteSource {
    file: SqliteFile,
    path: PathBuf,
}

impl SqliteSource {
    /// Checks the annotation in itself; the live source is compared at every call.
    pub(crate) fn new(file: SqliteFile, folder: &FsPath) -> Result<Self, String> {
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
                if column.plain == column.item.is_some() {
                    return Err(format!("classes.{id}.columns.{name}: give either `item` or `plain: true`"));
                }
                let known = ["subject", "other"].contains(&column.about.as_str());
                if !known && !class.subjects.iter().any(|subject| subject.role == column.about) {
                    return Err(format!("classes.{id}.columns.{name}: no subject has the role '{}'", column.about));
                }
            }
            if class.children.iter().chain(&class.keep_while).any(Vec::is_empty) {
                return Err(format!("classes.{id}: a path of `children` or `keep_while` is empty"));
            }
        }
        let path = folder.join(&file.path);
        Ok(SqliteSource { file, path })
    }

    fn id(&self) -> String {
        self.file.source.clone()
    }

    fn class(&self, class: &str) -> Result<&Class, SourceError> {
        let unknown = || SourceError::UnknownClass { source_id: self.id(), class: class.to_owned() };
        self.file.classes.get(class).ok_or_else(unknown)
    }

    /// A new connection that cannot write, and the schema it sees.
    async fn reader(&self) -> Result<(SqliteConnection, Schema), SourceError> {
        let mut conn = self.connect(SqliteConnectOptions::new().read_only(true)).await?;
        // One snapshot for all statements of a call; dropping the connection ends it.
        sqlx::query("BEGIN").execute(&mut conn).await.map_err(|error| self.failed("", &error))?;
        let schema = Schema::load(&self.file.source, &mut conn).await?;
        Ok((conn, schema))
    }

    /// A new connection that writes, overwrites what it deletes, and keeps to the foreign keys.
    async fn writer(&self) -> Result<SqliteConnection, SourceError> {
        if self.file.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id: self.id() });
        }
        self.connect(SqliteConnectOptions::new().foreign_keys(true).pragma("secure_delete", "ON")).await
    }

    async fn connect(&self, options: SqliteConnectOptions) -> Result<SqliteConnection, SourceError> {
        let options = options.filename(&self.path).create_if_missing(false).busy_timeout(BUSY);
        SqliteConnection::connect_with(&options)
            .await
            .map_err(|error| SourceError::Unreachable { source_id: self.id(), reason: error.to_string() })
    }

    fn failed(&self, place: &str, error: &sqlx::Error) -> SourceError {
        SourceError::Read { source_id: self.id(), place: place.to_owned(), reason: error.to_string() }
    }

    /// Whether rows of the class may go, and the items that go with them are all in `items`.
    fn may_delete(&self, class: &Class, items: &std::collections::BTreeSet<String>) -> bool {
        let tables: Vec<&str> = class.children.iter().filter_map(end_table).collect();
        let children = self.file.classes.values().filter(|child| tables.contains(&child.table.as_str()));
        class.delete == Delete::Row
            && class.subject_items().is_subset(items)
            && children.into_iter().all(|child| child.subject_items().is_subset(items))
    }
}

#[async_trait]
impl Source for SqliteSource {
    fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): (&String, &Class)| ClassInfo {
            id: id.clone(),
            label: class.label.clone(),
            items: class.columns.values().filter_map(|column| column.item.clone()).collect(),
            events: class.events.keys().cloned().collect(),
        };
        self.file.classes.iter().map(info).collect()
    }

    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        self.check(policy).await
    }

    fn knows_persons(&self) -> bool {
        true
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.file.classes.get(class).map(|class| class.delete == Delete::Row)
    }

    fn waits_for_others(&self, class: &str) -> bool {
        self.file.classes.get(class).is_some_and(|class| !class.keep_while.is_empty())
    }

    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        self.find(query, permit).await
    }

    async fn records(&self, subject_key: &str, _from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        Ok(Page { records: self.records(subject_key, permit).await?, next: None })
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        self.due(rule).await
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        self.due_keys(rule, class, after, limit).await
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.apply(work).await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        self.verify(work).await
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        self.scan().await
    }
}

fn end_table(path: &Path) -> Option<&str> {
    path.last().map(|link| link.table.as_str())
}
