//! Diagnostics: what the checker tells, in Dutch and English, with the article and the place.

use serde::Serialize;
use serde_json::json;

use crate::Compiled;
use crate::fix::Fix;
use crate::span::Span;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Not wrong by itself, or we are not sure of the law: a person should look.
    Check,
    Warning,
    Error,
}

/// One finding at one place of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// `G` and four digits; `gestand explain CODE` tells more.
    pub code: &'static str,
    pub severity: Severity,
    pub message: Bilingual,
    /// What to do.
    pub help: Bilingual,
    /// Articles, such as `GDPR 12(3)`.
    pub law: Vec<String>,
    pub span: Span,
    /// The obvious remedy, where there is one that invents no facts.
    pub fix: Option<Fix>,
}

/// A text in both languages of the interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    pub nl: String,
    pub en: String,
}

impl Bilingual {
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Bilingual { nl: nl.into(), en: en.into() }
    }
    /// The text in `lang` (`"nl"` or `"en"`).
    pub fn get(&self, lang: &str) -> &str {
        if lang == "en" { &self.en } else { &self.nl }
    }

    /// As the error of a value that cannot be read: serde carries one text, so the Dutch and the English line together.
    pub(crate) fn into_error<E: serde::de::Error>(self) -> E {
        E::custom(format!("{}\n{}", self.nl, self.en))
    }

    /// The two lines of [`Bilingual::into_error`], where `told` is one of its errors.
    pub(crate) fn of_error(told: &str) -> Option<Self> {
        told.split_once('\n').map(|(nl, en)| Bilingual::new(nl, en))
    }
}

/// Articles with the name of the act as people know it: `GDPR 15(1)` is `AVG 15(1)` in Dutch.
pub fn law_in_words(law: &str, lang: &str) -> String {
    if lang == "en" { law.to_owned() } else { law.replace("GDPR", "AVG") }
}

impl Compiled {
    /// Number of findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// The findings as `gestand check --format json` prints them, texts in `lang` (`"nl"` or `"en"`).
    pub fn to_json(&self, lang: &str) -> serde_json::Value {
        let diagnostics: Vec<serde_json::Value> = self
            .diagnostics
            .iter()
            .map(|d| {
                json!({
                    "code": d.code,
                    "severity": d.severity,
                    "message": d.message.get(lang),
                    "help": d.help.get(lang),
                    "law": d.law,
                    "file": self.files.get(usize::from(d.span.file)).map(|file| file.path.as_str()),
                    "line": d.span.line,
                    "column": d.span.column,
                    "fix": d.fix.as_ref().map(|fix| fix.title.get(lang)),
                })
            })
            .collect();
        json!({
            "diagnostics": diagnostics,
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "checks": self.count(Severity::Check),
        })
    }
}
