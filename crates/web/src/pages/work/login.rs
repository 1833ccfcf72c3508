//! Login and logout of employees.

use askama::Template;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use gestand_app::AppError;

use crate::cookies::Cookie;
use crate::errors::Answer;
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, html, show};

#[derive(Template)]
#[template(path = "work/login.html")]
struct LoginPage {
    page: Page,
    /// Where to go afterwards.
    to: String,
    fields: Fields,
    mistakes: Mistakes,
}

/// Only pages of the workspace are a place to go back to.
fn place(asked: &str) -> String {
    let fine = asked.starts_with("/werk") && asked.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-.".contains(&b));
    if fine { asked.to_owned() } else { "/werk".to_owned() }
}

/// `GET /inloggen`
pub(crate) async fn form(context: Context, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let asked = query.iter().find(|(key, _)| key == "naar").map(|(_, to)| to.as_str());
    let to = place(asked.unwrap_or_default());
    if context.visitor.session.is_some() {
        return Ok(Redirect::to(&to).into_response());
    }
    show(&LoginPage { page: context.page(), to, fields: Fields::default(), mistakes: Mistakes::default() })
}

/// `POST /inloggen`
pub(crate) async fn enter(context: Context, fields: Fields) -> Answer {
    let page = context.page();
    let to = place(fields.get("to"));
    match context.app().login(fields.get("login"), fields.get("password")).await {
        Ok(session) => {
            let mut response = Redirect::to(&to).into_response();
            if let Some(cookie) = Cookie::Work.write(&session.token, context.site.options) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(AppError::LoginFailed) => {
            let mistakes = Mistakes(vec![("login", t!(page, "error-login-wrong"))]);
            let fields = Fields::of(&[("login", fields.get("login"))]);
            html(StatusCode::UNPROCESSABLE_ENTITY, &LoginPage { page, to, fields, mistakes })
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /uitloggen`
pub(crate) async fn leave(context: Context, _: Fields) -> Answer {
    if let Some(token) = &context.visitor.work_token {
        context.app().logout(token).await?;
    }
    let mut response = Redirect::to("/inloggen").into_response();
    if let Some(cookie) = Cookie::Work.write("", context.site.options) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_never_leads_to_another_site() {
        assert_eq!(place("/werk/verzoeken/0190-ab"), "/werk/verzoeken/0190-ab");
        for bad in ["https://example.nl", "//example.nl", "/werk:8/@example.nl", "/bewijs", "/werk\r\nx: y"] {
            assert_eq!(place(bad), "/werk", "{bad}");
        }
    }
}
