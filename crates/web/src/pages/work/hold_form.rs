//! Placing a hold for an incident or a claim. Keys of persons come by POST.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use gestand_app::views::HoldForm as View;
use gestand_app::{AppError, HOLD_KINDS, Held, HoldAsk};
use gestand_base::CaseId;
use gestand_store::HoldKind;

use crate::errors::{Answer, Problem, source_down};
use crate::fields::{Fields, Mistakes};
use crate::page::{Page, Work, html};
use crate::pages::work::{done, id};

#[derive(Template)]
#[template(path = "work/hold-form.html")]
struct HoldForm {
    page: Page,
    view: View,
    fields: Fields,
    mistakes: Mistakes,
}

impl HoldForm {
    /// Whether records of this class were chosen.
    fn chosen(&self, source: &str, class: &str) -> bool {
        self.fields.get("place").split_once(':') == Some((source, class))
    }
}

/// The request whose person the form is about.
fn request(fields: &Fields) -> Result<Option<CaseId>, Problem> {
    fields.filled("case").map(|case| id(&case)).transpose()
}

async fn shown(work: &Work, status: StatusCode, fields: Fields, mistakes: Mistakes) -> Answer {
    let view = work.app().hold_form(&work.actor, request(&fields)?).await?;
    html(status, &HoldForm { page: work.page(), view, fields, mistakes })
}

/// `GET /werk/bewaren/blokkeren?verzoek=`
pub(crate) async fn page(work: Work, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let case = query.iter().find(|(key, _)| key == "verzoek").map_or("", |(_, case)| case);
    shown(&work, StatusCode::OK, Fields::of(&[("case", case)]), Mistakes::default()).await
}

/// `POST /werk/bewaren/blokkeren`
pub(crate) async fn send(work: Work, fields: Fields) -> Answer {
    let text = |name: &str| fields.get(name).to_owned();
    let what = match request(&fields)? {
        Some(case) => Held::Request(case),
        None => {
            let (source, class) = match fields.get("place").split_once(':') {
                Some((source, class)) => (source.to_owned(), Some(class.to_owned())),
                None => (text("place"), None),
            };
            Held::InSource { source, class, key: text("key") }
        }
    };
    let kind = HoldKind::parse(fields.get("kind"));
    let ask = HoldAsk { kind, what, reason: text("reason"), until: text("until") };
    match work.app().hold_by_officer(&work.actor, ask).await {
        Ok(_) => Ok(work.context.used(done("/werk/bewaren", "hold")?)),
        Err(AppError::Invalid(errors)) => {
            let mistakes = Mistakes::new(&work.page(), errors);
            shown(&work, mistakes.status(), fields, mistakes).await
        }
        Err(AppError::SourceDown { source_id, problem }) => {
            let page = work.page();
            let happened = t!(page, "problem-happened-source", source = page.source(&source_id));
            let mistakes = Mistakes(vec![("place", format!("{happened} {}", t!(page, "problem-next-source")))]);
            shown(&work, source_down(&source_id, &problem), fields, mistakes).await
        }
        Err(error) => Err(error.into()),
    }
}
