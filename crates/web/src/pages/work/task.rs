//! A question to a colleague about a source that nobody can connect to.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use gestand_app::{AppError, TaskPage as View};
use gestand_store::TaskState;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html, show};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/task.html")]
struct TaskPage {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
}

impl TaskPage {
    fn open(&self) -> bool {
        self.view.line.state == TaskState::Open
    }
}

/// `GET /werk/taken/{id}`
pub(crate) async fn page(work: Work, Path(task): Path<String>) -> Answer {
    let view = work.app().task(&work.actor, id(&task)?).await?;
    show(&TaskPage { page: work.page(), view, fields: Fields::default(), mistakes: Mistakes::default() })
}

/// `POST /werk/taken/{id}`: a text, or nothing found.
pub(crate) async fn answer(work: Work, Path(task): Path<String>, fields: Fields) -> Answer {
    let task = id(&task)?;
    let nothing = fields.get("found") == "nothing";
    let answer = (!nothing).then(|| fields.get("answer").to_owned());
    match work.app().answer_task(&work.actor, task, answer).await {
        Ok(()) => done(&format!("/werk/taken/{task}"), "task"),
        Err(AppError::Invalid(errors)) => {
            let (page, view) = (work.page(), work.app().task(&work.actor, task).await?);
            let mistakes = Mistakes::new(&page, errors);
            html(StatusCode::UNPROCESSABLE_ENTITY, &TaskPage { page, view, fields, mistakes })
        }
        Err(error) => Err(error.into()),
    }
}
