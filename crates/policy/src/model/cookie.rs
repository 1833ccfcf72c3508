//! Cookies and the rules for them (Tw 11.7a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Region, Text, Trace};
use crate::span::At;
use crate::terms::Length;

/// The rules of the site for all cookies.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CookieRules {
    pub consent: Option<At<CookieConsent>>,
    /// Refusing is offered in the same place and as easily as accepting.
    pub refuse_as_easy: Option<bool>,
    /// The statement says that only these classes are set.
    pub only_classes: Vec<At<CookieClass>>,
    /// The cookie information is on another page.
    pub elsewhere: Option<String>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CookieConsent {
    /// Nothing but necessary and harmless cookies before a choice.
    OptIn,
    /// Using the site counts as a yes; not valid.
    Implied,
    /// None is asked.
    NotAsked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CookieClass {
    Functional,
    Analytic,
    Video,
    Marketing,
}

/// One cookie or a set of cookies of one supplier.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cookie {
    pub label: Option<Text>,
    pub class: Option<At<CookieClass>>,
    pub aim: Option<Text>,
    pub supplier: Option<String>,
    pub names: Vec<At<String>>,
    /// Life time; `0 days` is a session cookie. Absent: not told.
    pub lifetime: Option<At<Length>>,
    /// Whether the supplier shares data with others. Absent: not told.
    pub shares: Option<bool>,
    pub region: Option<At<Region>>,
    /// Analytic cookies with little or no effect on privacy (Tw 11.7a(3)(b)): the set-up is on record.
    pub low_impact: Option<At<bool>>,
    /// A product that is no longer supplied.
    pub retired: bool,
    pub trace: Trace,
}
