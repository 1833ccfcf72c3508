//! A plan: what it will do, approval, progress, and its certificate.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use gestand_app::views::PlanPage as View;
use gestand_store::PlanState;

use crate::errors::Answer;
use crate::fields::Fields;
use crate::page::{Page, Work, file, show};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/plan.html")]
struct PlanPage {
    page: Page,
    view: View,
}

impl PlanPage {
    fn is(&self, state: &str) -> bool {
        self.view.line.state.as_str() == state
    }
    /// Before approval there is nothing that was verified.
    fn begun(&self) -> bool {
        !matches!(self.view.line.state, PlanState::Proposed | PlanState::Rejected)
    }
    /// While it runs the page looks again by itself; a plan that waits for a source may do so for an hour.
    fn running(&self) -> bool {
        matches!(self.view.line.state, PlanState::Approved | PlanState::Running) && !self.waits()
    }
    fn waits(&self) -> bool {
        !self.view.waits_for.is_empty()
    }
}

/// `GET /werk/plannen/{id}`; once it has ended, the address no longer says that it begins.
pub(crate) async fn page(work: Work, Path(plan): Path<String>) -> Answer {
    let view = work.app().plan_page(&work.actor, id(&plan)?, work.lang()).await?;
    let shown = PlanPage { page: work.page(), view };
    let begun = matches!(work.context.visitor.done.as_deref(), Some("approve" | "resume"));
    if begun && !shown.running() {
        return Ok(Redirect::to(&work.context.visitor.path).into_response());
    }
    show(&shown)
}

/// `POST …/goedkeuren`
pub(crate) async fn approve(work: Work, Path(plan): Path<String>, _: Fields) -> Answer {
    let plan = id(&plan)?;
    work.app().approve_plan(&work.actor, plan).await?;
    done(&format!("/werk/plannen/{plan}"), "approve")
}

/// `POST …/afwijzen`
pub(crate) async fn reject(work: Work, Path(plan): Path<String>, _: Fields) -> Answer {
    let plan = id(&plan)?;
    work.app().reject_plan(&work.actor, plan).await?;
    done(&format!("/werk/plannen/{plan}"), "reject")
}

/// `POST …/hervatten`
pub(crate) async fn resume(work: Work, Path(plan): Path<String>, _: Fields) -> Answer {
    let plan = id(&plan)?;
    work.app().resume_plan(&work.actor, plan).await?;
    done(&format!("/werk/plannen/{plan}"), "resume")
}

/// `GET …/certificaat.pdf`
pub(crate) async fn certificate(work: Work, Path(plan): Path<String>) -> Answer {
    let bytes = work.app().certificate(&work.actor, id(&plan)?, work.lang()).await?;
    file(bytes, "application/pdf", Some("certificaat-van-vernietiging.pdf"))
}

/// `GET …/ontvangst.txt`
pub(crate) async fn receipt(work: Work, Path(plan): Path<String>) -> Answer {
    let text = work.app().plan_receipt(&work.actor, id(&plan)?).await?;
    file(text, "text/plain; charset=utf-8", Some("ontvangst.txt"))
}
