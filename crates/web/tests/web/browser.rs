//! A small browser: keeps cookies, follows forms by their hidden value, reads pages.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use gestand_app::testing::{TestApp, app};
use gestand_web::{WebOptions, router};
use tower::ServiceExt;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
    /// The value of the first input with that name.
    pub fn value(&self, name: &str) -> String {
        let at = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
        at.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }
    /// The text after `mark` up to the next tag.
    pub fn after(&self, mark: &str) -> String {
        let at = self.body.split(mark).nth(1).unwrap_or_else(|| panic!("no {mark} in {}", self.body));
        at.split('<').next().unwrap().to_owned()
    }
}

pub struct Browser {
    pub test: TestApp,
    router: Router,
    cookies: Vec<(String, String)>,
}

impl Browser {
    pub async fn new() -> Self {
        Browser::of("model").await
    }

    pub async fn of(pack: &str) -> Self {
        let test = app(pack).await;
        let router = router(test.app.clone(), WebOptions { secure_cookies: false });
        Browser { test, router, cookies: Vec::new() }
    }

    /// A browser in which the privacy officer is logged in.
    pub async fn officer() -> Self {
        let mut browser = Browser::new().await;
        let (login, password) = browser.test.login.clone();
        browser.log_in(&login, &password).await;
        browser
    }

    pub async fn log_in(&mut self, login: &str, password: &str) {
        let page =
            self.post("/inloggen", "/inloggen", &[("login", login), ("password", password), ("to", "/werk")]).await;
        assert_eq!(page.location(), "/werk", "{}", page.body);
    }

    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).into_owned();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        Page { status: parts.status, headers: parts.headers, body }
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies.join("; ")) }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Completes the review of a case, and looks again until the work on it is over, as its page does by itself.
    pub async fn complete(&mut self, case: &str) {
        let done = self.post(case, &format!("{case}/afronden"), &[]).await;
        let places = [case.to_owned(), format!("{case}?gedaan=complete")];
        assert!(places.iter().any(|place| place == done.location()), "{}", done.body);
        while self.get(case).await.body.contains("g-working") {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }

    /// Sends fields as they are, without the hidden value.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// Opens the page of a form, then sends it with its hidden value.
    pub async fn post(&mut self, form: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.get(form).await.value("csrf");
        assert!(!csrf.is_empty(), "{form} has no form");
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out + &char::from(byte).to_string(),
        _ => out + &format!("%{byte:02X}"),
    })
}

/// A field of a form with files: name, file name where it is a file, and what it holds.
pub type Part<'p> = (&'p str, Option<&'p str>, &'p [u8]);

impl Browser {
    /// Sends a form with files as a browser does.
    pub async fn post_files(&mut self, path: &str, parts: &[Part<'_>]) -> Page {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream"));
            let head =
                format!("--grens\r\nContent-Disposition: form-data; name=\"{name}\"{}", file.unwrap_or_default());
            body.extend([head.as_bytes(), b"\r\n\r\n", content, b"\r\n"].concat());
        }
        body.extend(b"--grens--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }
}
