//! The policy in the workspace: its files, the draft with what it would change, and four eyes.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use gestand_app::{AppError, Change, DraftView, EditorPage as View, Finding, Proposal};
use gestand_policy::Severity;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::pages::work::done;

#[derive(Template)]
#[template(path = "work/editor.html")]
struct EditorPage {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
    /// Files that this draft and the version in force both changed, after bringing it up to date.
    both: Vec<String>,
}

impl EditorPage {
    fn is(&self, draft: &DraftView, state: &str) -> bool {
        draft.state.as_str() == state
    }
    /// Errors of the checker: a proposal says why it is made all the same.
    fn errors(&self, draft: &DraftView) -> usize {
        draft.review.count(Severity::Error)
    }
    /// Who looks has proposed it.
    fn mine(&self, draft: &DraftView) -> bool {
        let session = self.page.visitor.session.as_ref();
        draft.proposed_by.as_deref() == session.map(|session| session.actor.login())
    }
    fn may_propose(&self, draft: &DraftView) -> bool {
        draft.review.usable() && !draft.outdated
    }
}

impl Page {
    /// The word for what a draft does to a file.
    pub fn file_change(&self, change: &Change) -> String {
        let id = match change {
            Change::Same => "same",
            Change::Changed => "changed",
            Change::Added => "added",
            Change::Removed => "removed",
        };
        self.word("editor-file", id)
    }

    /// `rights.yaml, regel 12`.
    pub fn place(&self, finding: &Finding) -> String {
        format!("{}, {}", finding.file, t!(self, "editor-line", line = finding.line))
    }

    /// How many findings or sentences there are of a group.
    pub fn found(&self, group: &str, count: usize) -> String {
        match group {
            "new" => t!(self, "editor-new", count = count),
            "mended" => t!(self, "editor-mended", count = count),
            "same" => t!(self, "editor-same", count = count),
            _ => t!(self, "editor-sentences", count = count),
        }
    }

    pub fn severity(&self, finding: &Finding) -> String {
        let id = match finding.diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Check => "check",
        };
        self.word("editor-severity", id)
    }

    /// Name of the colour of a finding.
    pub fn severity_tone(&self, finding: &Finding) -> &'static str {
        match finding.diagnostic.severity {
            Severity::Error => "bad",
            Severity::Warning => "warn",
            Severity::Check => "calm",
        }
    }

    /// The address of the line of a finding; empty when it has no place. `here` is the address of the page, where that
    /// is a file: a link to another place on it keeps what was typed.
    pub fn finding_link(&self, finding: &Finding, here: &str) -> String {
        if finding.file.is_empty() {
            return String::new();
        }
        let file = file_address(&finding.pack, &finding.file);
        format!("{}#regel-{}", if file == here { "" } else { &file }, finding.line)
    }

    /// The address of a file in the editor.
    pub fn file_link(&self, pack: &str, name: &str) -> String {
        file_address(pack, name)
    }
}

/// `/werk/beleid/bestand/woonbron/rights.yaml`
pub(crate) fn file_address(pack: &str, name: &str) -> String {
    let part = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
                _ => out.push_str(&format!("%{byte:02X}")),
            }
            out
        })
    };
    format!("/werk/beleid/bestand/{}/{}", part(pack), part(name))
}

async fn shown(work: &Work, fields: Fields, mistakes: Mistakes, both: Vec<String>) -> Answer {
    let view = work.app().editor_page(&work.actor, work.lang()).await?;
    let (status, page) = (mistakes.status(), work.page());
    html(status, &EditorPage { page, view, fields, mistakes, both })
}

/// `GET /werk/beleid`
pub(crate) async fn page(work: Work) -> Answer {
    let view = work.app().editor_page(&work.actor, work.lang()).await?;
    // What was filled in for a proposal that came back.
    let day = |draft: &DraftView| draft.effective_on.map(|day| day.to_string()).unwrap_or_default();
    let fields = view.draft.as_ref().map_or_else(Fields::default, |draft| {
        Fields::of(&[("reason", &draft.reason), ("despite", &draft.despite), ("effective_on", &day(draft))])
    });
    let (mistakes, both, page) = (Mistakes::default(), Vec::new(), work.page());
    html(StatusCode::OK, &EditorPage { page, view, fields, mistakes, both })
}

/// Back to the page: with what was done, or with the mistakes of the form.
async fn finish(work: Work, fields: Fields, what: &str, outcome: gestand_app::Result<()>) -> Answer {
    match outcome {
        Ok(()) => done("/werk/beleid", what),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&work.page(), errors);
            shown(&work, fields, mistakes, Vec::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What the sender saw; a number that was never given when there is none.
fn revision(fields: &Fields) -> u32 {
    fields.get("revision").parse().unwrap_or(0)
}

/// `POST /werk/beleid/nieuw`: to the page of a file that is not there yet.
pub(crate) async fn new_file(work: Work, fields: Fields) -> Answer {
    let pack = work.app().policy().name.clone();
    let name = fields.get("name");
    match work.app().editor_file(&work.actor, &pack, name).await {
        Ok(file) => Ok(Redirect::to(&file_address(&pack, &file.name)).into_response()),
        Err(AppError::NotFound) => {
            let mistakes = Mistakes(vec![("name", t!(work.page(), "error-file-name"))]);
            shown(&work, fields, mistakes, Vec::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST …/voorstellen`
pub(crate) async fn propose(work: Work, fields: Fields) -> Answer {
    let text = |name| fields.get(name).to_owned();
    let (reason, despite, effective_on) = (text("reason"), text("despite"), text("effective_on"));
    let proposal = Proposal { revision: revision(&fields), reason, despite, effective_on };
    let outcome = work.app().editor_propose(&work.actor, &proposal).await;
    finish(work, fields, "policy-propose", outcome).await
}

/// `POST …/goedkeuren`
pub(crate) async fn approve(work: Work, fields: Fields) -> Answer {
    let outcome = work.app().editor_approve(&work.actor, revision(&fields)).await;
    let what = if matches!(outcome, Ok(true)) { "policy-active" } else { "policy-scheduled" };
    finish(work, fields, what, outcome.map(drop)).await
}

/// `POST …/terugsturen`
pub(crate) async fn send_back(work: Work, fields: Fields) -> Answer {
    let outcome = work.app().editor_return(&work.actor, revision(&fields), fields.get("note")).await;
    finish(work, fields, "policy-return", outcome).await
}

/// `POST …/bijwerken`
pub(crate) async fn rebase(work: Work, fields: Fields) -> Answer {
    let both = work.app().editor_rebase(&work.actor, revision(&fields)).await?;
    if both.is_empty() {
        return done("/werk/beleid", "policy-rebase");
    }
    shown(&work, Fields::default(), Mistakes::default(), both).await
}

/// `POST …/weggooien`
pub(crate) async fn discard(work: Work, fields: Fields) -> Answer {
    if !fields.is("sure", "yes") {
        let mistakes = Mistakes(vec![("sure", t!(work.page(), "error-sure"))]);
        return shown(&work, fields, mistakes, Vec::new()).await;
    }
    let outcome = work.app().editor_discard(&work.actor, revision(&fields)).await;
    finish(work, fields, "policy-discard", outcome).await
}
