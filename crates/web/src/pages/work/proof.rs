//! Proof for the officer: what is broken first, and running all checks now.

use askama::Template;
use gestand_app::views::{Mark, ProofPage as View};
use gestand_policy::{Diagnostic, Severity};

use crate::errors::Answer;
use crate::fields::Fields;
use crate::page::{Page, Work, show};
use crate::pages::work::done;
use crate::promises::{counts, proof};

#[derive(Template)]
#[template(path = "work/proof.html")]
struct ProofPage {
    page: Page,
    view: View,
    /// What the checker says about the policy in force: code and message.
    diagnostics: Vec<(&'static str, String)>,
}

impl ProofPage {
    fn counts(&self) -> [(Mark, usize); 4] {
        counts(&self.view.promises, [Mark::Broken, Mark::Unknown, Mark::Kept, Mark::Stated])
    }
}

/// `GET /werk/bewijs`
pub(crate) async fn page(work: Work) -> Answer {
    let view = proof(work.app(), work.lang()).await?;
    let page = work.page();
    let serious = |diagnostic: &&Diagnostic| diagnostic.severity != Severity::Check;
    let diagnostics = work.app().diagnostics().filter(serious);
    let diagnostics = diagnostics.map(|found| (found.code, found.message.get(page.code()).to_owned())).collect();
    show(&ProofPage { page, view, diagnostics })
}

/// `POST /werk/bewijs`
pub(crate) async fn check(work: Work, _: Fields) -> Answer {
    work.app().run_checks(&work.actor).await?;
    done("/werk/bewijs", "checks")
}
