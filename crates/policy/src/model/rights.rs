//! Rights of people, how a request runs, what stays out of an answer, complaints and breaches.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refs, Text, Trace};
use crate::span::At;
use crate::terms::{Keep, Length};

/// The rights of the GDPR that a statement must name (Art. 13(2)(b)-(d), 7(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Art. 13, 14
    Information,
    /// Art. 15
    Access,
    /// Art. 16
    Rectification,
    /// Art. 17
    Erasure,
    /// Art. 18
    Restriction,
    /// Art. 20
    Portability,
    /// Art. 21(1)
    Objection,
    /// Art. 21(2)
    MarketingObjection,
    /// Art. 7(3)
    Withdrawal,
}

impl Right {
    /// Its Dutch name behind "het recht op".
    pub fn in_dutch(self) -> &'static str {
        match self {
            Right::Information => "informatie",
            Right::Access => "inzage",
            Right::Rectification => "verbetering",
            Right::Erasure => "wissen",
            Right::Restriction => "beperking van het gebruik",
            Right::Portability => "overdraagbaarheid",
            Right::Objection => "bezwaar",
            Right::MarketingObjection => "bezwaar tegen reclame",
            Right::Withdrawal => "intrekken van toestemming",
        }
    }
}

/// One right as the statement offers it.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RightOffered {
    /// What the person gets, in a sentence.
    pub promise: Option<Text>,
    /// Answer term, where it differs from [`Requests::term`].
    pub term: Option<At<Length>>,
    /// The bases the right is limited to or promised for.
    pub bases: Vec<At<super::Basis>>,
    /// What the answer holds: `copy`, `purposes`, `categories`, `recipients`, `term`, `source`, `rights`, `automated`
    /// (access, Art. 15(1)); `correct`, `complete` (rectification).
    pub gives: Vec<At<String>>,
    /// The grounds or triggers named, as in the article: erasure `17(1)(a)`…, restriction `18(1)(a)`….
    pub grounds: Vec<At<String>>,
    /// Exceptions named: `statutory_retention`, `contract`, `overriding_interest`, `expression`, `claims`, …
    pub exceptions: Vec<At<String>>,
    /// Portability or erasure is promised for all data, wider than the law.
    pub all_data: bool,
    /// Only through this route or against this activity.
    pub only_for: Refs,
    /// Answered or done as soon as possible.
    pub promptly: bool,
    /// Functions that decide on it.
    pub decided_by: Refs,
    /// What is done at once, without the whole procedure.
    pub at_once: Option<At<AtOnce>>,
    /// The data can go straight to another organisation (portability, Art. 20(2)).
    pub to_others: Option<At<bool>>,
    /// Ways to use it beside the general channels.
    pub channels: Vec<At<String>>,
    /// Shown apart from other information (objection, Art. 21(4)).
    pub shown_apart: bool,
    pub trace: Trace,
}

/// A simple change that needs no request, such as a new phone number.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AtOnce {
    /// Categories or items.
    pub data: Refs,
    /// Functions that do it.
    pub functions: Refs,
    pub channels: Vec<At<String>>,
    pub trace: Trace,
}

