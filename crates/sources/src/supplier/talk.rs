//! What Gestand and a supplier say to each other, as JSON: questions for records, orders, and how orders stand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A question for records: those that answer to all that is asked, in the order of their keys.
#[derive(Debug, Default, Serialize)]
pub struct Query<'a> {
    pub class: &'a str,
    /// Of the person with this relation number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'a str>,
    /// With one of these keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<&'a [String]>,
    /// Whose day of this name is `on_or_before` or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_or_before: Option<Date>,
    /// After this key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<&'a str>,
    pub limit: u32,
}

/// The answer to a [`Query`].
#[derive(Deserialize)]
pub struct Found {
    pub records: Vec<Held>,
    /// There are more after the last.
    #[serde(default)]
    pub more: bool,
}

/// A record that the supplier holds.
#[derive(Deserialize)]
pub struct Held {
    pub key: String,
    /// Relation numbers of whom it is about.
    #[serde(default)]
    pub persons: Vec<String>,
    #[serde(default)]
    pub fields: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub days: BTreeMap<String, Option<Date>>,
    #[serde(default)]
    pub restricted: bool,
}

/// An order. Whoever gets it twice with the same id does it once.
#[derive(Serialize)]
pub struct Order<'a> {
    pub order: &'a str,
    pub verb: crate::VerbKind,
    pub class: &'a str,
    pub keys: &'a [String],
    /// The fields to be emptied, or their new values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<&'a str, Option<&'a str>>>,
}

/// A question how an order stands.
#[derive(Serialize)]
pub struct Asked<'a> {
    pub order: &'a str,
}

/// How an order stands.
#[derive(Debug, Deserialize)]
pub struct Standing {
    pub state: State,
    /// A code, never a text of people.
    pub code: Option<String>,
    /// When it is worth asking again.
    pub retry_in_s: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The supplier never got it.
    Unknown,
    Running,
    Done,
    Failed,
}

impl Standing {
    /// What is told of a failure: the code, where it is one. A text is left out: it may name a person.
    pub fn problem(&self) -> String {
        let plain = |code: &&str| {
            code.len() <= 20 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        match self.code.as_deref().filter(plain) {
            Some(code) => format!("the supplier could not do it ({code})"),
            None => "the supplier could not do it".to_owned(),
        }
    }
}
