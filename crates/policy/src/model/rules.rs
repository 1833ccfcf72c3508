//! Commitments that are neither activity nor right, and the dated rule table of the law.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, Trace};
use crate::span::At;
use crate::terms::Length;

/// A promise about conduct: security, secrecy, training, social media, mandates, surveys, …
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Commitment {
    /// The part of the statement it belongs to.
    pub topic: Option<Topic>,
    /// The principle of Art. 5(1) that it promises; decisions enforce the first three for every use.
    pub principle: Option<At<Principle>>,
    /// The promise, as a sentence to publish (our own words).
    pub says: Option<Text>,
    /// The article behind it.
    pub law: Option<String>,
    /// The wording promises more than anyone can keep ("always safe").
    pub absolute: bool,
    /// Another entry of the pack it contradicts, as `section.id`.
    pub contradicts: Vec<At<String>>,
    pub trace: Trace,
}

/// The principles of Art. 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// 5(1)(a): no use without a basis.
    Lawfulness,
    /// 5(1)(b)
    PurposeLimitation,
    /// 5(1)(c): no more than needed, also in sharing.
    Minimisation,
    /// 5(1)(a)
    Transparency,
    /// 5(1)(d)
    Accuracy,
    /// 5(1)(e)
    StorageLimitation,
    /// 5(1)(f)
    Security,
    /// 5(2)
    Accountability,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Introduction,
    Principles,
    Sharing,
    Security,
    Retention,
    SocialMedia,
    Website,
    Screening,
    Cameras,
    Rights,
    Changes,
}

/// A rule of law with the time it is in force: the law is data with a source.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LawRule {
    pub label: Option<Text>,
    /// The article, such as `GDPR 12(3)`.
    pub article: Option<String>,
    /// The number the rule sets, where it sets a period.
    pub length: Option<At<Length>>,
    /// First day in force (`YYYY-MM-DD`).
    pub from: Option<String>,
    /// Last day in force (`YYYY-MM-DD`).
    pub until: Option<String>,
    /// `certain` or `check`: where we are not sure, a diagnostic says "check".
    pub certainty: Option<Certainty>,
    /// Where we read it.
    pub source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Certain,
    Check,
}
