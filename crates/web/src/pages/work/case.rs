//! The page of one request: where it stands, the one next step, and everything behind it.

use askama::Template;
use axum::extract::{Path, Query};
use gestand_app::views::{CasePage as View, FindingField, FindingLine, PlanLine, SearchLine};
use gestand_app::{CopyLine, TOLD_BY, UnmaskedLine, verdicts};
use gestand_base::CaseId;
use gestand_store::{CaseKind, CaseState, Choice, PlanState, SearchState, Verdict};

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
    /// The shielded copy of an identity document that waits to be looked at.
    copy: Option<CopyLine>,
    /// Documents of the answer that could not be masked.
    unmasked: Vec<UnmaskedLine>,
}

impl CasePage {
    /// Whether a candidate is another person than the one before.
    fn begins(&self, at: &usize) -> bool {
        let at = *at;
        let person = |at: usize| self.view.candidates.get(at).map(|candidate| candidate.person);
        at == 0 || person(at) != person(at - 1)
    }
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
    fn choices(&self) -> &'static [Choice] {
        Choice::ALL
    }
    fn chose(&self, line: &UnmaskedLine, choice: &Choice) -> bool {
        line.choice.as_ref() == Some(choice)
    }
    fn failed_searches(&self) -> usize {
        self.view.searches.iter().filter(|search| search.state == SearchState::Failed).count()
    }
    /// Verdicts to choose from; new values have a form of their own.
    fn verdicts(&self) -> impl Iterator<Item = &'static Verdict> {
        verdicts(self.view.line.kind).iter().filter(|verdict| **verdict != Verdict::Correct)
    }
    fn grounds(&self) -> Vec<(String, String)> {
        words::grounds(&self.page, self.view.line.kind)
    }
    fn corrects(&self) -> bool {
        self.view.line.kind == CaseKind::Rectification
    }
    /// The value of a field in the form of new values: what was sent with a mistake, else what it becomes.
    fn new_value<'f>(&'f self, finding: &FindingLine, field: &'f FindingField) -> &'f str {
        if self.mistaken(finding) && self.mistakes.of("values").is_some() {
            return self.fields.get(&format!("v-{}", field.name));
        }
        field.new.as_deref().unwrap_or_default()
    }
    /// A plan that stopped can become the work of colleagues; what is not erased may not be said to be.
    fn can_by_hand(&self, plan: &PlanLine) -> bool {
        plan.state == PlanState::Stopped && self.view.line.kind != CaseKind::Erasure
    }
    fn told_by(&self) -> [&'static str; 4] {
        TOLD_BY
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
    /// Labels and value of the fields, and what each becomes; the name of a document is there once, with all that it
    /// stands for.
    fn fields(&self, finding: &FindingLine) -> Vec<(String, String, bool, Option<String>)> {
        let mut shown: Vec<(String, String, bool, Option<String>)> = Vec::new();
        for field in &finding.fields {
            let same = |line: &&mut (String, String, bool, _)| line.1 == field.value && line.2 == field.about_other;
            let told = shown.iter_mut().find(same).filter(|_| finding.document.as_ref() == Some(&field.value));
            match told {
                Some(line) => line.0.push_str(&format!(", {}", field.label)),
                None => {
                    shown.push((field.label.clone(), field.value.clone(), field.about_other, field.new.clone()));
                }
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

/// `GET …/opheffen.pdf`: the letter before a restriction is lifted.
pub(crate) async fn lift_letter(work: Work, Path(case): Path<String>) -> Answer {
    send(work.app().lift_letter(&work.actor, super::id(&case)?).await?)
}

/// `GET …/overdracht.zip`: the data, for the organisation that the person named.
pub(crate) async fn transfer_file(work: Work, Path(case): Path<String>) -> Answer {
    send(work.app().transfer_file(&work.actor, super::id(&case)?).await?)
}

/// The page, with the mistakes of a form that was sent.
pub(super) async fn shown(work: &Work, id: CaseId, number: u32, fields: Fields, mistakes: Mistakes) -> Answer {
    let view = work.app().case_page(&work.actor, id, number).await?;
    let copy = work.app().copy_of(&work.actor, id).await?;
    let unmasked = work.app().unmasked(&work.actor, id).await?;
    let page = work.page();
    let stages = stages(view.line.kind, view.line.state);
    html(mistakes.status(), &CasePage { page, view, stages, number, fields, mistakes, copy, unmasked })
}
