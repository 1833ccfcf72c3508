//! Whose data, which data, who works with them, what happened, and where data come from.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refs, Text, Trace};
use crate::span::At;

/// A group of data subjects: tenant, home seeker, …
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectGroup {
    pub label: Option<Text>,
    pub trace: Trace,
}

/// A category of personal data with its items.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DataCategory {
    pub label: Option<Text>,
    pub sensitivity: Option<Sensitivity>,
    /// The systems it is kept in, by name.
    pub kept_in: Vec<At<String>>,
    /// The items, by id. Item ids are unique over all categories.
    pub items: IndexMap<String, At<Item>>,
    /// The statement leaves the category open ("and the like").
    pub open_ended: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Item {
    pub label: Option<Text>,
    /// Where it differs from the category.
    pub sensitivity: Option<Sensitivity>,
    /// Why it is needed (Art. 5(1)(c)), completing "needed to …".
    pub needed: Option<Text>,
    /// The person may leave it out.
    pub optional: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    Ordinary,
    /// The organisation itself treats it with more care, beyond what the law calls special.
    Sensitive,
    /// Special categories (Art. 9).
    Special,
    /// Criminal convictions and offences (Art. 10).
    Criminal,
    /// National identification number (Art. 87, UAVG 46).
    Identification,
}

/// A function of employees, the unit of access rights.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Function {
    pub label: Option<Text>,
    pub trace: Trace,
}

/// Something that happens to a record and starts or ends a term.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventKind {
    pub label: Option<Text>,
    pub trace: Trace,
}

/// Where data come from when not from the person (Art. 14(2)(f)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    pub label: Option<Text>,
    pub public_register: bool,
    /// Categories or items that come from here.
    pub data: Refs,
    pub trace: Trace,
}
