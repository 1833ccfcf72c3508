//! Registering a request that came by phone, letter, e-mail or at the counter.

use askama::Template;
use gestand_app::{AppError, Submitted};
use gestand_store::CaseKind;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html, show};
use crate::pages::public::request::intake;

#[derive(Template)]
#[template(path = "work/register.html")]
struct RegisterPage {
    page: Page,
    fields: Fields,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "work/registered.html")]
struct RegisteredPage {
    page: Page,
    submitted: Submitted,
}

/// Ways in which a request reaches an employee.
const CHANNELS: [&str; 4] = ["phone", "letter", "office", "email"];

/// `GET /werk/verzoeken/nieuw`
pub(crate) async fn form(work: Work) -> Answer {
    let fields = Fields::of(&[("kind", "access"), ("channel", "phone")]);
    show(&RegisterPage { page: work.page(), fields, mistakes: Mistakes::default() })
}

/// `POST /werk/verzoeken/nieuw`
pub(crate) async fn send(work: Work, fields: Fields) -> Answer {
    let page = work.page();
    let kind = CaseKind::parse(fields.get("kind"));
    let channel = CHANNELS.iter().find(|channel| **channel == fields.get("channel"));
    let (Some(kind), Some(channel)) = (kind, channel) else {
        let mistakes = Mistakes(vec![("kind", t!(page, "error-choose"))]);
        return html(mistakes.status(), &RegisterPage { page, fields, mistakes });
    };
    match work.app().submit_request(intake(kind, &fields, channel), &work.actor).await {
        Ok(submitted) => Ok(work.context.used(show(&RegisteredPage { page, submitted })?)),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&page, errors);
            html(mistakes.status(), &RegisterPage { page, fields, mistakes })
        }
        Err(error) => Err(error.into()),
    }
}
