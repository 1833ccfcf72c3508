//! The yearly question to destroy what is past its term, in a source that nobody can connect to.

use askama::Template;
use axum::extract::Path;
use gestand_app::views::ArchivePage as View;
use gestand_store::TaskState;

use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/archive.html")]
struct ArchivePage {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
}

impl ArchivePage {
    fn open(&self) -> bool {
        self.view.line.state == TaskState::Open
    }
    fn destroyed(&self) -> u64 {
        self.view.records.unwrap_or_default()
    }
}

/// `GET /werk/archief/{id}`
pub(crate) async fn page(work: Work, Path(task): Path<String>) -> Answer {
    let page = work.page();
    let view = work.app().archive_page(&work.actor, id(&task)?, page.lang).await?;
    let (fields, mistakes) = (Fields::default(), Mistakes::default());
    html(mistakes.status(), &ArchivePage { page, view, fields, mistakes })
}

/// `POST /werk/archief/{id}`: how many were destroyed, or that nothing was past its term.
pub(crate) async fn answer(work: Work, Path(task): Path<String>, fields: Fields) -> Answer {
    let task = id(&task)?;
    let nothing = fields.is("found", "nothing");
    let records = fields.get("records").parse::<u64>().ok().filter(|records| *records > 0);
    if nothing || records.is_some() {
        work.app().answer_archive(&work.actor, task, records.filter(|_| !nothing)).await?;
        return done(&format!("/werk/archief/{task}"), "archive");
    }
    let page = work.page();
    let view = work.app().archive_page(&work.actor, task, page.lang).await?;
    let mistakes = Mistakes(vec![("records", t!(page, "error-records"))]);
    html(mistakes.status(), &ArchivePage { page, view, fields, mistakes })
}
