//! Remedies: what a finding offers to change, and how that is put into the YAML of a pack.

mod edit;
mod run;

pub use edit::{Change, Edit, FixError};
pub use run::{Fixed, Left, fix_pack};

use serde_json::Value;

use crate::diagnostic::Bilingual;

/// A remedy of one finding. It states what the law asks and invents no fact of the corporation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "promise an answer from the day of receipt".
    pub title: Bilingual,
    /// In this order.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A remedy that states what holds by law anyway.
    pub(crate) fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Fix { title: Bilingual::new(nl, en), edits: Vec::new() }
    }

    /// A remedy after which the corporation must do something else than it says now.
    pub(crate) fn promising(nl: &str, en: &str) -> Self {
        Fix::new(format!("{nl}; dit verandert wat u belooft"), format!("{en}; this changes what you promise"))
    }

    /// Puts `value` at the path, in the place of what stands there.
    pub(crate) fn set(self, path: &[&str], value: impl Into<Value>) -> Self {
        self.with(path, Change::Set(value.into()))
    }

    /// Adds to the list at the path what it does not hold yet.
    pub(crate) fn add<'a>(self, path: &[&str], items: impl IntoIterator<Item = &'a str>) -> Self {
        self.with(path, Change::Add(items.into_iter().map(str::to_owned).collect()))
    }

    /// Takes a word out of the list at the path; an empty list goes.
    pub(crate) fn take_out(self, path: &[&str], item: &str) -> Self {
        self.with(path, Change::TakeOut(item.to_owned()))
    }

    /// Removes what stands at the path.
    pub(crate) fn remove(self, path: &[&str]) -> Self {
        self.with(path, Change::Remove)
    }

    fn with(mut self, path: &[&str], change: Change) -> Self {
        self.edits.push(Edit { path: path.iter().map(|part| (*part).to_owned()).collect(), change });
        self
    }
}
