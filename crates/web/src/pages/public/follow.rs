//! The requester's own page: where the request stands, and the answer. Reached by number and code, then by cookie.

use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use gestand_app::views::{FollowPage as View, Urgency};
use gestand_app::{AppError, PackageForm};
use gestand_store::CaseState;

use crate::cookies::Cookie;
use crate::errors::{Answer, Problem};
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, download as send, html, show};
use crate::progress::{Stage, stages};

#[derive(Template)]
#[template(path = "public/follow-form.html")]
struct EnterPage {
    page: Page,
    fields: Fields,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "public/follow.html")]
struct FollowPage {
    page: Page,
    view: View,
    stages: Vec<Stage>,
    /// A shielded copy of an identity document can be sent in now.
    copy: bool,
}

impl FollowPage {
    /// While it waits for its answer it has a deadline.
    fn waits(&self) -> bool {
        self.view.urgency != Urgency::Done
    }
    /// A request can be taken back until its answer is made.
    fn can_withdraw(&self) -> bool {
        use CaseState as S;
        matches!(self.view.state, S::Received | S::Identified | S::Searching | S::Reviewing)
    }
}

/// `GET /volgen`
pub(crate) async fn form(context: Context) -> Answer {
    show(&EnterPage { page: context.page(), fields: Fields::default(), mistakes: Mistakes::default() })
}

/// `POST /volgen`
pub(crate) async fn enter(context: Context, fields: Fields) -> Answer {
    let page = context.page();
    let mut mistakes = Mistakes::default();
    for (field, text) in [("number", t!(page, "error-number-empty")), ("code", t!(page, "error-code-empty"))] {
        if fields.get(field).is_empty() {
            mistakes.0.push((field, text));
        }
    }
    if !mistakes.any() {
        match context.app().follow_login(fields.get("number"), fields.get("code")).await {
            Ok(token) => return with_cookie(&context, &token.0, Redirect::to("/volgen/mijn").into_response()),
            Err(AppError::LoginFailed) => mistakes.0.push(("number", t!(page, "error-follow-wrong"))),
            Err(error) => return Err(error.into()),
        }
    }
    // The code is not shown again.
    let fields = Fields::of(&[("number", fields.get("number"))]);
    html(mistakes.status(), &EnterPage { page, fields, mistakes })
}

fn with_cookie(context: &Context, token: &str, mut response: Response) -> Answer {
    if let Some(cookie) = Cookie::Follow.write(token, context.site.options) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Without a visit, or when it has ended, one gives number and code again.
fn to_enter() -> Response {
    Redirect::to("/volgen").into_response()
}

/// `GET /volgen/mijn`
pub(crate) async fn page(context: Context) -> Answer {
    let Some(token) = &context.visitor.follow_token else { return Ok(to_enter()) };
    match context.app().follow(token).await {
        Ok(view) => {
            let stages = stages(view.kind, view.state);
            let copy = context.app().can_send_copy(token).await?;
            show(&FollowPage { page: context.page(), view, stages, copy })
        }
        Err(AppError::LoginFailed) => with_cookie(&context, "", to_enter()),
        Err(error) => Err(error.into()),
    }
}

/// `GET /volgen/mijn/antwoord/{form}`
pub(crate) async fn download(context: Context, Path(form): Path<String>) -> Answer {
    let form = match form.as_str() {
        "html" => PackageForm::Html,
        "json" => PackageForm::Json,
        "pdf" => PackageForm::Pdf,
        "zip" => PackageForm::Zip,
        _ => return Err(Problem::NotFound),
    };
    let Some(token) = &context.visitor.follow_token else { return Ok(to_enter()) };
    match context.app().download(token, form).await {
        Ok(made) => send(made),
        Err(AppError::LoginFailed) => with_cookie(&context, "", to_enter()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /volgen/mijn/intrekken`
pub(crate) async fn withdraw(context: Context, fields: Fields) -> Answer {
    let Some(token) = &context.visitor.follow_token else { return Ok(to_enter()) };
    if fields.get("sure") == "yes" {
        context.app().withdraw_by_requester(token).await?;
    }
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/volgen/mijn")]).into_response())
}

/// `POST /volgen/uit`
pub(crate) async fn leave(context: Context, _: Fields) -> Answer {
    with_cookie(&context, "", to_enter())
}
