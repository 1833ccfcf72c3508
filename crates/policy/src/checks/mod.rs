//! The checks: what a policy says, compared with the law and with itself.
//!
//! One file per check, in a folder per subject. A check is a function over the merged policy and a
//! [`CheckInfo`] that explains it; the example in the explanation is also its test.

mod context;
mod findings;

pub(crate) use context::{CheckContext, word};
use findings::Findings;

use crate::Diagnostic;
use crate::diagnostic::{Severity, law_in_words};
use crate::load::codes::READING;
use crate::model::PackKind;

/// A text of the program itself, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub nl: &'static str,
    pub en: &'static str,
}

impl Words {
    /// The text in `lang` (`"nl"` or `"en"`).
    pub fn get(self, lang: &str) -> &'static str {
        if lang == "en" { self.en } else { self.nl }
    }
}

/// What a diagnostic code means, for the Privacy Officer who meets it.
#[derive(Debug, Clone, Copy)]
pub struct CheckInfo {
    /// `G` and four digits.
    pub code: &'static str,
    /// The same in words, such as `activity_without_basis`.
    pub name: &'static str,
    /// The severity a finding usually has; a check may give a lighter one.
    pub severity: Severity,
    /// Articles, such as `GDPR 6(1)`. Empty for problems of reading.
    pub law: &'static [&'static str],
    /// What it finds.
    pub finds: Words,
    /// Why that matters, with the article.
    pub why: Words,
    /// What to do.
    pub remedy: Words,
    /// The smallest pack that has this finding; empty for problems of reading.
    pub example: &'static str,
}

impl CheckInfo {
    /// The whole explanation in `lang`: what it finds, why it matters, what to do, and the smallest example.
    pub fn explanation(&self, lang: &str) -> String {
        let law = law_in_words(&self.law.join(", "), lang);
        let (finds, why, remedy, example) = if lang == "en" {
            ("What it finds", "Why", "What to do", "This gives the finding")
        } else {
            ("Wat dit vindt", "Waarom", "Wat u kunt doen", "Dit geeft de bevinding")
        };
        let mut text = format!("{} {}\n\n{finds}: {}\n\n{why}", self.code, self.name, self.finds.get(lang));
        if !law.is_empty() {
            text.push_str(&format!(" ({law})"));
        }
        text.push_str(&format!(": {}\n\n{remedy}: {}\n", self.why.get(lang), self.remedy.get(lang)));
        if !self.example.is_empty() {
            text.push_str(&format!("\n{example}:\n"));
            self.example.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
        text
    }
}

/// A check: looks at the policy and adds what it finds.
type Run = fn(&CheckContext<'_>, &mut Findings);

/// Declares the checks of a folder: each is a module with `INFO` and `run`.
macro_rules! checks {
    ($($name:ident)*) => {
        $(mod $name;)*
        pub(super) const CHECKS: &[(&super::CheckInfo, super::Run)] = &[$((&$name::INFO, $name::run)),*];
    };
}

mod basis;
mod cameras;
mod cookies;
mod data;
mod organisation;
mod promises;
mod recipients;
mod retention;
mod rights;

/// What nearly every check needs.
mod prelude {
    pub(super) use super::context::{missing, not_named, word};
    pub(super) use super::{CheckContext, CheckInfo, Findings, Words};
    pub(super) use crate::diagnostic::Severity;
    pub(super) use crate::fix::Fix;
    pub(super) use crate::model::*;
    pub(super) use crate::span::At;
}

const ALL: &[&[(&CheckInfo, Run)]] = &[
    basis::CHECKS,
    data::CHECKS,
    recipients::CHECKS,
    retention::CHECKS,
    rights::CHECKS,
    cameras::CHECKS,
    cookies::CHECKS,
    organisation::CHECKS,
    promises::CHECKS,
];

/// The one check that makes sense of a vocabulary, which promises nothing.
const FOR_VOCABULARY: &str = "G0901";

/// Every code that a diagnostic can have, problems of reading first.
pub fn all() -> impl Iterator<Item = &'static CheckInfo> {
    READING.iter().copied().chain(ALL.iter().copied().flatten().map(|(info, _)| *info))
}

/// The explanation of `code` (`G0101`, also `g0101`).
pub fn explain(code: &str) -> Option<&'static CheckInfo> {
    all().find(|info| info.code.eq_ignore_ascii_case(code))
}

/// Runs every check.
pub(crate) fn run(cx: &CheckContext<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    let vocabulary = cx.document.kind == Some(PackKind::Vocabulary);
    for (info, run) in ALL.iter().copied().flatten() {
        if !vocabulary || info.code == FOR_VOCABULARY {
            findings.begin(info);
            run(cx, &mut findings);
        }
    }
    findings.into_diagnostics()
}
