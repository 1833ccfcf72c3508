//! Every address of the table: headers, login, and forms that did not come from us.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use gestand_web::routes::{Access, all};

use crate::browser::Browser;

fn filled(path: &str) -> String {
    path.replace("{index}", "0")
        .replace("{id}", "01900000-0000-7000-8000-000000000000")
        .replace("{kind}", "inzage")
        .replace("{form}", "pdf")
        .replace("{number}", "1")
        .replace("{pack}", "model")
        .replace("{name}", "rights.yaml")
        .replace("{*path}", "gestand.css")
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let mut browser = Browser::new().await;
    let mut paths: Vec<_> = all().iter().map(|route| filled(route.path)).collect();
    paths.push("/bestaat-niet".to_owned());
    for path in paths {
        let page = browser.get(&path).await;
        for name in ["content-security-policy", "x-frame-options", "referrer-policy", "permissions-policy"] {
            assert!(page.headers.contains_key(name), "{path} lacks {name}");
        }
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{path}");
        assert!(!page.headers.contains_key("strict-transport-security"), "{path} is not https here");
        let kept = if path.starts_with("/assets") { "public, max-age=3600" } else { "no-store" };
        assert_eq!(page.headers[header::CACHE_CONTROL], kept, "{path}");
    }
}

#[tokio::test]
async fn without_a_login_nothing_of_the_workspace_is_shown_or_done() {
    let mut browser = Browser::new().await;
    for route in all().iter().filter(|route| route.access == Access::Work) {
        for method in route.methods {
            let path = filled(route.path);
            let request = browser.request(method.parse().unwrap(), &path).body(Body::empty()).unwrap();
            let page = browser.send(request).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{method} {path}");
            assert!(page.location().starts_with("/inloggen?naar=/werk") || path == "/uitloggen", "{method} {path}");
        }
    }
    for route in all().iter().filter(|route| route.path.starts_with("/werk")) {
        assert_eq!(route.access, Access::Work, "{}", route.path);
    }
}

#[tokio::test]
async fn a_form_without_our_value_is_refused() {
    let mut browser = Browser::officer().await;
    for route in all().iter().filter(|route| route.methods.contains(&"POST")) {
        let path = filled(route.path);
        for csrf in [&[][..], &[("csrf", "0000000000000000000000000000000000000000000000000000000000000000")][..]] {
            let page = browser.post_bare(&path, csrf).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            assert!(page.body.contains("niet meer geldig"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_even_with_our_value() {
    let mut browser = Browser::new().await;
    let csrf = browser.get("/volgen").await.value("csrf");
    let request = browser
        .request(Method::POST, "/volgen")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(format!("csrf={csrf}&number=1&code=2")))
        .unwrap();
    let page = browser.send(request).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("andere website"), "{}", page.body);
}

#[tokio::test]
async fn the_value_of_one_browser_is_worth_nothing_in_another() {
    let mut browser = Browser::new().await;
    let csrf = browser.get("/volgen").await.value("csrf");
    browser.forget();
    browser.get("/volgen").await;
    let page = browser.post_bare("/volgen", &[("csrf", &csrf), ("number", "1"), ("code", "2")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pages_without_a_form_set_no_cookie() {
    let mut browser = Browser::new().await;
    for path in ["/", "/bewijs", "/verzoek", "/verklaring.md", "/bestaat-niet"] {
        let page = browser.get(path).await;
        assert!(!page.headers.contains_key(header::SET_COOKIE), "{path}");
    }
}

#[tokio::test]
async fn errors_are_pages_in_plain_language() {
    let mut browser = Browser::new().await;
    let page = browser.get("/bestaat-niet").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("Deze pagina is er niet"));
    let page = browser.get("/bestaat-niet?taal=en").await;
    assert!(page.body.contains("<html lang=\"en\"") && page.body.contains("This page does not exist"));
    browser.forget();

    let request = browser.request(Method::PUT, "/bewijs").body(Body::empty()).unwrap();
    let page = browser.send(request).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.body.contains("Dit kan hier niet"));

    let large = "x".repeat(70_000);
    let page = browser.post("/verzoek/inzage", "/verzoek/inzage", &[("message", &large)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains("te veel tekst"));
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down() {
    let mut browser = Browser::new().await;
    for _ in 0..5 {
        let page = browser.post("/inloggen", "/inloggen", &[("login", "officer"), ("password", "guess")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("<title>Fout:"));
    }
    let page = browser.post("/inloggen", "/inloggen", &[("login", "officer"), ("password", "guess")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_employee_without_the_right_function_is_told_so() {
    let mut browser = Browser::new().await;
    browser.log_in("desk", gestand_app::testing::PASSWORD).await;
    assert_eq!(browser.get("/werk").await.status, StatusCode::OK);
    let page = browser.get("/werk/logboek").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("niet met deze functie"));
    let page = browser.post("/werk", "/werk/bewijs", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
