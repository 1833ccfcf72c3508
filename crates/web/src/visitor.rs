//! Who visits: language, login, and the cookie that ties forms to this browser.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use gestand_app::{App, Session};
use gestand_publish::Lang;

use crate::cookies::Cookie;
use crate::errors::Problem;
use crate::site::Site;

/// The browser behind a request.
#[derive(Debug)]
pub(crate) struct Visitor {
    /// Gestand under the policy in force when the request came: it stays the same to its end.
    pub app: Arc<App>,
    pub lang: Lang,
    pub session: Option<Session>,
    /// Cookie values; the database knows only their digests.
    pub work_token: Option<String>,
    pub follow_token: Option<String>,
    form_cookie: String,
    form_is_new: bool,
    form_is_shown: AtomicBool,
    form_csrf: String,
    /// The path of this request.
    pub path: String,
    /// What an action that led here has done: the last part of a message name.
    pub done: Option<String>,
}

impl Visitor {
    async fn of(site: &Site, uri: &Uri, headers: &HeaderMap) -> Result<Self, Problem> {
        // A style sheet is the same under every policy.
        let app = match uri.path().starts_with("/assets/") {
            true => Arc::clone(&site.app),
            false => site.app.current().await?,
        };
        let read = |cookie: Cookie| cookie.read(headers, site.options);
        let work_token = read(Cookie::Work);
        let session = match &work_token {
            Some(token) => app.session(token).await?,
            None => None,
        };
        let known = read(Cookie::Form);
        let form_is_new = known.is_none();
        let form_cookie = known.unwrap_or_else(|| app.new_cookie());
        Ok(Visitor {
            lang: language(uri, read(Cookie::Language).as_deref(), headers),
            session,
            work_token,
            follow_token: read(Cookie::Follow),
            form_csrf: app.csrf_for(&form_cookie),
            app,
            form_cookie,
            form_is_new,
            form_is_shown: AtomicBool::new(false),
            path: uri.path().to_owned(),
            done: asked(uri, "gedaan").map(str::to_owned),
        })
    }

    /// Someone of whom nothing is known, for the page that says that something broke.
    fn unknown(site: &Site, uri: &Uri, headers: &HeaderMap) -> Self {
        Visitor {
            app: Arc::clone(&site.app),
            lang: language(uri, None, headers),
            session: None,
            work_token: None,
            follow_token: None,
            form_cookie: String::new(),
            form_is_new: false,
            form_is_shown: AtomicBool::new(false),
            form_csrf: String::new(),
            path: uri.path().to_owned(),
            done: None,
        }
    }

    /// What a form on the page must carry. The cookie it belongs to is only set on pages that hold a form.
    pub fn csrf(&self) -> &str {
        if let Some(session) = &self.session {
            return &session.csrf;
        }
        self.csrf_once()
    }

    /// What a form that can be sent once must carry: also for who is logged in it belongs to the cookie.
    pub fn csrf_once(&self) -> &str {
        self.form_is_shown.store(true, Ordering::Relaxed);
        &self.form_csrf
    }

    /// Whether a form that carries `value` came from a page that we gave this browser.
    pub fn sent_by_us(&self, value: &str) -> bool {
        let session = self.session.as_ref().is_some_and(|session| same(&session.csrf, value));
        session || (!self.form_is_new && same(&self.form_csrf, value))
    }
}

/// Compares in the same time wherever the difference is; nothing equals an empty value.
fn same(a: &str, b: &str) -> bool {
    let differs = a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    !a.is_empty() && a.len() == b.len() && differs == 0
}

/// `?taal=`, else the cookie, else what the browser prefers, else Dutch.
fn language(uri: &Uri, cookie: Option<&str>, headers: &HeaderMap) -> Lang {
    let parse = |text: &str| match text.get(..2) {
        Some("nl") => Some(Lang::Nl),
        Some("en") => Some(Lang::En),
        _ => None,
    };
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked_language(uri)
        .or_else(|| cookie.and_then(parse))
        .or_else(|| preferred.and_then(|list| list.split(',').find_map(|tag| parse(tag.trim()))))
        .unwrap_or_default()
}

fn asked_language(uri: &Uri) -> Option<Lang> {
    match asked(uri, "taal") {
        Some("nl") => Some(Lang::Nl),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

/// The value of a query parameter that holds a plain word.
fn asked<'u>(uri: &'u Uri, name: &str) -> Option<&'u str> {
    uri.query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Middleware: recognises the visitor and writes the cookies that the answer needs.
pub(crate) async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    let chosen = asked_language(uri);
    let visitor = match Visitor::of(&site, uri, headers).await {
        Ok(visitor) => Arc::new(visitor),
        Err(problem) => {
            let visitor = Arc::new(Visitor::unknown(&site, uri, headers));
            return crate::errors::render(&site, visitor, axum::http::Method::GET, problem.into_response());
        }
    };
    request.extensions_mut().insert(Arc::clone(&visitor));
    let mut response = next.run(request).await;
    let mut set = |cookie: Cookie, value: &str| {
        if let Some(header) = cookie.write(value, site.options) {
            response.headers_mut().append(header::SET_COOKIE, header);
        }
    };
    if let Some(lang) = chosen {
        set(Cookie::Language, crate::texts::code(lang));
    }
    if visitor.form_is_new && visitor.form_is_shown.load(Ordering::Relaxed) {
        set(Cookie::Form, &visitor.form_cookie);
    }
    response
}

/// Middleware of the workspace: without a login one goes to the login page, and back afterwards.
pub(crate) async fn must_log_in(request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Arc<Visitor>>();
    if visitor.is_some_and(|visitor| visitor.session.is_some()) {
        return next.run(request).await;
    }
    let back = if request.method().is_safe() { request.uri().path() } else { "/werk" };
    Redirect::to(&format!("/inloggen?naar={back}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_asked_remembered_or_preferred() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "de-DE,en-GB;q=0.8,nl;q=0.5".parse().unwrap());
        let uri = |text: &'static str| Uri::from_static(text);
        assert_eq!(language(&uri("/"), None, &headers), Lang::En);
        assert_eq!(language(&uri("/"), Some("nl"), &headers), Lang::Nl);
        assert_eq!(language(&uri("/?x=1&taal=en"), Some("nl"), &headers), Lang::En);
        assert_eq!(language(&uri("/"), None, &HeaderMap::new()), Lang::Nl);
    }

    #[test]
    fn only_the_whole_value_is_the_same() {
        assert!(same("abc", "abc"));
        for (a, b) in [("abc", "abd"), ("abc", "ab"), ("", ""), ("abc", "")] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
