//! The annotation of a supplier as written.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::Deserialize;

use crate::{Kind, Mark, Mode, VerbKind};

/// A party that holds data for the corporation and handles them itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplierFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    pub command: Option<CommandPart>,
    pub http: Option<HttpPart>,
    #[serde(default)]
    pub limits: Limits,
    pub classes: BTreeMap<String, SupplierClass>,
}

/// Programs on this machine: the program and its arguments, in which `{source}`, `{class}` and `{order}` are filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandPart {
    pub query: Vec<String>,
    pub order: Vec<String>,
    pub status: Vec<String>,
    /// Variables of the environment that the programs get; they get no other.
    #[serde(default)]
    pub environment: BTreeSet<String>,
}

/// Addresses that take JSON by POST; https only, save for this machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpPart {
    pub query: String,
    pub order: String,
    pub status: String,
    pub auth: Option<Auth>,
    /// An authority of one's own (PEM), beside those of the machine.
    pub ca_file: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Auth {
    Bearer { env: Option<String>, file: Option<String> },
    Basic { user: String, env: Option<String>, file: Option<String> },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// For one call.
    pub timeout_ms: u64,
    /// For one answer.
    pub answer_mb: u64,
    /// How long a step waits for an order before it is taken up again later.
    pub wait_ms: u64,
    /// Between two looks at an order.
    pub poll_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { timeout_ms: 60_000, answer_mb: 64, wait_ms: 10_000, poll_ms: 1_000 }
    }
}

/// What the supplier holds of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplierClass {
    pub label: Text,
    pub fields: BTreeMap<String, Field>,
    /// Event id → the day of the supplier's records.
    #[serde(default)]
    pub events: BTreeMap<String, String>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    /// What the supplier does on order.
    #[serde(default)]
    pub verbs: BTreeSet<VerbKind>,
}

/// A field of the supplier's records. One that is not told of is given as text to be read, without an item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub item: Option<String>,
    /// It is about another person.
    #[serde(default)]
    pub other: bool,
    #[serde(default)]
    pub free_text: bool,
}

impl SupplierClass {
    /// The items that its fields hold of the person.
    pub fn items(&self) -> BTreeSet<String> {
        self.fields.values().filter(|field| !field.other).filter_map(|field| field.item.clone()).collect()
    }

    /// The fields of the person that hold one of these items.
    pub fn fields_of<'a>(&'a self, items: &'a BTreeSet<String>) -> impl Iterator<Item = &'a String> {
        let of = |field: &Field| !field.other && field.item.as_ref().is_some_and(|item| items.contains(item));
        self.fields.iter().filter(move |(_, field)| of(field)).map(|(name, _)| name)
    }
}
