//! One file of the policy: a form that works without a script; with one, it shows what a text would change while typing.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use gestand_app::{AppError, EditorFile, Review};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::headers::WithScript;
use crate::page::{Page, Work, html};
use crate::pages::work::done;
use crate::pages::work::editor::file_address;

/// The largest form of a file, in bytes: a text of the largest size, with what a form adds to it.
pub(crate) const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// Lines that are shown with their number.
const MOST_LINES: usize = 5000;

#[derive(Template)]
#[template(path = "work/editor-file.html")]
struct FilePage {
    page: Page,
    /// The file as saved.
    file: EditorFile,
    /// The text in the form.
    text: String,
    /// Why it was not saved: the last part of a message name.
    conflict: Option<&'static str>,
    mistakes: Mistakes,
    review: Option<Review>,
}

impl FilePage {
    /// A file of the corporation; the others are to read only.
    fn own(&self) -> bool {
        self.file.pack == self.page.app.policy().name
    }
    /// The text differs from what is saved.
    fn unsaved(&self) -> bool {
        self.text != self.file.text
    }
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines()).take(MOST_LINES)
    }
    fn here(&self) -> String {
        file_address(&self.file.pack, &self.file.name)
    }
}

fn shown(status: StatusCode, page: &FilePage) -> Answer {
    let mut response = html(status, page)?;
    response.extensions_mut().insert(WithScript);
    Ok(response)
}

/// `GET /werk/beleid/bestand/{pack}/{name}`
pub(crate) async fn page(work: Work, Path((pack, name)): Path<(String, String)>) -> Answer {
    let file = work.app().editor_file(&work.actor, &pack, &name).await?;
    let text = file.text.clone();
    let review = match pack == work.app().policy().name {
        true => Some(work.app().editor_check(&work.actor, &name, &text, work.lang()).await?),
        false => None,
    };
    let (page, conflict, mistakes) = (work.page(), None, Mistakes::default());
    shown(StatusCode::OK, &FilePage { page, file, text, conflict, mistakes, review })
}

/// `POST` of the same: `step` is `check` or `save`. A text that is not saved stays in the form.
pub(crate) async fn send(work: Work, Path((pack, name)): Path<(String, String)>, fields: Fields) -> Answer {
    if pack != work.app().policy().name {
        return Err(AppError::NotFound.into());
    }
    let text = fields.raw("text").replace("\r\n", "\n");
    let (mut conflict, mut mistakes, mut status) = (None, Mistakes::default(), StatusCode::OK);
    if fields.is("step", "save") {
        match work.app().editor_save(&work.actor, &name, &text, fields.get("seen")).await {
            Ok(()) => return done(&file_address(&pack, &name), "policy-save"),
            Err(AppError::Conflict { what }) => (conflict, status) = (Some(what), StatusCode::CONFLICT),
            Err(AppError::Invalid(errors)) => mistakes = Mistakes::new(&work.page(), errors),
            Err(error) => return Err(error.into()),
        }
    }
    let review = match work.app().editor_check(&work.actor, &name, &text, work.lang()).await {
        Ok(review) => Some(review),
        Err(AppError::Invalid(errors)) => {
            mistakes = Mistakes::new(&work.page(), errors);
            None
        }
        Err(error) => return Err(error.into()),
    };
    if mistakes.any() {
        status = mistakes.status();
    }
    let file = work.app().editor_file(&work.actor, &pack, &name).await?;
    let page = work.page();
    shown(status, &FilePage { page, file, text, conflict, mistakes, review })
}
