//! Work that follows from what was decided: in a source where Gestand cannot do it, and telling a recipient.

use askama::Template;
use axum::extract::Path;
use gestand_app::AppError;
use gestand_app::views::{FindingLine, FollowUpPage as View};
use gestand_store::FollowUpState;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/follow-up.html")]
struct FollowUpPage {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
}

impl FollowUpPage {
    fn open(&self) -> bool {
        self.view.line.state == FollowUpState::Open
    }
    /// What was decided on a record.
    fn verdict(&self, record: &FindingLine) -> &'static str {
        record.verdict.unwrap_or(record.proposal).as_str()
    }
    fn target(&self) -> String {
        self.page.capital(self.page.say(&self.view.line.target))
    }
}

/// `GET /werk/opvolging/{id}`
pub(crate) async fn page(work: Work, Path(follow_up): Path<String>) -> Answer {
    let view = work.app().follow_up(&work.actor, id(&follow_up)?).await?;
    let (page, fields, mistakes) = (work.page(), Fields::default(), Mistakes::default());
    html(mistakes.status(), &FollowUpPage { page, view, fields, mistakes })
}

/// `POST /werk/opvolging/{id}`: done, or not and why.
pub(crate) async fn end(work: Work, Path(follow_up): Path<String>, fields: Fields) -> Answer {
    let follow_up = id(&follow_up)?;
    let is_done = fields.is("outcome", "done");
    let (on, note) = (fields.filled("done_on"), fields.filled("note"));
    match work.app().end_follow_up(&work.actor, follow_up, is_done, on.as_deref(), note).await {
        Ok(()) => done(&format!("/werk/opvolging/{follow_up}"), "follow-up"),
        Err(AppError::Invalid(errors)) => {
            let (page, view) = (work.page(), work.app().follow_up(&work.actor, follow_up).await?);
            let mistakes = Mistakes::new(&page, errors);
            html(mistakes.status(), &FollowUpPage { page, view, fields, mistakes })
        }
        Err(error) => Err(error.into()),
    }
}
