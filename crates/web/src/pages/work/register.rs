//! Registering a request that came by phone, letter, e-mail or at the counter.

use askama::Template;
use gestand_app::{AppError, Submitted};
use gestand_store::CaseKind;

use crate::asked::AskedForm;
use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html, show};
use crate::pages::public::request::intake;

#[derive(Template)]
#[template(path = "work/register.html")]
struct RegisterPage {
    page: Page,
    asked: AskedForm,
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
    filled(work.page(), Fields::of(&[("kind", "access"), ("channel", "phone")]), Mistakes::default())
}

/// The form, with what was filled in and what is wrong with it.
fn filled(page: Page, fields: Fields, mistakes: Mistakes) -> Answer {
    let asked = AskedForm::new(&page, &fields);
    html(mistakes.status(), &RegisterPage { page, asked, fields, mistakes })
}

/// `POST /werk/verzoeken/nieuw`
pub(crate) async fn send(work: Work, fields: Fields) -> Answer {
    let page = work.page();
    if fields.is("step", "more") {
        return filled(page, fields, Mistakes::default());
    }
    let kind = CaseKind::parse(fields.get("kind"));
    let channel = CHANNELS.iter().find(|channel| **channel == fields.get("channel"));
    let (Some(kind), Some(channel)) = (kind, channel) else {
        let mistakes = Mistakes(vec![("kind", t!(page, "error-choose"))]);
        return filled(page, fields, mistakes);
    };
    match work.app().submit_request(intake(kind, &fields, channel), &work.actor).await {
        Ok(submitted) => Ok(work.context.used(show(&RegisteredPage { page, submitted })?)),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&page, errors);
            filled(page, fields, mistakes)
        }
        Err(error) => Err(error.into()),
    }
}
