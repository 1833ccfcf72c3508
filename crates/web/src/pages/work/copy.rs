//! The officer looks at the shielded copy of a requester; and says what is done with a document that is not masked.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use gestand_app::{AppError, CopyLine};
use gestand_base::{CaseId, FindingId};
use gestand_store::Choice;

use crate::errors::{Answer, Problem};
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, file, html};
use crate::pages::work::{case, done, id};

#[derive(Template)]
#[template(path = "work/copy.html")]
struct CopyPage {
    page: Page,
    copy: CopyLine,
    number: String,
    /// Who says to be the person, as in the request.
    name: String,
    birth_date: Option<String>,
    /// Address of the request.
    at: String,
    fields: Fields,
    mistakes: Mistakes,
}

async fn shown(work: &Work, case: CaseId, fields: Fields, mistakes: Mistakes) -> Answer {
    let copy = work.app().copy_of(&work.actor, case).await?.ok_or(Problem::NotFound)?;
    let view = work.app().case_page(&work.actor, case, 0).await?;
    let status = if mistakes.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    html(
        status,
        &CopyPage {
            page: work.page(),
            copy,
            number: view.line.number,
            name: view.requester.name,
            birth_date: view.requester.birth_date,
            at: format!("/werk/verzoeken/{case}"),
            fields,
            mistakes,
        },
    )
}

/// `GET /werk/verzoeken/{id}/kopie`
pub(crate) async fn page(work: Work, Path(case): Path<String>) -> Answer {
    shown(&work, id(&case)?, Fields::default(), Mistakes::default()).await
}

/// `GET …/kopie/beeld`: the copy itself. Each look is in the ledger.
pub(crate) async fn picture(work: Work, Path(case): Path<String>) -> Answer {
    file(work.app().copy_picture(&work.actor, id(&case)?).await?, "image/jpeg", None)
}

/// `POST …/kopie/afkeuren`: the copy is destroyed, and the requester reads why.
pub(crate) async fn reject(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    match work.app().reject_copy(&work.actor, case, fields.get("reason")).await {
        Ok(()) => done(&format!("/werk/verzoeken/{case}"), "copy-reject"),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&work.page(), errors);
            shown(&work, case, fields, mistakes).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST …/document`: what is done with a document that could not be masked.
pub(crate) async fn document(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let document: FindingId = id(fields.get("document"))?;
    let Some(choice) = Choice::parse(fields.get("choice")) else {
        let mistakes = Mistakes(vec![("choice", t!(work.page(), "error-choose"))]);
        return case::shown(&work, case, 0, fields, mistakes).await;
    };
    let ground = fields.filled("law");
    match work.app().choose_document(&work.actor, case, document, choice, ground.as_deref()).await {
        Ok(()) => done(&format!("/werk/verzoeken/{case}"), "document"),
        Err(AppError::Invalid(_)) => {
            let mistakes = Mistakes(vec![("choice", t!(work.page(), "error-ground-empty"))]);
            case::shown(&work, case, 0, fields, mistakes).await
        }
        Err(error) => Err(error.into()),
    }
}
