//! Handing over the statement: recorded with a relation or contract number, and looked up by it. Numbers come by POST.

use askama::Template;
use gestand_app::{AppError, FieldError, HandedOver, WAYS};

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::pages::work::done;

#[derive(Template)]
#[template(path = "work/hand-over.html")]
struct HandOverPage {
    page: Page,
    moments: Vec<&'static str>,
    fields: Fields,
    mistakes: Mistakes,
    /// What was found for the number that was looked up.
    found: Option<Vec<HandedOver>>,
}

fn shown(work: &Work, fields: Fields, mistakes: Mistakes, found: Option<Vec<HandedOver>>) -> Answer {
    let moments = work.app().hand_over_moments();
    html(mistakes.status(), &HandOverPage { page: work.page(), moments, fields, mistakes, found })
}

/// `GET /werk/uitreiken`
pub(crate) async fn form(work: Work) -> Answer {
    shown(&work, Fields::default(), Mistakes::default(), None)
}

/// `POST /werk/uitreiken`
pub(crate) async fn send(work: Work, fields: Fields) -> Answer {
    let (number, moment, way) = (fields.get("number"), fields.get("moment"), fields.get("way"));
    match work.app().hand_over(&work.actor, number, moment, way).await {
        Ok(()) => done("/werk/uitreiken", "hand-over"),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&work.page(), errors);
            shown(&work, fields, mistakes, None)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /werk/uitreiken/opzoeken`
pub(crate) async fn look_up(work: Work, fields: Fields) -> Answer {
    match work.app().handed_over(&work.actor, fields.get("of")).await {
        Ok(found) => shown(&work, fields, Mistakes::default(), Some(found)),
        Err(AppError::Invalid(errors)) => {
            // The field has another name here: both forms are on one page.
            let errors = errors.into_iter().map(|error| FieldError { field: "of", ..error }).collect();
            let mistakes = Mistakes::new(&work.page(), errors);
            shown(&work, fields, mistakes, None)
        }
        Err(error) => Err(error.into()),
    }
}
