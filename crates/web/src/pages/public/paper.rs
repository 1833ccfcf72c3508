//! A home seeker hands in an income statement: masked before anything of it is kept.

use askama::Template;
use axum::http::StatusCode;
use gestand_app::{AppError, PaperOutcome};
use jiff::civil::Date;

use crate::errors::{Answer, Problem};
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, html, show};
use crate::upload::Upload;

#[derive(Template)]
#[template(path = "public/paper.html")]
struct PaperPage {
    page: Page,
    fields: Fields,
    mistakes: Mistakes,
    /// Why the file was not taken: a key of the texts.
    refused: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "public/paper-taken.html")]
struct TakenPage {
    page: Page,
    number: String,
    day: Date,
    masked: usize,
}

/// `GET /inleveren/inkomensverklaring`: only where the policy promises to mask what is handed in.
pub(crate) async fn form(context: Context) -> Answer {
    if !context.app().takes_papers() {
        return Err(Problem::NotFound);
    }
    let (fields, mistakes) = (Fields::default(), Mistakes::default());
    show(&PaperPage { page: context.page(), fields, mistakes, refused: None })
}

/// `POST` of the same.
pub(crate) async fn send(context: Context, upload: Upload) -> Answer {
    let Upload { fields, files, .. } = upload;
    let page = context.page();
    let (mistakes, refused) = match files {
        None => (Mistakes(vec![("file", t!(page, "error-file-too-large"))]), None),
        Some(files) => match context.app().hand_in_paper(fields.get("relation_number"), files).await {
            Ok(PaperOutcome::Kept { number, day, masked }) => {
                return Ok(context.used(show(&TakenPage { page, number, day, masked })?));
            }
            Ok(PaperOutcome::Refused(why)) => (Mistakes::default(), Some(why)),
            Err(AppError::Invalid(errors)) => (Mistakes::new(&page, errors), None),
            Err(error) => return Err(error.into()),
        },
    };
    let fields = Fields::of(&[("relation_number", fields.get("relation_number"))]);
    html(StatusCode::UNPROCESSABLE_ENTITY, &PaperPage { page, fields, mistakes, refused })
}
