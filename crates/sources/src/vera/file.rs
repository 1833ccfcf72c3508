//! The annotation of a VERA source as written.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::Deserialize;

use super::model::ClassChange;
use crate::{Kind, Mode};

/// The collections with persons, their roles and their households: every source reads them.
pub const PERSONS: Collection = Collection::of_relations("natuurlijk-personen");
pub const ROLES: Collection = Collection::of_relations("relatierollen");
pub const GROUPS: Collection = Collection::of_relations("relatiegroepen");
pub const CONTACTS: Collection = Collection::of_relations("contactgegevens");
pub const ADDRESSES: Collection = Collection::of_relations("relatie-adressen");

/// Where the objects of one kind are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Collection<'a> {
    /// The part of the model (informatiedomein), such as `relaties`: each has its own address.
    pub domain: &'a str,
    /// Path in the interface and name of the file, such as `contactgegevens`.
    pub path: &'a str,
}

impl Collection<'static> {
    const fn of_relations(path: &'static str) -> Self {
        Collection { domain: "relaties", path }
    }
}

/// A VERA source as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VeraFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    pub files: Option<FilesPart>,
    pub http: Option<HttpPart>,
    /// The number of a person that other sources know: a key or a field.
    #[serde(default = "code")]
    pub relation_number: String,
    /// Collections that this system does not have.
    #[serde(default)]
    pub skip: BTreeSet<String>,
    #[serde(default)]
    pub(super) classes: BTreeMap<String, ClassChange>,
}

fn code() -> String {
    "code".to_owned()
}

/// A folder with one JSON list per collection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesPart {
    pub root: String,
    pub domains: BTreeSet<String>,
    /// Where changes are written for the system to take in.
    pub outgoing: Option<String>,
}

/// The interface of a system.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpPart {
    /// Domain → address, with the version: `https://vera.example/relaties/v4`.
    pub domains: BTreeMap<String, String>,
    pub auth: Auth,
    pub find_by: Option<FindBy>,
    /// A certificate authority of one's own (PEM), beside those of the machine.
    pub ca_file: Option<String>,
    #[serde(default)]
    pub limits: Limits,
}

/// How Gestand says who it is. A secret is never in the annotation.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Auth {
    ClientCredentials {
        token_url: String,
        client_id: String,
        client_secret_env: Option<String>,
        client_secret_file: Option<String>,
        #[serde(default)]
        scope: String,
    },
    ApiKey {
        env: Option<String>,
        file: Option<String>,
    },
}

/// How the interface gives less than a whole collection.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FindBy {
    /// A search under the collection that takes the wanted fields as JSON by POST, such as `_zoek`.
    Post(String),
    /// A query field for the id of a linked object, such as `{link}.id`. Ids only: nothing else may be in an address.
    Query(String),
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub timeout_ms: u64,
    pub max_per_second: u32,
    /// Tries of one request, the first included.
    pub tries: u32,
    /// The first wait before another try; it doubles.
    pub wait_ms: u64,
    /// The longest that is waited when the interface asks for it.
    pub longest_wait_ms: u64,
    pub answer_mb: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let (timeout_ms, max_per_second, tries) = (30_000, 20, 5);
        Limits { timeout_ms, max_per_second, tries, wait_ms: 500, longest_wait_ms: 120_000, answer_mb: 64 }
    }
}
