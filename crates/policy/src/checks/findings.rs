//! Collects what the checks find, each under the code of the check that is running.

use super::CheckInfo;
use crate::diagnostic::{Bilingual, Diagnostic, Severity};
use crate::fix::Fix;
use crate::span::Span;

/// The findings so far.
#[derive(Debug, Default)]
pub struct Findings {
    running: Option<&'static CheckInfo>,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn begin(&mut self, info: &'static CheckInfo) {
        self.running = Some(info);
    }

    /// A finding with the usual severity of the check.
    pub(super) fn add(&mut self, span: Span, nl: impl Into<String>, en: impl Into<String>) {
        if let Some(info) = self.running {
            self.diagnostics.push(info.at(span, Bilingual::new(nl, en)));
        }
    }

    /// A finding with a severity of its own.
    pub(super) fn add_as(&mut self, severity: Severity, span: Span, nl: impl Into<String>, en: impl Into<String>) {
        if let Some(info) = self.running {
            self.diagnostics.push(info.with_severity(severity, span, Bilingual::new(nl, en)));
        }
    }

    /// The remedy for the finding that was added last.
    pub(super) fn offer(&mut self, fix: Fix) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.fix = Some(fix);
        }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}
