//! Who gets data, in which role, what exactly, and under which agreement and region.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refs, Text, Trace};
use crate::span::At;

/// A recipient or category of recipients (Art. 13(1)(e), 28).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recipient {
    pub label: Option<Text>,
    pub role: Option<At<RecipientRole>>,
    /// What it may receive, per activity. Data outside the list is refused.
    pub may_receive: Vec<At<Disclosure>>,
    /// The parties behind a category, by name.
    pub parties: Vec<At<String>>,
    /// The systems or applications they work with.
    pub systems: Vec<At<String>>,
    pub agreement: Option<At<Agreement>>,
    /// The covenant or protocol that the exchange rests on, by name.
    pub covenant: Option<At<Text>>,
    /// What they must do: `keep_secret`, `secure`, `same_standard`, `tell_outside_eea`, `prove_safety`, `return_or_destroy`, …
    pub must: Vec<At<String>>,
    pub region: Option<At<Region>>,
    /// The safeguard for a region outside the EEA: `adequacy decision`, `standard contractual clauses`, …
    pub safeguard: Option<At<String>>,
    /// What may not be done with the data: `marketing`, `own_use`, …
    pub forbidden: Vec<String>,
    /// The parties behind the category are not named or described.
    pub unnamed: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecipientRole {
    /// Art. 4(8), 28.
    Processor,
    Controller,
    /// Art. 26.
    JointController,
    /// A public authority with a power of its own (Art. 4(9)).
    Authority,
    /// The statement does not tell.
    Unknown,
}

/// What a recipient may get for an activity.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Disclosure {
    /// The activity; the recipient must be among its recipients.
    #[serde(rename = "for")]
    pub activity: Option<At<String>>,
    /// Categories or items.
    pub data: Refs,
    /// The extent is left open ("more data", "what is needed").
    pub open_ended: bool,
    /// What must be so before: ids of [`super::Condition`]s; `consent` and `mandate` are the person's.
    pub only_if: Refs,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// A processing agreement or covenant is in place, as promised.
    Required,
    /// The statement says that there may be one.
    Possible,
    /// The statement contradicts itself about it.
    Contradictory,
    /// There is none.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    Netherlands,
    /// The statement says EU where the law says EEA.
    Eu,
    Eea,
    ThirdCountry,
}

/// The rules for every recipient.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sharing {
    /// Whether there are agreements with all who get data.
    pub agreement: Option<At<Agreement>>,
    /// What nobody may do with the data: `marketing`, `commercial_use`, `charity`, `own_use`, …
    pub forbidden: Vec<At<String>>,
    /// What everybody must do: the words of [`Recipient::must`].
    pub must: Vec<At<String>>,
    /// What must be so before anything is shared: ids of [`super::Condition`]s.
    pub only_if: Refs,
    /// The recipients named are examples; there are others (Art. 13(1)(e)).
    pub examples_only: Option<At<bool>>,
    pub trace: Trace,
}

/// The rule for all transfers (Art. 44-49).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Transfers {
    pub stored_in: Option<At<Region>>,
    /// Whether data may go outside under conditions.
    pub outside_allowed: bool,
    /// The safeguards named, and how to get a copy of them (Art. 13(1)(f)).
    pub safeguards: Vec<At<String>>,
    pub copy_of_safeguards: Option<Text>,
    /// The statement is silent on access from outside the region.
    pub access_from_outside_unstated: bool,
    /// A processor may tell afterwards instead of asking before (against Art. 28(3)(a)).
    pub told_afterwards: bool,
    pub trace: Trace,
}
