//! A retention term as a policy writes it: `7 years after tenancy_ended, to end of book year`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Length;
use crate::diagnostic::Bilingual;

/// How long data are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// `7 years after tenancy_ended`: a length that counts from an event.
    After { length: Length, event: String, round: Rounding },
    /// `until daeb_settled`: the event itself ends the term.
    Until { event: String },
    /// `as long as needed`: what statements say that give no term.
    AsNeeded,
}

/// To which boundary the end of a term moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    None,
    /// 31 December of the year in which the event fell, and from there the length (AWR 52(4)).
    BookYear,
}

impl Keep {
    /// The event the term looks at.
    pub fn event(&self) -> Option<&str> {
        match self {
            Keep::After { event, .. } | Keep::Until { event } => Some(event),
            Keep::AsNeeded => None,
        }
    }

    /// As people write it in `lang` (`"nl"` or `"en"`), where `event` is the event as a noun phrase: `tot 2 jaar na het
    /// einde van de huur`.
    pub fn in_words(&self, event: &str, lang: &str) -> String {
        let (until, after, counted, as_needed) = match lang {
            "en" => ("until", "after", "counted from the end of that book year", "as long as needed"),
            _ => ("tot", "na", "gerekend vanaf het eind van dat boekjaar", "zolang dat nodig is"),
        };
        match self {
            Keep::Until { .. } | Keep::After { length: Length { count: 0, .. }, round: Rounding::None, .. } => {
                format!("{until} {event}")
            }
            Keep::After { length, round: Rounding::None, .. } => {
                format!("{until} {} {after} {event}", length.in_words(lang))
            }
            Keep::After { length, round: Rounding::BookYear, .. } => {
                format!("{until} {} {after} {event}, {counted}", length.in_words(lang))
            }
            Keep::AsNeeded => as_needed.to_owned(),
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Keep::After { length, event, round: Rounding::None } => write!(f, "{length} after {event}"),
            Keep::After { length, event, round: Rounding::BookYear } => {
                write!(f, "{length} after {event}, to end of book year")
            }
            Keep::Until { event } => write!(f, "until {event}"),
            Keep::AsNeeded => f.write_str("as long as needed"),
        }
    }
}

/// Why a text is not a retention term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a retention term; write '7 years after tenancy_ended', add ', to end of book year' where it \
     rounds, or write 'until EVENT' or 'as long as needed'"
)]
pub struct KeepError(pub String);

impl KeepError {
    /// The same in both languages.
    pub fn message(&self) -> Bilingual {
        let text = &self.0;
        Bilingual::new(
            format!(
                "'{text}' is geen bewaartermijn; schrijf '7 years after tenancy_ended', zet ', to end of book year' \
                 erachter als de termijn per boekjaar telt, of schrijf 'until EVENT' of 'as long as needed'"
            ),
            self.to_string(),
        )
    }
}

impl FromStr for Keep {
    type Err = KeepError;

    fn from_str(text: &str) -> Result<Self, KeepError> {
        let error = || KeepError(text.chars().take(80).collect());
        let text = text.trim();
        if text == "as long as needed" {
            return Ok(Keep::AsNeeded);
        }
        let event_id = |word: &str| {
            let fine =
                !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            fine.then(|| word.to_owned()).ok_or_else(error)
        };
        if let Some(event) = text.strip_prefix("until ") {
            return Ok(Keep::Until { event: event_id(event.trim())? });
        }
        let (text, round) = match text.strip_suffix(", to end of book year") {
            Some(rest) => (rest, Rounding::BookYear),
            None => (text, Rounding::None),
        };
        let (length, event) = text.split_once(" after ").ok_or_else(error)?;
        let length = length.parse().map_err(|_| error())?;
        Ok(Keep::After { length, event: event_id(event.trim())?, round })
    }
}

impl<'de> Deserialize<'de> for Keep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error: KeepError| error.message().into_error())
    }
}

impl Serialize for Keep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Keep {
    fn schema_name() -> Cow<'static, str> {
        "Keep".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "'7 years after tenancy_ended', optionally ', to end of book year'; 'until EVENT'; 'as long as needed'."
        })
    }
}
