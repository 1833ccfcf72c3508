//! The page of one request: where it stands, the one next step, and everything behind it.

use askama::Template;
use axum::extract::{Path, Query};
use gestand_app::views::{CasePage as View, FindingLine, SearchLine};
use gestand_base::CaseId;
use gestand_store::{CaseKind, CaseState, SearchState, Verdict};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, download as send, html};
use crate::progress::{Stage, stages};
use crate::words;

/// Findings on one page, as the App gives them.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "work/case.html")]
struct CasePage {
    page: Page,
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
        words::grounds(self.page.app.policy(), self.view.line.kind, self.page.code())
    }
    fn reasons(&self, finding: &FindingLine) -> Vec<String> {
        finding.grounds.iter().map(|ground| self.page.ground(ground)).collect()
    }
    /// The policy's word for what the requester is in a record.
    fn role(&self, finding: &FindingLine) -> String {
        let subject = self.page.app.policy().document.subjects.get(&finding.role);
        let label = subject.and_then(|subject| subject.label.as_ref());
        label.map_or_else(|| self.page.word("role", &finding.role), |label| self.page.say(label).to_owned())
    }
    /// The verdict in its form: what was sent with a mistake, else what is decided, else the proposal.
    fn chosen(&self, finding: &FindingLine) -> Verdict {
        let sent = if self.mistaken(finding) { Verdict::parse(self.fields.get("verdict")) } else { None };
        sent.or(finding.verdict).unwrap_or(finding.proposal)
    }
    /// The mistakes are in the form of a verdict, and not in another form of this page.
    fn in_verdict(&self) -> bool {
        self.mistakes.any() && !self.fields.get("finding").is_empty()
    }
    /// The form of this finding was sent with a mistake.
    fn mistaken(&self, finding: &FindingLine) -> bool {
        self.in_verdict() && self.fields.is("finding", &finding.id.to_string())
    }
    /// One form of a verdict is open: the one with a mistake, else the first that has none yet.
    fn opened(&self, finding: &FindingLine) -> bool {
        let first = || self.view.findings.iter().find(|finding| finding.verdict.is_none());
        if self.in_verdict() { self.mistaken(finding) } else { first().is_some_and(|first| first.id == finding.id) }
    }
    /// Labels and value of the fields; the name of a document is there once, with all that it stands for.
    fn fields(&self, finding: &FindingLine) -> Vec<(String, String, bool)> {
        let mut shown: Vec<(String, String, bool)> = Vec::new();
        for field in &finding.fields {
            let same = |line: &&mut (String, String, bool)| line.1 == field.value && line.2 == field.about_other;
            let told = shown.iter_mut().find(same).filter(|_| finding.document.as_ref() == Some(&field.value));
            match told {
                Some(line) => line.0.push_str(&format!(", {}", field.label)),
                None => shown.push((field.label.clone(), field.value.clone(), field.about_other)),
            }
        }
        shown
    }
    /// The name of a document that its fields do not tell.
    fn document<'f>(&self, finding: &'f FindingLine) -> Option<&'f str> {
        let name = finding.document.as_deref()?;
        let told = finding.fields.iter().any(|field| field.value == name);
        (!told).then_some(name)
    }
}

/// `GET /werk/verzoeken/{id}?p=`
pub(crate) async fn page(work: Work, Path(id): Path<String>, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let number = asked("p").and_then(|p| p.parse().ok()).unwrap_or(0);
    shown(&work, super::id(&id)?, number, Fields::default(), Mistakes::default()).await
}

/// `GET …/bestand/{finding}`: the file behind a record, to judge it.
pub(crate) async fn document(work: Work, Path((case, finding)): Path<(String, String)>) -> Answer {
    send(work.app().finding_document(&work.actor, super::id(&case)?, super::id(&finding)?).await?)
}

/// The page, with the mistakes of a form that was sent.
pub(super) async fn shown(work: &Work, id: CaseId, number: u32, fields: Fields, mistakes: Mistakes) -> Answer {
    let view = work.app().case_page(&work.actor, id, number).await?;
    let page = work.page();
    let stages = stages(view.line.kind, view.line.state);
    html(mistakes.status(), &CasePage { page, view, stages, number, fields, mistakes })
}
