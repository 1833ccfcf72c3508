//! The annotation of a mail source as written.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::{Deserialize, Deserializer};

use super::address::domain;
use crate::{Kind, Mark, Mode};

/// What stands behind the id of a class for the class of its attachments.
const ATTACHMENT: &str = "_attachment";

/// Mailboxes of a corporation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailFile {
    pub source: String,
    pub label: Text,
    pub kind: Kind,
    pub mode: Mode,
    /// Domains of the corporation itself: its own addresses lead to nobody and are nobody else's data.
    #[serde(default)]
    pub own_domains: BTreeSet<OwnDomain>,
    /// How a relation number is written, such as `R######`: it is looked for in subjects and texts.
    pub relation_number: Option<NumberShape>,
    pub classes: BTreeMap<String, MailClass>,
}

/// A domain in the form that addresses are compared in.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnDomain(pub String);

impl<'de> Deserialize<'de> for OwnDomain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| OwnDomain(domain(&text)))
    }
}

/// The messages of one mailbox.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailClass {
    pub label: Text,
    /// The folder of a Maildir, with its folders.
    maildir: Option<String>,
    /// A file of many messages, as mboxrd or mboxo.
    mbox: Option<String>,
    /// A folder of EML and MSG files.
    files: Option<String>,
    /// The item of the policy that a message is.
    pub item: String,
    #[serde(default)]
    pub events: BTreeMap<String, Moment>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
}

/// The moments of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The day of its header `Date`, as its sender says.
    Sent,
    /// The day its last mail server took it in; else the day that the mailbox tells.
    Received,
}

/// How messages are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Maildir,
    Mbox,
    Files,
}

impl MailClass {
    /// Form and path, relative to the annotation.
    pub fn place(&self) -> Option<(Form, &str)> {
        match (&self.maildir, &self.mbox, &self.files) {
            (Some(path), None, None) => Some((Form::Maildir, path)),
            (None, Some(path), None) => Some((Form::Mbox, path)),
            (None, None, Some(path)) => Some((Form::Files, path)),
            _ => None,
        }
    }
}

impl MailFile {
    /// # Errors
    /// A class without one place, or with the name of the attachments of another.
    pub fn valid(&self) -> Result<(), String> {
        for (id, class) in &self.classes {
            if class.place().is_none() {
                return Err(format!("classes.{id}: give one of `maildir`, `mbox` and `files`"));
            }
            if self.classes.contains_key(&attachments_of(id)) || id.contains(':') {
                return Err(format!("classes.{id}: an id has no ':', and '{}' is taken", attachments_of(id)));
            }
        }
        Ok(())
    }
}

/// The class of the attachments of a class.
pub fn attachments_of(class: &str) -> String {
    format!("{class}{ATTACHMENT}")
}

/// The class that a class of attachments belongs to.
pub fn messages_of(class: &str) -> Option<&str> {
    class.strip_suffix(ATTACHMENT)
}

/// A number as people write it: `#` is a digit, a letter is itself in either case, other signs are themselves.
#[derive(Debug, Clone)]
pub struct NumberShape(Vec<char>);

impl<'de> Deserialize<'de> for NumberShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.chars().filter(|sign| *sign == '#').count();
        if digits < 3 {
            return Err(serde::de::Error::custom("a relation number has at least three digits (#)"));
        }
        Ok(NumberShape(text.chars().collect()))
    }
}

impl NumberShape {
    /// Every number in the text that stands by itself, written as the shape has it.
    pub fn find_in(&self, text: &str) -> BTreeSet<String> {
        let signs: Vec<char> = text.chars().collect();
        let size = self.0.len();
        let alone = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_none_or(|sign| !sign.is_alphanumeric());
        let fits = |at: usize| {
            alone(at.checked_sub(1))
                && alone(Some(at + size))
                && self.0.iter().zip(&signs[at..at + size]).all(|(shape, sign)| match shape {
                    '#' => sign.is_ascii_digit(),
                    shape => shape.eq_ignore_ascii_case(sign),
                })
        };
        let at = (0..(signs.len() + 1).saturating_sub(size)).filter(|at| fits(*at));
        let written = |at: usize| {
            let pairs = self.0.iter().zip(&signs[at..at + size]);
            pairs.map(|(shape, sign)| if *shape == '#' { *sign } else { *shape }).collect()
        };
        at.map(written).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_by_itself() {
        let shape = NumberShape("R-###".chars().collect());
        let found = shape.find_in("Betreft r-123, XR-124, R-1256 en (R-127). R-12");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["R-123", "R-127"]);
        assert!(shape.find_in("").is_empty() && shape.find_in("R-").is_empty());
    }
}
