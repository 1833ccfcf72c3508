//! The policy language, version 1: what a pack may say.
//!
//! Everything a corporation can choose is optional here, because a published statement may be silent;
//! the checks, not the parser, say what the law asks. A vocabulary pack (`kind: vocabulary`) defines
//! terms; a corporation's pack *uses* the entries it lists and refines them field by field.

mod activity;
mod camera;
mod conduct;
mod cookie;
mod data;
mod organisation;
mod recipient;
mod retention;
mod rights;
mod rules;

pub use activity::*;
pub use camera::*;
pub use conduct::*;
pub use cookie::*;
pub use data::*;
pub use organisation::*;
pub use recipient::*;
pub use retention::*;
pub use rights::*;
pub use rules::*;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::At;

/// Named entries in the order of the pack; the key is the id that other entries refer to.
pub type Entries<T> = IndexMap<String, At<T>>;
/// References to entries by id, each with its own place for "unknown reference" diagnostics.
pub type Refs = Vec<At<String>>;
/// What a node carries: lines of the published text (`"12"`, `"12-14"`, optionally `"12-14#1a2b3c4d"` with a short hash
/// of those lines) and ids of promises in a catalogue (`woonbron-055`); see [`crate::trace`].
pub type Trace = Vec<At<String>>;

/// A text for people: Dutch always, English where translated. A bare string is Dutch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Text {
    pub nl: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// The text in `lang` (`"nl"` or `"en"`); Dutch where there is no translation.
    pub fn get(&self, lang: &str) -> &str {
        match (lang, &self.en) {
            ("en", Some(en)) => en,
            _ => &self.nl,
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> serde::de::Visitor<'de> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a text, or {nl: …, en: …}")
            }
            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Text, E> {
                Ok(Text { nl: value.to_owned(), en: None })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let (mut nl, mut en) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "nl" => nl = Some(map.next_value()?),
                        "en" => en = Some(map.next_value()?),
                        other => return Err(serde::de::Error::unknown_field(other, &["nl", "en"])),
                    }
                }
                let nl = nl.ok_or_else(|| serde::de::Error::missing_field("nl"))?;
                Ok(Text { nl, en })
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

/// One file of a pack. Several files of a pack together state its sections; a section may be split over files.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Document {
    /// Name of the pack; equal to its folder. In `pack.yaml` only.
    pub pack: Option<At<String>>,
    /// What the pack is. In `pack.yaml` only; default `corporation`.
    pub kind: Option<PackKind>,
    /// Packs this one builds on, by name, nearest last. In `pack.yaml` only.
    pub extends: Refs,
    /// One line on what this pack is and how far it is faithful to a published text.
    pub about: Option<Text>,
    pub organisation: Option<At<Organisation>>,
    pub statement: Option<At<Statement>>,
    /// The lawful bases the statement lists (Art. 6(1) GDPR).
    pub bases: IndexMap<Basis, At<BasisUse>>,
    /// Laws the statement cites or the organisation says it follows.
    pub laws: Entries<LawReference>,
    /// Groups of data subjects.
    pub subjects: Entries<SubjectGroup>,
    /// Categories of personal data with their items.
    pub categories: Entries<DataCategory>,
    /// Functions (roles) of employees.
    pub functions: Entries<Function>,
    /// Events that retention terms count from.
    pub events: Entries<EventKind>,
    /// Places data come from, other than the person (Art. 14(2)(f)).
    pub origins: Entries<Origin>,
    /// Processing activities.
    pub activities: Entries<Activity>,
    /// Recipients and processors.
    pub recipients: Entries<Recipient>,
    /// Rules for every recipient.
    pub sharing: Option<At<Sharing>>,
    /// Rules for all transfers outside the EEA (Art. 44-49).
    pub transfers: Option<At<Transfers>>,
    /// Retention rules, by id.
    pub retention: Entries<RetentionRule>,
    /// The identification number (BSN) and copies of identity documents (UAVG 46).
    pub identification: Option<At<Identification>>,
    /// How every request is handled (Art. 12).
    pub requests: Option<At<Requests>>,
    /// The rights that are offered (Art. 15-22, 7(3)).
    pub rights: IndexMap<Right, At<RightOffered>>,
    /// Grounds on which records stay out of an answer.
    pub exclusions: Entries<Exclusion>,
    /// Complaints to the organisation and to the authority (Art. 77).
    pub complaints: Option<At<Complaints>>,
    /// Breaches (Art. 33, 34).
    pub breaches: Option<At<Breaches>>,
    pub cameras: Entries<Camera>,
    /// The rules for all cookies (Tw 11.7a).
    pub cookie_rules: Option<At<CookieRules>>,
    pub cookies: Entries<Cookie>,
    /// Rules of conduct that are promises but neither an activity nor a right: security, training, social media, …
    pub commitments: Entries<Commitment>,
    /// Words the statement explains.
    pub definitions: Entries<Definition>,
    /// Technical and organisational measures (Art. 32).
    pub measures: Entries<Measure>,
    /// Ways of contact with rules of their own.
    pub channels: Entries<Channel>,
    /// How people let others act for them.
    pub mandates: Option<At<Mandates>>,
    /// What `only_if` can ask.
    pub conditions: Entries<Condition>,
    /// The corporation's own words, by the id of the sentence they replace.
    pub wording: Entries<Wording>,
    /// The dated rule table of the law. In vocabulary packs only.
    pub law: Entries<LawRule>,
}

impl Document {
    /// Whether it has no more than the head of a corporation's pack: name, kind, what it extends and what it is.
    pub(crate) fn states_nothing(&self) -> bool {
        if self.organisation.is_some() || !self.activities.is_empty() || self.kind == Some(PackKind::Vocabulary) {
            return false;
        }
        let (pack, extends, about) = (self.pack.clone(), self.extends.clone(), self.about.clone());
        let head = Document { pack, kind: self.kind, extends, about, ..Document::default() };
        serde_json::to_value(self).ok() == serde_json::to_value(head).ok()
    }
}

/// Vocabulary packs define; corporation packs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PackKind {
    Corporation,
    Vocabulary,
}
