//! Pages for what goes wrong: what happened, what was not done, what to do next; never anything internal.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use gestand_app::AppError;
use tower_http::csrf::ProtectionError;

use crate::page::{Page, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// Why a page cannot be given.
#[derive(Debug)]
pub(crate) enum Problem {
    App(AppError),
    NotFound,
    /// The form did not come from a page that we gave this browser, or it was sent before.
    FormExpired,
    TooLarge,
    UploadTooLarge,
    Unreadable,
    Render(askama::Error),
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        Problem::App(error)
    }
}

/// What a handler gives.
pub(crate) type Answer = Result<Response, Problem>;

/// What the error page must say, carried from the handler to the middleware that knows the language.
#[derive(Clone)]
enum Said {
    Key(&'static str),
    Conflict(&'static str),
    Throttled(u64),
    SourceDown(String),
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        use StatusCode as S;
        let (status, said) = match self {
            Problem::NotFound | Problem::App(AppError::NotFound) => (S::NOT_FOUND, Said::Key("not-found")),
            Problem::FormExpired => (S::FORBIDDEN, Said::Key("form-expired")),
            Problem::TooLarge => (S::PAYLOAD_TOO_LARGE, Said::Key("too-large")),
            Problem::UploadTooLarge => (S::PAYLOAD_TOO_LARGE, Said::Key("upload-too-large")),
            Problem::Unreadable => (S::BAD_REQUEST, Said::Key("unreadable")),
            Problem::App(AppError::Forbidden(_)) => (S::FORBIDDEN, Said::Key("forbidden")),
            Problem::App(AppError::LoginFailed) => (S::FORBIDDEN, Said::Key("login")),
            Problem::App(AppError::Throttled { retry_after_secs }) => {
                (S::TOO_MANY_REQUESTS, Said::Throttled(retry_after_secs))
            }
            Problem::App(AppError::Conflict { what }) => (S::CONFLICT, Said::Conflict(what)),
            // Forms show their own mistakes; one that does not was not sent from our page.
            Problem::App(AppError::Invalid(_)) => (S::BAD_REQUEST, Said::Key("unreadable")),
            Problem::App(AppError::SourceDown { source_id, problem }) => {
                (source_down(&source_id, &problem), Said::SourceDown(source_id))
            }
            Problem::App(AppError::Internal(error)) => {
                tracing::error!(%error, "a use case failed");
                (S::INTERNAL_SERVER_ERROR, Said::Key("internal"))
            }
            Problem::Render(error) => {
                tracing::error!(%error, "a page could not be rendered");
                (S::INTERNAL_SERVER_ERROR, Said::Key("internal"))
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(said);
        response
    }
}

/// The status of an answer for which a source is down; why it is goes to the log.
pub(crate) fn source_down(source: &str, problem: &str) -> StatusCode {
    tracing::warn!(source, problem, "a source cannot be read");
    StatusCode::SERVICE_UNAVAILABLE
}

#[derive(Template)]
#[template(path = "public/problem.html")]
struct ProblemPage {
    page: Page,
    status: u16,
    title: String,
    happened: String,
    next: String,
    back: String,
}

/// Middleware: gives every answer that is an error, from whatever layer, a page in plain language.
pub(crate) async fn pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let visitor = request.extensions().get::<Arc<Visitor>>().cloned();
    let response = next.run(request).await;
    match visitor {
        Some(visitor) => render(&site, visitor, method, response),
        None => response,
    }
}

/// The page for an error; other answers, and error pages that are complete, stay as they are.
pub(crate) fn render(site: &Site, visitor: Arc<Visitor>, method: Method, response: Response) -> Response {
    let status = response.status();
    let complete =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if complete || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let said = match response.extensions().get::<Said>() {
        Some(said) => said.clone(),
        None if response.extensions().get::<ProtectionError>().is_some() => Said::Key("other-site"),
        None => Said::Key(match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            _ if status.is_server_error() => "internal",
            _ => "unreadable",
        }),
    };
    let back = way_back(&visitor.path, &method);
    let page = Page::new(site, visitor);
    let (title, happened, next) = match &said {
        Said::Key(key) => {
            (page.word("problem-title", key), page.word("problem-happened", key), page.word("problem-next", key))
        }
        Said::Conflict(what) => {
            (t!(page, "problem-title-conflict"), page.word("conflict", what), t!(page, "problem-next-conflict"))
        }
        Said::Throttled(seconds) => (
            t!(page, "problem-title-throttled"),
            t!(page, "problem-happened-throttled"),
            t!(page, "problem-next-throttled", minutes = seconds.div_ceil(60)),
        ),
        Said::SourceDown(source) => (
            t!(page, "problem-title-source"),
            t!(page, "problem-happened-source", source = page.source(source)),
            t!(page, "problem-next-source"),
        ),
    };
    let problem = ProblemPage { page, status: status.as_u16(), title, happened, next, back };
    match html(status, &problem) {
        Ok(answer) => answer,
        Err(_) => status.into_response(),
    }
}

/// The page that the failed action was on.
fn way_back(path: &str, method: &Method) -> String {
    let start = if path.starts_with("/werk") { "/werk" } else { "/" };
    match path.rsplit_once('/') {
        Some((page, _)) if !method.is_safe() && page.len() > start.len() => page.to_owned(),
        _ => start.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_failed_action_one_goes_back_to_its_page() {
        assert_eq!(way_back("/werk/plannen/7/goedkeuren", &Method::POST), "/werk/plannen/7");
        assert_eq!(way_back("/werk/plannen/7", &Method::GET), "/werk");
        assert_eq!(way_back("/verzoek", &Method::POST), "/");
        assert_eq!(way_back("/onbekend", &Method::GET), "/");
    }
}
