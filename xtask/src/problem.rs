//! A problem that tidy found, with its place.

use std::fmt;

/// One problem. Warnings do not make tidy fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub text: String,
    pub warning: bool,
}

impl Problem {
    pub fn error(file: &str, line: usize, text: impl Into<String>) -> Self {
        Problem { file: file.to_owned(), line, text: text.into(), warning: false }
    }

    pub fn warning(file: &str, line: usize, text: impl Into<String>) -> Self {
        Problem { warning: true, ..Problem::error(file, line, text) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.warning { "warning" } else { "error" };
        write!(f, "{}:{}: {kind}: {}", self.file, self.line, self.text)
    }
}
