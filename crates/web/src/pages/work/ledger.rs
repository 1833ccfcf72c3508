//! The ledger: its last entries, the signed head, and the audit.

use askama::Template;
use gestand_app::LedgerPage as View;
use gestand_ledger::{AuditReport, Entry};

use crate::errors::Answer;
use crate::fields::Fields;
use crate::page::{Page, Work, show};

#[derive(Template)]
#[template(path = "work/ledger.html")]
struct LedgerPage {
    page: Page,
    view: View,
    report: Option<AuditReport>,
}

impl LedgerPage {
    fn when(&self, entry: &Entry) -> String {
        entry.time().map(|at| self.page.moment(&at)).unwrap_or_default()
    }
    fn facts(&self, entry: &Entry) -> Vec<(String, String)> {
        let facts = entry.facts.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        self.page.facts(&serde_json::Value::Object(facts))
    }
}

/// `GET /werk/logboek`
pub(crate) async fn page(work: Work) -> Answer {
    let view = work.app().ledger_page(&work.actor).await?;
    show(&LedgerPage { page: work.page(), view, report: None })
}

/// `POST /werk/logboek`: recomputes everything.
pub(crate) async fn verify(work: Work, _: Fields) -> Answer {
    let report = work.app().verify_ledger(&work.actor).await?;
    let view = work.app().ledger_page(&work.actor).await?;
    show(&LedgerPage { page: work.page(), view, report: Some(report) })
}
