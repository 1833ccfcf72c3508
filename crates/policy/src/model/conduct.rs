//! How the organisation behaves: words it defines, measures, ways of contact, mandates, conditions, own wording.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refs, Text, Trace};
use crate::span::At;
use crate::terms::Length;

/// A word as the statement explains it (Art. 12(1)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Definition {
    /// The word.
    pub label: Option<Text>,
    /// What it means, as a sentence.
    pub means: Option<Text>,
    /// What it includes, in words for people.
    pub includes: Vec<At<Text>>,
    /// The article that defines it.
    pub law: Option<String>,
    pub trace: Trace,
}

/// A technical or organisational measure (Art. 32, 30(1)(g)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Measure {
    pub kind: Option<At<MeasureKind>>,
    /// The measure, as a sentence to publish (our own words).
    pub says: Option<Text>,
    /// Who must do it or is bound by it: `employees`, `processors`, `recipients`, `visitors`.
    pub binds: Vec<At<String>>,
    /// How often it is repeated or reviewed. Absent: not stated.
    pub every: Option<At<Length>>,
    /// The wording promises more than anyone can keep ("always safe").
    pub absolute: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// A duty to keep silent.
    Secrecy,
    Training,
    /// Rules of conduct for employees.
    Conduct,
    /// Only who needs data can see or change them.
    AccessControl,
    /// Changes by others are prevented or seen.
    Integrity,
    Encryption,
    /// Secured storage, network or building.
    Protection,
    Backup,
    Logging,
    /// Demands on software and suppliers.
    Requirements,
    /// Measures are checked and renewed.
    Review,
    /// Measures in general.
    General,
}

/// A way of contact with rules of its own, such as social media.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Channel {
    pub label: Option<Text>,
    /// It is less safe than other ways.
    pub less_safe: Option<At<bool>>,
    /// Categories or items that may be asked there.
    pub may_ask: Refs,
    /// Categories or items that are never asked there.
    pub never_ask: Refs,
    /// Categories or items that people should not send there themselves.
    pub never_send: Refs,
    /// What it is for: activities.
    #[serde(rename = "for")]
    pub activities: Refs,
    /// What cannot be arranged there: activities.
    pub not_for: Refs,
    /// The ways to use instead: `phone`, `email`, …
    pub instead: Vec<At<String>>,
    pub trace: Trace,
}

/// How a person lets someone else act for them or hear about them (mandate, BW 3:60).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mandates {
    /// Others get nothing without one.
    pub required: Option<At<bool>>,
    /// Special data are shared only where the mandate names them (Art. 9(2)(a)).
    pub names_special_data: Option<At<bool>>,
    pub written: Option<At<bool>>,
    /// How long one is valid. Absent: not stated.
    pub valid_for: Option<At<Length>>,
    /// It can be withdrawn at any time (Art. 7(3)). Absent: silent.
    pub revocable: Option<At<bool>>,
    pub trace: Trace,
}

/// Something that must be so before data are used or disclosed: a covenant is in force, a danger to life, a demand.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// Completing "only if …".
    pub label: Option<Text>,
    /// The article that asks it.
    pub law: Option<String>,
    pub trace: Trace,
}

/// The corporation's own words for one sentence of the statement, instead of ours.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wording {
    pub says: Option<Text>,
    pub trace: Trace,
}
