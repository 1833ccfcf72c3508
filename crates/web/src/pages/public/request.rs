//! Asking for access or erasure: choose, fill in, look it over, send, and get a number and a code.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use gestand_app::{Actor, AppError, Intake, Submitted};
use gestand_store::CaseKind;

use crate::errors::{Answer, Problem};
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, html, show};

#[derive(Template)]
#[template(path = "public/request-choose.html")]
struct ChoosePage {
    page: Page,
}

#[derive(Template)]
#[template(path = "public/request-form.html")]
struct FormPage {
    page: Page,
    kind: CaseKind,
    path: &'static str,
    fields: Fields,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "public/request-check.html")]
struct CheckPage {
    page: Page,
    kind: CaseKind,
    path: &'static str,
    fields: Fields,
}

impl CheckPage {
    /// Name and value of each field, as it will be sent.
    fn lines(&self) -> Vec<(&'static str, &str)> {
        FIELDS.iter().map(|name| (*name, self.fields.get(name))).collect()
    }
}

#[derive(Template)]
#[template(path = "public/request-sent.html")]
struct SentPage {
    page: Page,
    submitted: Submitted,
}

/// The fields of a request, in the order of the form.
const FIELDS: [&str; 6] = ["name", "email", "birth_date", "postcode", "relation_number", "message"];

/// The kind of a request with its address.
fn kind_of(path: &str) -> Result<(CaseKind, &'static str), Problem> {
    match path {
        "inzage" => Ok((CaseKind::Access, "/verzoek/inzage")),
        "verwijderen" => Ok((CaseKind::Erasure, "/verzoek/verwijderen")),
        _ => Err(Problem::NotFound),
    }
}

/// A request from the fields of a form.
pub(crate) fn intake(kind: CaseKind, fields: &Fields, channel: &str) -> Intake {
    Intake {
        kind,
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        birth_date: fields.filled("birth_date"),
        relation_number: fields.filled("relation_number"),
        postcode: fields.filled("postcode"),
        message: fields.filled("message"),
        channel: channel.to_owned(),
        received_on: fields.filled("received_on"),
    }
}

/// `GET /verzoek`
pub(crate) async fn choose(context: Context) -> Answer {
    show(&ChoosePage { page: context.page() })
}

/// `GET /verzoek/{kind}`
pub(crate) async fn form(context: Context, Path(kind): Path<String>) -> Answer {
    let (kind, path) = kind_of(&kind)?;
    let (fields, mistakes) = (Fields::default(), Mistakes::default());
    show(&FormPage { page: context.page(), kind, path, fields, mistakes })
}

/// `POST /verzoek/{kind}`: `step` says whether to look it over, change it, or send it.
pub(crate) async fn send(context: Context, Path(kind): Path<String>, fields: Fields) -> Answer {
    let (kind, path) = kind_of(&kind)?;
    let page = context.page();
    let intake = intake(kind, &fields, "website");
    let mistakes = Mistakes::new(&page, intake.check(context.app().today()));
    let step = fields.get("step");
    if mistakes.any() || step == "change" {
        let status = if step == "change" { StatusCode::OK } else { mistakes.status() };
        return html(status, &FormPage { page, kind, path, fields, mistakes });
    }
    if step != "send" {
        return show(&CheckPage { page, kind, path, fields });
    }
    match context.app().submit_request(intake, &Actor::Requester).await {
        Ok(submitted) => Ok(context.used(show(&SentPage { page, submitted })?)),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&page, errors);
            html(mistakes.status(), &FormPage { page, kind, path, fields, mistakes })
        }
        Err(error) => Err(error.into()),
    }
}
