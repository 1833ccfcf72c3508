//! A hold: what waits for it, and its release.

use askama::Template;
use axum::extract::Path;
use gestand_app::views::HoldPage as View;
use gestand_store::HoldKind;

use crate::errors::Answer;
use crate::page::{Page, Work, show};
use crate::pages::work::id;

#[derive(Template)]
#[template(path = "work/hold.html")]
struct HoldPage {
    page: Page,
    view: View,
}

impl HoldPage {
    /// A hold of an open request goes when the request is closed.
    fn releasable(&self) -> bool {
        self.view.line.kind != HoldKind::Request
    }
}

/// `GET /werk/bewaren/blokkades/{id}`
pub(crate) async fn page(work: Work, Path(hold): Path<String>) -> Answer {
    let view = work.app().hold_page(&work.actor, id(&hold)?, work.lang()).await?;
    show(&HoldPage { page: work.page(), view })
}
