//! Processing activities: the purpose, the basis and the bounds of each use of data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Refs, Text, Trace};
use crate::span::At;

/// A processing activity (Art. 30(1), 13(1)(c)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Activity {
    /// Short name for lists.
    pub label: Option<Text>,
    /// The purpose, completing "we use your data to …".
    pub purpose: Option<Text>,
    /// The lawful bases it rests on. Empty: the statement does not link one.
    pub basis: Vec<At<Basis>>,
    /// The act and article, for a legal obligation or a public task.
    pub law: Option<At<String>>,
    /// The interest pursued, for legitimate interest (Art. 13(1)(d)).
    pub interest: Option<Text>,
    /// Date of the recorded balancing test (`YYYY-MM-DD`), for legitimate interest.
    pub balanced: Option<At<String>>,
    /// The exception of Art. 9(2) or UAVG 22-33 relied on for special or criminal data, such as `GDPR 9(2)(a)`.
    pub ground: Option<At<String>>,
    pub subjects: Refs,
    /// Categories or items used. Of a statutory activity, empty means all categories, also the corporation's own, except
    /// those of identification data (UAVG 46); in a compiled policy they are written out.
    pub data: Refs,
    /// Functions that may do it.
    pub functions: Refs,
    /// Recipients it discloses to.
    pub recipients: Refs,
    /// Origins it takes data from.
    pub origins: Refs,
    /// How consent is given and withdrawn, where consent is the basis.
    pub consent: Option<At<Consent>>,
    /// Automated decisions and profiling (Art. 22).
    pub automated: Option<At<Automated>>,
    /// What follows when the person does not give the data (Art. 13(2)(e)).
    pub if_not_provided: Option<Text>,
    /// In a vocabulary: the law asks this of every corporation, so it is in use without being listed.
    pub statutory: bool,
    /// Direct marketing: objection is absolute (Art. 21(2)-(3)).
    pub marketing: bool,
    /// The statement leaves the purpose open ("for example", "among others").
    pub open_ended: bool,
    /// The purpose is worded so broadly that the aim is not determined (Art. 5(1)(b)).
    pub vague: bool,
    pub trace: Trace,
}

/// Consent as the statement organises it (Art. 4(11), 7).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    pub given: Option<ConsentForm>,
    /// Ways to withdraw: `link`, `email`, `portal`, `phone`, `letter`, …; empty: none is stated.
    pub withdraw: Vec<At<String>>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentForm {
    /// An act of the person for this purpose alone.
    Explicit,
    /// A box the person ticks.
    TickBox,
    /// Taken from using the site or answering an offer; not valid (Art. 4(11), CJEU C-673/17).
    Implied,
    /// Asked together with something the person needs (Art. 7(4)).
    Bundled,
}

/// Automated decisions and profiling (Art. 13(2)(f), 22).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Automated {
    pub profiling: bool,
    /// The outcome decides by itself or in practice.
    pub decisive: bool,
    /// Art. 22(3): `human_review`, `express_view`, `contest`, `explanation`.
    pub safeguards: Vec<At<String>>,
    pub trace: Trace,
}
