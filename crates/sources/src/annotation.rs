//! The annotation files as written: one per source.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::{Deserialize, Deserializer};

use crate::path::{Condition, Path, text_or_map};
use crate::{Kind, Mark, Mode};

/// The one field that says how to read the rest.
#[derive(Debug, Deserialize)]
pub struct Head {
    pub kind: Kind,
}

/// A SQLite database.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SqliteFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    pub path: String,
    pub person: Person,
    pub classes: BTreeMap<String, Class>,
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
    pub birth_date: Option<Field>,
    pub email: Option<Field>,
    pub phone: Option<Field>,
    pub postcode: Option<Field>,
    pub city: Option<Field>,
}

/// A column of the row itself, or of a row at the end of a path.
#[derive(Debug, Clone)]
pub struct Field {
    pub path: Path,
    pub column: String,
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
            #[serde(rename = "where")]
            condition: Option<Condition>,
            unless: Option<Condition>,
        }
        let full =
            text_or_map(deserializer, |column| Full { path: Vec::new(), column, condition: None, unless: None })?;
        Ok(Field { path: full.path, column: full.column, condition: full.condition, unless: full.unless })
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
}

impl Class {
    /// Columns with items about a data subject of the class, with their item.
    pub fn subject_columns(&self) -> impl Iterator<Item = (&str, &str, &Column)> {
        self.columns.iter().filter_map(|(name, column)| match &column.item {
            Some(item) if column.about != "other" => Some((name.as_str(), item.as_str(), column)),
            _ => None,
        })
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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
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
    pub root: String,
    pub classes: BTreeMap<String, FolderClass>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderClass {
    pub label: Text,
    pub pattern: crate::folder::Pattern,
    pub items: BTreeSet<String>,
    /// Event id → placeholder.
    #[serde(default)]
    pub events: BTreeMap<String, String>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
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
