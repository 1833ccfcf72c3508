//! The first page of the workspace: what is due.

use askama::Template;
use gestand_app::views::Today;

use crate::errors::Answer;
use crate::page::{Page, Work, show};

#[derive(Template)]
#[template(path = "work/today.html")]
struct TodayPage {
    page: Page,
    view: Today,
}

impl TodayPage {
    fn over_term(&self) -> bool {
        self.view.overdue_records.is_some_and(|count| count > 0)
    }
}

/// `GET /werk`
pub(crate) async fn page(work: Work) -> Answer {
    let view = work.app().today_page(&work.actor).await?;
    show(&TodayPage { page: work.page(), view })
}
