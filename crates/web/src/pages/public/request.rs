//! Asking for what the law gives a right to: choose, fill in, look it over, send, and get a number and a code.

use askama::Template;
use axum::extract::Path;
use gestand_app::{Actor, AppError, Intake, Submitted};
use gestand_store::CaseKind;

use crate::asked::{AskedForm, asked, filled_rows};
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
    asked: AskedForm,
    fields: Fields,
    mistakes: Mistakes,
}

impl FormPage {
    fn is(&self, kind: &str) -> bool {
        self.kind.as_str() == kind
    }
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
    fn hidden(&self) -> Vec<(&'static str, &str)> {
        let mut names = FIELDS.to_vec();
        match self.kind {
            CaseKind::Access | CaseKind::Erasure => {}
            CaseKind::Rectification => {
                names.extend(filled_rows(&self.fields).flat_map(|(item, value)| [*item, *value]))
            }
            CaseKind::Restriction => names.push("restriction"),
            CaseKind::Portability => names.push("transfer_to"),
        }
        names.into_iter().map(|name| (name, self.fields.get(name))).collect()
    }
    /// Label and value of each field, as people read them.
    fn lines(&self) -> Vec<(String, String)> {
        let (page, fields) = (&self.page, &self.fields);
        let mut lines: Vec<_> =
            FIELDS.iter().map(|name| (page.word("field", name), fields.get(name).to_owned())).collect();
        match self.kind {
            CaseKind::Access | CaseKind::Erasure => {}
            CaseKind::Rectification => {
                let row = |(item, value): &(&str, &str)| {
                    (t!(page, "becomes", item = page.item(fields.get(item))), fields.get(value).to_owned())
                };
                lines.extend(filled_rows(fields).map(row));
            }
            CaseKind::Restriction => {
                lines.push((t!(page, "field-restriction"), page.word("restriction-ground", fields.get("restriction"))));
            }
            CaseKind::Portability => {
                lines.push((t!(page, "field-transfer-to"), fields.get("transfer_to").to_owned()));
            }
        }
        lines
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
        "verbeteren" => Ok((CaseKind::Rectification, "/verzoek/verbeteren")),
        "verwijderen" => Ok((CaseKind::Erasure, "/verzoek/verwijderen")),
        "beperken" => Ok((CaseKind::Restriction, "/verzoek/beperken")),
        "meenemen" => Ok((CaseKind::Portability, "/verzoek/meenemen")),
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
        asked: asked(fields),
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
    filled(context.page(), kind, path, Fields::default(), Mistakes::default())
}

/// The form, with what was filled in and what is wrong with it.
fn filled(page: Page, kind: CaseKind, path: &'static str, fields: Fields, mistakes: Mistakes) -> Answer {
    let asked = AskedForm::new(&page, &fields);
    html(mistakes.status(), &FormPage { page, kind, path, asked, fields, mistakes })
}

/// `POST /verzoek/{kind}`: `step` says whether to look it over, change it, add a row, or send it.
pub(crate) async fn send(context: Context, Path(kind): Path<String>, fields: Fields) -> Answer {
    let (kind, path) = kind_of(&kind)?;
    let page = context.page();
    let intake = intake(kind, &fields, "website");
    let step = fields.get("step");
    if step == "change" || step == "more" {
        return filled(page, kind, path, fields, Mistakes::default());
    }
    let mistakes = Mistakes::new(&page, context.app().check_request(&intake));
    if mistakes.any() {
        return filled(page, kind, path, fields, mistakes);
    }
    if step != "send" {
        return show(&CheckPage { page, kind, path, fields });
    }
    match context.app().submit_request(intake, &Actor::Requester).await {
        Ok(submitted) => Ok(context.used(show(&SentPage { page, submitted })?)),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&page, errors);
            filled(page, kind, path, fields, mistakes)
        }
        Err(error) => Err(error.into()),
    }
}
