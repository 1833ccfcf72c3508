//! The steps that an officer takes in a request; each leads back to its page.

use std::time::Duration;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use gestand_app::AppError;
use gestand_base::CaseId;
use gestand_store::Verdict;
use tokio::time::timeout;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::Work;
use crate::pages::work::{case, done, id};

/// How long a person is kept waiting for work that goes on by itself; after that its page says that it does.
const PATIENCE: Duration = Duration::from_secs(4);

/// Back to the page: with what was done, or with the mistakes of the form.
async fn finish<T>(work: Work, case: CaseId, fields: Fields, what: &str, outcome: gestand_app::Result<T>) -> Answer {
    match outcome {
        Ok(_) => done(&format!("/werk/verzoeken/{case}"), what),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&work.page(), errors);
            let number = fields.get("p").parse().unwrap_or(0);
            case::shown(&work, case, number, fields, mistakes).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST …/identiteit`
pub(crate) async fn identity(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().confirm_identity(&work.actor, case, fields.get("method")).await;
    finish(work, case, fields, "identity", outcome).await
}

/// `POST …/persoon`: the candidates that are the requester, or the word that there is none.
pub(crate) async fn person(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let nobody = fields.get("nobody") == "yes";
    let chosen: Vec<_> = fields
        .all("candidate")
        .filter_map(|candidate| candidate.split_once(':'))
        .map(|(source, key)| (source.to_owned(), key.to_owned()))
        .collect();
    if nobody != chosen.is_empty() {
        let mistakes = Mistakes(vec![("candidate", t!(work.page(), "error-candidate"))]);
        return case::shown(&work, case, 0, fields, mistakes).await;
    }
    let outcome = work.app().choose_subject(&work.actor, case, chosen).await;
    finish(work, case, fields, "person", outcome).await
}

/// `POST …/zoeken`
pub(crate) async fn search(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().search_again(&work.actor, case).await;
    finish(work, case, fields, "search", outcome).await
}

/// `POST …/oordeel`
pub(crate) async fn verdict(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let finding = id(fields.get("finding"))?;
    let Some(verdict) = Verdict::parse(fields.get("verdict")) else {
        let mistakes = Mistakes(vec![("verdict", t!(work.page(), "error-choose"))]);
        return case::shown(&work, case, 0, fields, mistakes).await;
    };
    let outcome = work.app().decide(&work.actor, case, finding, verdict, fields.filled("ground")).await;
    finish(work, case, fields, "verdict", outcome).await
}

/// `POST …/corrigeren`: the new values, each named after its field.
pub(crate) async fn correct(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let finding = id(fields.get("finding"))?;
    let values = fields.beginning("v-").map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let outcome = work.app().correct(&work.actor, case, finding, values).await;
    finish(work, case, fields, "verdict", outcome).await
}

/// `POST …/met-de-hand`
pub(crate) async fn by_hand(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().by_hand_instead(&work.actor, case).await;
    finish(work, case, fields, "by-hand", outcome).await
}

/// `POST …/opheffen`
pub(crate) async fn announce_lift(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().announce_lift(&work.actor, case, fields.get("reason")).await;
    finish(work, case, fields, "lift-announced", outcome).await
}

/// `POST …/opheffen/verteld`
pub(crate) async fn lift_told(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().lift_told(&work.actor, case, fields.get("told_on"), fields.get("told_by")).await;
    finish(work, case, fields, "lift-told", outcome).await
}

/// `POST …/opheffen/laten`
pub(crate) async fn drop_lift(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().drop_lift(&work.actor, case).await;
    finish(work, case, fields, "lift-dropped", outcome).await
}

/// `POST …/overgedragen`
pub(crate) async fn transferred(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().transferred(&work.actor, case).await;
    finish(work, case, fields, "transferred", outcome).await
}

/// `POST …/voorstellen`
pub(crate) async fn proposals(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().accept_proposals(&work.actor, case).await;
    finish(work, case, fields, "proposals", outcome).await
}

/// `POST …/afronden`
pub(crate) async fn complete(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    match timeout(PATIENCE, work.app().complete_review(&work.actor, case)).await {
        Ok(outcome) => finish(work, case, fields, "complete", outcome).await,
        Err(_) => Ok(Redirect::to(&format!("/werk/verzoeken/{case}")).into_response()),
    }
}

/// `POST …/verlengen`
pub(crate) async fn extend(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().extend(&work.actor, case, fields.get("reason")).await;
    finish(work, case, fields, "extend", outcome).await
}

/// `POST …/weigeren`
pub(crate) async fn refuse(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().refuse(&work.actor, case, fields.get("refusal_ground"), fields.get("explanation")).await;
    finish(work, case, fields, "refuse", outcome).await
}

/// `POST …/intrekken`
pub(crate) async fn withdraw(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().withdraw(&work.actor, case).await;
    finish(work, case, fields, "withdraw", outcome).await
}

/// `POST …/sluiten`
pub(crate) async fn close(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let case = id(&case)?;
    let outcome = work.app().close(&work.actor, case).await;
    finish(work, case, fields, "close", outcome).await
}
