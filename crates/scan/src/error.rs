//! Why a site could not be looked at, and what can be done.

use std::fmt;

use crate::texts::{loader, t};

/// Nothing is known of the site then: half a scan is never a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanError {
    /// No Chromium where it was named, nor in the search path.
    NoChromium,
    /// The browser could not start, or ended: the last that it said.
    Ended(String),
    /// Not an address of a site.
    Address,
    /// The site did not answer: the browser's code, such as `ERR_CONNECTION_REFUSED`.
    Unreachable { host: String, code: String },
    /// The site answered with an error page: the HTTP status, 400 or higher.
    Status { host: String, status: u16 },
    /// The site redirects or reloads without end.
    Endless { host: String },
    /// The page was not there in time: seconds.
    TimeOut { seconds: u64 },
    /// No visible element that the selector means, or not a selector.
    Selector(String),
    /// The page made the browser crash.
    Crashed,
    /// Stopped by the one who asked.
    Stopped,
    /// The browser refused a command: its words.
    Refused(String),
}

impl ScanError {
    /// What happened, and what to do; `lang` is `nl` or `en`.
    pub fn message(&self, lang: &str) -> String {
        let l = loader(lang);
        match self {
            ScanError::NoChromium => t!(l, "error-no-chromium"),
            ScanError::Ended(words) => t!(l, "error-ended", words = words.as_str()),
            ScanError::Address => t!(l, "error-address"),
            ScanError::Unreachable { host, code } => {
                t!(l, "error-unreachable", host = host.as_str(), code = code.as_str())
            }
            ScanError::Status { host, status } => {
                t!(l, "error-status", host = host.as_str(), status = status.to_string())
            }
            ScanError::Endless { host } => t!(l, "error-endless", host = host.as_str()),
            ScanError::TimeOut { seconds } => t!(l, "error-time-out", seconds = seconds.to_string()),
            ScanError::Selector(selector) => t!(l, "error-selector", selector = selector.as_str()),
            ScanError::Crashed => t!(l, "error-crashed"),
            ScanError::Stopped => t!(l, "error-stopped"),
            ScanError::Refused(words) => t!(l, "error-refused", words = words.as_str()),
        }
    }
}

impl ScanError {
    /// With the last that the browser said, where it ended by itself.
    pub(crate) fn told(self, words: String) -> ScanError {
        if matches!(self, ScanError::Ended(_)) { ScanError::Ended(words) } else { self }
    }
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message("en"))
    }
}

impl std::error::Error for ScanError {}
