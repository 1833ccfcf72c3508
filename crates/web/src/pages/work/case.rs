//! The page of one request: where it stands, the one next step, and everything behind it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use gestand_app::App;
use gestand_app::views::{CasePage as View, FindingLine, SearchLine};
use gestand_base::CaseId;
use gestand_store::{CaseKind, CaseState, SearchState, Verdict};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::progress::{Stage, stages};
use crate::words;

/// Findings on one page, as the App gives them.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "work/case.html")]
struct CasePage {
    page: Page,
    app: Arc<App>,
    view: View,
    stages: Vec<Stage>,
    /// Page of the findings, from 0.
    number: u32,
    fields: Fields,
    mistakes: Mistakes,
}

impl CasePage {
    /// People count pages from 1.
    fn shown_number(&self) -> u32 {
        self.number + 1
    }
    fn pages(&self) -> u32 {
        self.view.findings_total.div_ceil(PAGE).max(1)
    }
    /// Address of this request; its actions are below it.
    fn at(&self) -> String {
        format!("/werk/verzoeken/{}", self.view.line.id)
    }
    fn search_tone(&self, search: &SearchLine) -> &'static str {
        match search.state {
            SearchState::Searched => "good",
            SearchState::Task => "warn",
            SearchState::Failed => "bad",
            SearchState::Pending => "calm",
        }
    }
    fn is(&self, state: &str) -> bool {
        self.view.line.state.as_str() == state
    }
    /// Before the answer is made, a request can be refused or taken back.
    fn can_end(&self) -> bool {
        use CaseState as S;
        matches!(self.view.line.state, S::Received | S::Identified | S::Searching | S::Reviewing)
    }
    fn failed_searches(&self) -> usize {
        self.view.searches.iter().filter(|search| search.state == SearchState::Failed).count()
    }
    fn verdicts(&self) -> &'static [Verdict] {
        match self.view.line.kind {
            CaseKind::Access => &[Verdict::Include, Verdict::Redact, Verdict::Exclude, Verdict::ExistenceNotice],
            CaseKind::Erasure => &[Verdict::Erase, Verdict::Keep],
        }
    }
    fn grounds(&self) -> Vec<(String, String)> {
        words::grounds(self.app.policy(), self.view.line.kind, self.page.code())
    }
    fn reasons(&self, finding: &FindingLine) -> Vec<String> {
        finding.grounds.iter().map(|ground| self.page.ground(self.app.policy(), ground)).collect()
    }
    /// The policy's word for what the requester is in a record.
    fn role(&self, finding: &FindingLine) -> String {
        let subject = self.app.policy().document.subjects.get(&finding.role);
        let label = subject.and_then(|subject| subject.label.as_ref());
        label.map_or_else(|| self.page.word("role", &finding.role), |label| self.page.say(label).to_owned())
    }
    fn chosen(&self, finding: &FindingLine) -> Verdict {
        finding.verdict.unwrap_or(finding.proposal)
    }
}

/// `GET /werk/verzoeken/{id}?p=`
pub(crate) async fn page(work: Work, Path(id): Path<String>, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let number = asked("p").and_then(|p| p.parse().ok()).unwrap_or(0);
    shown(&work, super::id(&id)?, number, Fields::default(), Mistakes::default()).await
}

/// The page, with the mistakes of a form that was sent.
pub(super) async fn shown(work: &Work, id: CaseId, number: u32, fields: Fields, mistakes: Mistakes) -> Answer {
    let view = work.app().case_page(&work.actor, id, number).await?;
    let page = work.page();
    let stages = stages(view.line.kind, view.line.state);
    let app = Arc::clone(work.app());
    html(mistakes.status(), &CasePage { page, app, view, stages, number, fields, mistakes })
}
