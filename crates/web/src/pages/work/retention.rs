//! Retention: what is past its term per rule, what is held, and the next plan.

use askama::Template;
use axum::response::{IntoResponse, Redirect};
use gestand_app::views::{RetentionPage as View, RuleLine};
use gestand_store::HoldKind;

use crate::errors::Answer;
use crate::fields::Fields;
use crate::page::{Page, Work, show};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/retention.html")]
struct RetentionPage {
    page: Page,
    view: View,
}

impl RetentionPage {
    /// Records due over all rules.
    fn total(&self) -> u64 {
        self.view.rules.iter().filter_map(|rule| rule.due).sum()
    }
    /// Length of the bar of a rule, in percent of the longest one.
    fn bar(&self, rule: &RuleLine) -> u64 {
        let longest = self.view.rules.iter().filter_map(|rule| rule.due).max().unwrap_or(0).max(1);
        rule.due.map_or(0, |due| (due * 100).div_ceil(longest))
    }
    /// Rules that find something or cannot look, before those that find nothing.
    fn rules(&self) -> Vec<&RuleLine> {
        let mut rules: Vec<&RuleLine> = self.view.rules.iter().collect();
        rules.sort_by_key(|rule| (rule.due.is_none(), std::cmp::Reverse(rule.due)));
        rules
    }
    /// A hold of an open request goes when the request is closed.
    fn releasable(&self, kind: &HoldKind) -> bool {
        *kind != HoldKind::Request
    }
}

/// `GET /werk/bewaren`
pub(crate) async fn page(work: Work) -> Answer {
    let view = work.app().retention_page(&work.actor, work.lang()).await?;
    show(&RetentionPage { page: work.page(), view })
}

/// `POST /werk/bewaren/plan`
pub(crate) async fn propose(work: Work, _: Fields) -> Answer {
    let plan = work.app().propose_retention(&work.actor).await?;
    Ok(Redirect::to(&format!("/werk/plannen/{plan}")).into_response())
}

/// `POST /werk/bewaren/vrijgeven`
pub(crate) async fn release(work: Work, fields: Fields) -> Answer {
    work.app().release_hold(&work.actor, id(fields.get("hold"))?).await?;
    if fields.get("plan") == "yes" {
        return propose(work, fields).await;
    }
    done("/werk/bewaren", "release")
}

/// `POST /werk/bewaren/nakijken`: whether anything that was erased came back.
pub(crate) async fn replay(work: Work, _: Fields) -> Answer {
    match work.app().replay(&work.actor).await?.plan {
        Some(plan) => Ok(Redirect::to(&format!("/werk/plannen/{plan}")).into_response()),
        None => done("/werk/bewaren", "replay"),
    }
}
