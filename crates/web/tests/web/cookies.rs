//! The cookie page: every cookie of the policy under its kind, in both languages, and a link to it on every public page.

use axum::http::{StatusCode, header};

use crate::browser::Browser;

#[tokio::test]
async fn anyone_can_read_which_cookies_there_are_and_what_for() {
    let mut browser = Browser::new().await;
    let page = browser.get("/cookies").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.headers.contains_key(header::SET_COOKIE));
    let policy = browser.test.app.policy();
    assert!(policy.document.cookies.len() >= 3);
    for (id, cookie) in &policy.document.cookies {
        assert_eq!(page.body.matches(&format!("id=\"cookies.{id}\"")).count(), 1, "{id}");
        cookie.names.iter().for_each(|name| assert!(page.body.contains(name.as_str()), "{}", name.as_str()));
    }
    let (necessary, statistics) = (page.body.find("id=\"necessary\""), page.body.find("id=\"low_impact\""));
    let matomo = page.body.find("id=\"cookies.matomo\"");
    assert!(necessary.is_some() && necessary < statistics && statistics < matomo);
    let english = browser.get("/cookies?taal=en").await;
    assert!(english.body.contains("Cookies on our website") && english.body.contains("These need no consent."));
    browser.forget();
    assert!(browser.get("/").await.body.contains("href=\"/cookies\""));
}
