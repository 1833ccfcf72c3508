//! A question to a colleague about a source that nobody can connect to.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use gestand_app::{AppError, TaskAnswer, TaskPage as View};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html, show};
use crate::pages::work::{done, id};
use crate::upload::Upload;

#[derive(Template)]
#[template(path = "work/task.html")]
struct TaskPage {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
}

impl TaskPage {
    /// The answer that holds.
    fn last(&self) -> Option<&TaskAnswer> {
        self.view.answers.last()
    }
    /// Answers that were corrected, the last of them first.
    fn earlier(&self) -> impl Iterator<Item = &TaskAnswer> {
        self.view.answers.iter().rev().skip(1)
    }
}

/// `GET /werk/taken/{id}`
pub(crate) async fn page(work: Work, Path(task): Path<String>) -> Answer {
    let view = work.app().task(&work.actor, id(&task)?).await?;
    show(&TaskPage { page: work.page(), view, fields: Fields::default(), mistakes: Mistakes::default() })
}

/// `POST /werk/taken/{id}`: a text, files, or nothing found; a second time it corrects.
pub(crate) async fn answer(work: Work, Path(task): Path<String>, upload: Upload) -> Answer {
    let task = id(&task)?;
    let Upload { fields, files, .. } = upload;
    let page = work.page();
    let nothing = fields.is("found", "nothing");
    let mistakes = match files {
        None => Mistakes(vec![("file", t!(page, "error-file-too-large"))]),
        Some(files) => {
            let answer = (!nothing).then(|| fields.get("answer").to_owned());
            let files = if nothing { Vec::new() } else { files };
            match work.app().answer_task_with(&work.actor, task, answer, files).await {
                Ok(()) => return done(&format!("/werk/taken/{task}"), "task"),
                Err(AppError::Invalid(errors)) => Mistakes::new(&page, errors),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let view = work.app().task(&work.actor, task).await?;
    html(StatusCode::UNPROCESSABLE_ENTITY, &TaskPage { page, view, fields, mistakes })
}
