//! The annotation files as written: one per source.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use gestand_policy::model::Text;
use serde::{Deserialize, Deserializer};

use crate::path::{Condition, JsonPath, Path, one_or_list, text_or_map};
use crate::{Kind, Mark, Mode};

/// The one field that says how to read the rest.
#[derive(Debug, Deserialize)]
pub struct Head {
    pub kind: Kind,
}

/// An SQL database.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SqlFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    /// The file of a SQLite database.
    pub path: Option<String>,
    /// The environment variable, or the file, that holds the address of a server.
    pub url_env: Option<String>,
    pub url_file: Option<String>,
    #[serde(default)]
    pub options: SqlOptions,
    pub person: Person,
    pub classes: BTreeMap<String, Class>,
}

/// How hard a database may be worked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SqlOptions {
    pub statement_timeout_ms: u64,
    /// Statements per second; without it there is no limit.
    pub max_per_second: Option<NonZeroU32>,
    /// In use at once. A source that is written to keeps as many more open, which can only read.
    pub connections: u32,
}

impl Default for SqlOptions {
    fn default() -> Self {
        SqlOptions { statement_timeout_ms: 60_000, max_per_second: None, connections: 4 }
    }
}

/// How a person is found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub table: String,
    pub key: Vec<String>,
    pub relation_number: Option<Field>,
    #[serde(default)]
    pub name: Vec<String>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub birth_date: Vec<Field>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub email: Vec<Field>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub phone: Vec<Field>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub postcode: Vec<Field>,
    #[serde(default, deserialize_with = "one_or_more")]
    pub city: Vec<Field>,
}

impl Person {
    /// Every field that says something of the person.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let lists = [&self.birth_date, &self.email, &self.phone, &self.postcode, &self.city];
        self.relation_number.iter().chain(lists.into_iter().flatten())
    }
}

/// One field, or a list of them.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Field>, D::Error> {
    one_or_list(deserializer)
}

/// A column of the row itself, or of a row at the end of a path.
#[derive(Debug, Clone)]
pub struct Field {
    pub path: Path,
    pub column: String,
    /// The place in the column, where it holds JSON.
    pub json: Option<JsonPath>,
    /// The system keeps the value as it is looked for (an e-mail address in lower case): an index serves.
    pub exact: bool,
    pub condition: Option<Condition>,
    /// An event has not happened while a row at the end of the path is like this: someone who rents is no longer
    /// somebody whose registration ended.
    pub unless: Option<Condition>,
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            #[serde(default)]
            path: Path,
            column: String,
            json: Option<JsonPath>,
            #[serde(default)]
            exact: bool,
            #[serde(rename = "where")]
            condition: Option<Condition>,
            unless: Option<Condition>,
        }
        let bare = |column| Full { path: Vec::new(), column, json: None, exact: false, condition: None, unless: None };
        let Full { path, column, json, exact, condition, unless } = text_or_map(deserializer, bare)?;
        Ok(Field { path, column, json, exact, condition, unless })
    }
}

/// A record class: rows of one table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    pub label: Text,
    pub table: String,
    pub key: Vec<String>,
    #[serde(rename = "where")]
    pub condition: Option<Condition>,
    /// The row counts as deleted in the system; it still is personal data, and is found.
    pub deleted: Option<Condition>,
    #[serde(default)]
    pub subjects: Vec<SubjectPath>,
    #[serde(default)]
    pub columns: BTreeMap<String, Column>,
    #[serde(default)]
    pub events: BTreeMap<String, Field>,
    #[serde(default)]
    pub marks: BTreeMap<Mark, Condition>,
    #[serde(default)]
    pub delete: Delete,
    #[serde(default)]
    pub children: Vec<Path>,
    #[serde(default)]
    pub keep_while: Vec<Path>,
    pub restricted: Option<Restricted>,
}

/// Where the system itself says that a record is restricted (Art. 18).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restricted {
    pub column: String,
    /// What stands there while it is.
    pub value: String,
    /// What stands there afterwards; without it nothing.
    pub lifted: Option<String>,
}

