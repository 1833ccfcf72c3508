//! The list of requests, with a filter.

use askama::Template;
use axum::extract::Query;
use gestand_app::views::CaseLine;
use gestand_store::{CaseFilter, CaseKind};

use crate::errors::Answer;
use crate::page::{Page, Work, show};

/// Requests on one page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "work/cases.html")]
struct CasesPage {
    page: Page,
    cases: Vec<CaseLine>,
    /// The filter: a kind of request, or empty.
    kind: &'static str,
    /// `open`, `over` or `all`.
    state: &'static str,
    /// From 0.
    number: u32,
    more: bool,
}

impl CasesPage {
    /// People count pages from 1.
    fn shown_number(&self) -> u32 {
        self.number + 1
    }
    fn is(&self, chosen: &str, value: &str) -> bool {
        chosen == value
    }
}

/// `GET /werk/verzoeken?soort=&stand=&p=`
pub(crate) async fn page(work: Work, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let kind = asked("soort").and_then(CaseKind::parse);
    let (state, open) = match asked("stand") {
        Some("all") => ("all", None),
        Some("over") => ("over", Some(false)),
        _ => ("open", Some(true)),
    };
    let number = asked("p").and_then(|p| p.parse().ok()).unwrap_or(0u32).min(100_000);
    let filter = CaseFilter { open, kind, limit: PAGE + 1, offset: number * PAGE };
    let mut cases = work.app().cases(&work.actor, filter).await?;
    let more = cases.len() > PAGE as usize;
    cases.truncate(PAGE as usize);
    let kind = kind.map_or("", CaseKind::as_str);
    show(&CasesPage { page: work.page(), cases, kind, state, number, more })
}