/// How every request runs (Art. 12).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Requests {
    /// Answer term from the start of the clock. Absent: silent, the statutory month applies.
    pub term: Option<At<Length>>,
    /// The term is promised "in principle" only.
    pub term_in_principle: bool,
    /// Answered as soon as possible.
    pub promptly: bool,
    /// When the clock starts.
    pub clock: Option<At<Clock>>,
    pub extension: Option<At<Extension>>,
    /// When the clock may pause: `identity_doubt`, `specification`, `missing_information`.
    pub pauses: Vec<At<String>>,
    /// `email`, `letter`, `form`, `portal`, `phone`, `office`, `website`.
    pub channels: Vec<At<String>>,
    /// What a request must say: `right`, `contact`, …
    pub states: Vec<At<String>>,
    /// What it may say beside that, without having to: `reason`, …
    pub may_state: Vec<At<String>>,
    /// A form that can be used, by name.
    pub form: Option<Text>,
    /// Someone else may ask for the person.
    pub on_behalf: Option<At<bool>>,
    /// The addresses of those channels are given.
    pub addresses_given: Option<bool>,
    /// Whether requests are free of charge. Absent: silent.
    pub free: Option<At<bool>>,
    pub identity: Option<At<IdentityCheck>>,
    /// Grounds of refusal: `manifestly_unfounded`, `excessive`, `repeated_within_year`, `disproportionate_effort`,
    /// `impossible`, `rights_of_others`, `statutory_retention`.
    pub refusal_grounds: Vec<At<String>>,
    /// The grounds named are examples; there are others.
    pub refusal_examples: bool,
    /// Within which time a refusal is told (Art. 12(4)).
    pub refusal_within: Option<At<Length>>,
    /// A refusal tells its reasons.
    pub refusal_reasoned: Option<bool>,
    /// Remedies named in a refusal: `authority`, `court`, `internal`.
    pub remedies: Vec<At<String>>,
    /// How long the file of a request is kept after it is closed.
    pub file_kept: Option<At<Keep>>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    Receipt,
    /// When all information is in; later than the law.
    Completeness,
}

/// An extension of the answer term (Art. 12(3)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Extension {
    /// How much longer. Absent: "later", length not stated.
    pub by: Option<At<Length>>,
    /// Whether `by` is added to the term or is the total; absent: unclear.
    pub added: Option<bool>,
    /// For which requests (Art. 12(3)): `complex`, `many_requests`.
    pub when: Vec<At<String>>,
    /// Within which time the person is told.
    pub told_within: Option<At<Length>>,
    pub trace: Trace,
}

/// How a requester shows who they are (Art. 12(6)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IdentityCheck {
    pub asked: Option<At<IdentityAsked>>,
    /// What the requester must show: `identity`, `own_data` (that the data are about them).
    pub shows: Vec<At<String>>,
    /// `office_visit`, `show_document`, `video_call`, `control_questions`, `masked_copy`, `known_account`, `call_back`.
    pub methods: Vec<At<String>>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityAsked {
    /// Only on reasonable doubt, as Art. 12(6) says.
    OnDoubt,
    Always,
}

/// A ground on which a record, or a part of it, stays out of an answer (Art. 15(4), 23; UAVG 41).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Exclusion {
    pub label: Option<Text>,
    /// The mark of a record it looks at: `work_note`, `third_party`, `crime_prevention`, `litigation`.
    pub mark: Option<String>,
    /// Whether each record is weighed, or the whole class is shut out.
    pub categorical: bool,
    /// The article relied on.
    pub law: Option<At<String>>,
    /// What the person still gets: `nothing`, `existence_notice`, `redacted`.
    pub gives: Option<At<ExclusionGives>>,
    /// The list of the statement it stands in, where a statement has several lists (`a`, `b`).
    pub list: Option<String>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionGives {
    Nothing,
    ExistenceNotice,
    Redacted,
}

/// Complaints (Art. 13(2)(d), 77).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Complaints {
    pub channels: Vec<At<String>>,
    /// The statement names the right to complain to the authority.
    pub authority_named: Option<At<bool>>,
    pub court_named: Option<bool>,
    /// The page of the authority where a complaint can be filed.
    pub authority_link: Option<At<String>>,
    /// The organisation's own way of handling complaints.
    pub procedure: Option<Text>,
    /// Within which time a complaint is answered.
    pub term: Option<At<Length>>,
    pub trace: Trace,
}

/// Personal data breaches (Art. 33, 34).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Breaches {
    /// When the authority is told: `unless_risk_unlikely` (the law), `serious_effects`, `always`.
    pub authority_when: Option<At<String>>,
    pub authority_within: Option<At<Length>>,
    /// When people are told: `high_risk` (the law), `unfavourable_effects`, `always`, `harmed`.
    pub persons_when: Option<At<String>>,
    /// People are told as soon as possible (Art. 34(1): without undue delay).
    pub persons_promptly: Option<At<bool>>,
    /// Every breach is written down, also those not notified (Art. 33(5)).
    pub recorded: Option<At<bool>>,
    pub trace: Trace,
}
