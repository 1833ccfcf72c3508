//! A requester sends in a shielded copy of an identity document: first how to make one, then the form.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use gestand_app::{AppError, CopyOutcome, CopyPage as View};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, html};
use crate::upload::Upload;

#[derive(Template)]
#[template(path = "public/copy.html")]
struct CopyPage {
    page: Page,
    view: View,
    /// Whether the requester has read how to make a copy: only then there is a form.
    read: bool,
    mistakes: Mistakes,
    /// What is wrong with the copy that was sent: keys of the texts.
    faults: Vec<&'static str>,
}

impl CopyPage {
    fn rule(&self, rule: &str) -> String {
        match rule {
            "recipient" => t!(self.page, "copy-rule-recipient", name = self.view.organisation.as_str()),
            other => self.page.word("copy-rule", other),
        }
    }
    fn status(&self) -> StatusCode {
        if self.mistakes.any() || !self.faults.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}

/// The page; without a visit one gives number and code again.
async fn shown(context: &Context, read: bool, mistakes: Mistakes, faults: Vec<&'static str>) -> Answer {
    let Some(token) = &context.visitor.follow_token else { return Ok(to_enter()) };
    match context.app().copy_page(token).await {
        Ok(view) => {
            let page = CopyPage { page: context.page(), view, read, mistakes, faults };
            html(page.status(), &page)
        }
        Err(AppError::LoginFailed) => Ok(to_enter()),
        Err(error) => Err(error.into()),
    }
}

fn to_enter() -> Response {
    Redirect::to("/volgen").into_response()
}

/// `GET /volgen/mijn/kopie`
pub(crate) async fn page(context: Context) -> Answer {
    shown(&context, false, Mistakes::default(), Vec::new()).await
}

/// `POST /volgen/mijn/kopie/gelezen`: the requester knows how to make a copy, and gets the form.
pub(crate) async fn read(context: Context, _: Fields) -> Answer {
    shown(&context, true, Mistakes::default(), Vec::new()).await
}

/// `POST /volgen/mijn/kopie`
pub(crate) async fn send(context: Context, upload: Upload) -> Answer {
    let Some(token) = &context.visitor.follow_token else { return Ok(to_enter()) };
    let wrong = |text: String| Mistakes(vec![("file", text)]);
    let Some(files) = upload.files else {
        let mistakes = wrong(t!(context.page(), "error-file-too-large"));
        return shown(&context, true, mistakes, Vec::new()).await;
    };
    match context.app().send_copy(token, files).await {
        Ok(CopyOutcome::Kept) => Ok(Redirect::to("/volgen/mijn/kopie").into_response()),
        Ok(CopyOutcome::Refused(faults)) => shown(&context, true, Mistakes::default(), faults).await,
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&context.page(), errors);
            shown(&context, true, mistakes, Vec::new()).await
        }
        Err(AppError::LoginFailed) => Ok(to_enter()),
        Err(error) => Err(error.into()),
    }
}