impl Class {
    /// Fields with items about a data subject of the class, with their item.
    pub fn subject_columns(&self) -> impl Iterator<Item = (&str, &str, &Column)> {
        self.columns.iter().filter_map(|(name, column)| match &column.item {
            Some(item) if column.about != "other" => Some((name.as_str(), item.as_str(), column)),
            _ => None,
        })
    }
    /// Columns of the table that say which record it is, of whom, or of which class: nothing else may be written there.
    pub fn leading_columns(&self) -> impl Iterator<Item = &str> {
        let links = self.linking_columns();
        let tests = self.condition.iter().chain(&self.deleted).map(|condition| condition.column.as_str());
        let marks = self.restricted.iter().map(|restricted| restricted.column.as_str());
        self.key.iter().map(String::as_str).chain(links).chain(tests).chain(marks)
    }
    /// Fields in which something of a person stands, or may stand.
    pub fn telling_columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        let fields = self.columns.iter().filter(|(_, column)| column.item.is_some() || column.free_text);
        fields.map(|(name, column)| (name.as_str(), column))
    }
    /// Why rows of the class can never be made anonymous.
    pub fn why_not_anonymous(&self) -> Option<&'static str> {
        let links: BTreeSet<&str> = self.linking_columns().collect();
        if self.key.iter().any(|column| links.contains(column.as_str())) {
            return Some("its link to a person is a part of its key, so the row cannot be made anonymous");
        }
        if self.telling_columns().any(|(name, column)| self.key.iter().any(|key| key == column.name(name))) {
            return Some("an item is a part of its key, so the row cannot be made anonymous");
        }
        let stays = self.telling_columns().any(|(name, column)| !column.clear && !links.contains(column.name(name)));
        stays.then_some("the annotation says `clear: false` at an item, so the row would still lead to a person")
    }
    /// Columns of the table that lead to a person.
    pub fn linking_columns(&self) -> impl Iterator<Item = &str> {
        let first = self.subjects.iter().filter_map(|subject| subject.path.first());
        first.flat_map(|link| link.from.iter().map(String::as_str))
    }
    /// The items of those columns.
    pub fn subject_items(&self) -> BTreeSet<String> {
        self.subject_columns().map(|(_, item, _)| item.to_owned()).collect()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectPath {
    pub role: String,
    pub path: Path,
    #[serde(rename = "where")]
    pub condition: Option<Condition>,
}

/// A column, or a place in one that holds JSON.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column of the table, where the field has a name of its own.
    pub column: Option<String>,
    pub json: Option<JsonPath>,
    pub item: Option<String>,
    #[serde(default)]
    pub plain: bool,
    /// `subject`, `other`, or a role.
    #[serde(default = "subject")]
    pub about: String,
    #[serde(default)]
    pub free_text: bool,
    #[serde(default)]
    pub own_number: bool,
    #[serde(default = "yes")]
    pub clear: bool,
    /// What clearing puts in the place of the value, instead of nothing.
    pub replace_with: Option<String>,
}

impl Column {
    /// The column of the table behind the field.
    pub fn name<'a>(&'a self, field: &'a str) -> &'a str {
        self.column.as_deref().unwrap_or(field)
    }
}

fn subject() -> String {
    "subject".to_owned()
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delete {
    Row,
    #[default]
    Never,
}

/// A folder of documents or camera footage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    /// A folder of this machine; of a bucket the part that is ours, where it is not all of it.
    #[serde(default)]
    pub root: String,
    pub s3: Option<crate::folder::S3>,
    /// The time zone that names of files are written in, where it is not the one of the corporation.
    pub zone: Option<String>,
    pub classes: BTreeMap<String, FolderClass>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderClass {
    pub label: Text,
    pub pattern: crate::folder::Pattern,
    pub items: BTreeSet<String>,
    /// Event id → what tells its day: a placeholder, `day` of year, month and day, or `modified`.
    #[serde(default)]
    pub events: BTreeMap<String, String>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    /// The kind of paper that people hand in and that is put here.
    pub intake: Option<String>,
}

/// A system nobody can connect to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManualFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    pub owner: Option<String>,
    pub ask: Option<Text>,
    #[serde(default)]
    pub items: BTreeSet<String>,
}
