//! The records of one finding, when many are judged alike; each can be taken apart.

use askama::Template;
use axum::extract::{Path, Query};
use gestand_app::views::FindingPage as View;
use gestand_base::FindingId;

use crate::errors::{Answer, Problem};
use crate::fields::Fields;
use crate::page::{Page, Work, show};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/finding.html")]
struct FindingPage {
    page: Page,
    view: View,
    /// Address of the request.
    at: String,
    /// Page of the records, from 0.
    number: u32,
}

impl FindingPage {
    /// People count from 1.
    fn shown_number(&self) -> u32 {
        self.number + 1
    }
    fn class(&self) -> &str {
        self.page.say(&self.view.line.class_label)
    }
    fn count_of(&self, index: &u32) -> u32 {
        index + 1
    }
}

/// `GET /werk/verzoeken/{id}/gegevens/{finding}?p=`
pub(crate) async fn page(
    work: Work,
    Path((case, finding)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = query.iter().find(|(key, _)| key == "p").and_then(|(_, value)| value.parse().ok());
    let number: u32 = asked.unwrap_or(0);
    let view = work.app().finding_page(&work.actor, id(&case)?, id(&finding)?, number).await?;
    show(&FindingPage { page: work.page(), view, at: format!("/werk/verzoeken/{case}"), number })
}

/// `POST …/apart`: back to the request, where the record now waits for its own verdict.
pub(crate) async fn take_apart(work: Work, Path(case): Path<String>, fields: Fields) -> Answer {
    let finding: FindingId = id(fields.get("finding"))?;
    let index = fields.get("index").parse().map_err(|_| Problem::NotFound)?;
    work.app().take_apart(&work.actor, id(&case)?, finding, index).await?;
    done(&format!("/werk/verzoeken/{case}"), "apart")
}
