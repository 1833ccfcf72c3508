//! What a browser was seen to keep, and whom it called.

use std::collections::BTreeMap;

use gestand_policy::model::CookieStorage;
use serde::Serialize;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Cookie,
    LocalStorage,
    SessionStorage,
    /// A host of others that was called.
    Host,
}

impl What {
    /// As the policy names where it is kept.
    pub(crate) fn kept_in(self) -> Option<CookieStorage> {
        match self {
            What::Cookie => Some(CookieStorage::Cookie),
            What::LocalStorage => Some(CookieStorage::LocalStorage),
            What::SessionStorage => Some(CookieStorage::SessionStorage),
            What::Host => None,
        }
    }
}

/// A cookie, a key of storage or a host. No value of a cookie or key is kept anywhere. Safe to show on a terminal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thing {
    pub what: What,
    /// The name of the cookie or key; of a host the host.
    pub name: String,
    /// The host that it belongs to; a port is named where it is not the usual one.
    pub host: String,
}

/// When it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// By a visitor who chose nothing yet.
    BeforeChoice,
    AfterRefusing,
    AfterAccepting,
}

/// What was seen in one phase, with how long a cookie still lives in seconds; none: until the browser closes.
pub(crate) type Seen = BTreeMap<Thing, Option<u64>>;

/// How a choice was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clicked {
    /// The consent manager that was recognised; none: by selector or by the words on the button.
    pub manager: Option<String>,
    /// The words on the buttons, in the order in which they were clicked.
    pub labels: Vec<String>,
}
