//! Cookies and the rules for them (Tw 11.7a).

use indexmap::IndexMap;
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
    /// What each class of cookies is for.
    pub aims: IndexMap<CookieClass, Text>,
    /// Techniques beside cookies: `javascript`, `pixels`, `local_storage`, …
    pub techniques: Vec<At<String>>,
    /// How long a choice is remembered before it is asked again.
    pub choice_kept: Option<At<Length>>,
    /// The statement tells how to switch cookies off in the browser.
    pub browser_settings: Option<At<bool>>,
    /// The browsers that this is told for.
    pub browsers: Vec<At<String>>,
    /// What does not work without cookies.
    pub without: Option<Text>,
    /// Kinds that are never set: `tracking`, `marketing`, …
    pub never: Vec<At<String>>,
    /// Why no consent is asked.
    pub exempt: Option<Text>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CookieStorage {
    Cookie,
    LocalStorage,
    SessionStorage,
}

/// One cookie or a set of cookies of one supplier.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cookie {
    pub label: Option<Text>,
    pub class: Option<At<CookieClass>>,
    pub aim: Option<Text>,
    pub supplier: Option<String>,
    /// The page of the supplier's own statement; `unlinked` where it is named without a link.
    pub supplier_statement: Option<At<String>>,
    /// What does not work without it.
    pub without: Option<Text>,
    /// Names of the cookies or storage keys; `*` stands for any characters.
    pub names: Vec<At<String>>,
    /// Where the browser keeps it; default: a cookie.
    pub kept_in: Option<At<CookieStorage>>,
    /// Hosts of others that the browser calls for it, such as `www.youtube.com`; `*.example.com` for all below.
    pub hosts: Vec<At<String>>,
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

impl Cookie {
    /// Whether a visitor must say yes before it is set (Tw 11.7a(1)). Functional cookies, and analytic ones of which
    /// it is on record that they hardly touch privacy, need none (Tw 11.7a(3)). What nobody classed needs it.
    pub fn needs_consent(&self) -> bool {
        match self.class.as_deref() {
            Some(CookieClass::Functional) => false,
            Some(CookieClass::Analytic) => self.low_impact.as_deref() != Some(&true),
            Some(CookieClass::Video | CookieClass::Marketing) | None => true,
        }
    }
}
