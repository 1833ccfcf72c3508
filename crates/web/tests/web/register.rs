//! The register of processing activities: the page, its forms for programs, and lasting addresses.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use crate::browser::Browser;

async fn asked(browser: &mut Browser, path: &str, accept: &str) -> crate::browser::Page {
    let request = browser.request(Method::GET, path).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn anyone_can_read_the_register_with_its_pictures() {
    let mut browser = Browser::new().await;
    let page = browser.get("/register").await;
    assert_eq!(page.status, StatusCode::OK);
    let activities = browser.test.app.policy().document.activities.len();
    assert_eq!(page.body.matches("<details class=\"g-entry\"").count(), activities);
    assert_eq!(page.body.matches("class=\"g-picture g-flow\"").count(), activities);
    assert_eq!(page.body.matches("class=\"g-picture g-timeline\"").count(), 1);
    assert!(
        page.body.contains("Stichting Woonstede Voorbeeld") && page.body.contains("fg@woonstede-voorbeeld.example")
    );
    assert!(!page.headers.contains_key(header::SET_COOKIE));
    let english = browser.get("/register?taal=en").await;
    assert!(english.body.contains("Register of processing activities") && english.body.contains("From whom"));
}

#[tokio::test]
async fn a_version_and_an_activity_have_lasting_addresses_in_every_form() {
    let mut browser = Browser::new().await;
    let version = browser.test.app.policy().version.clone();
    let whole = format!("/register/{version}");
    let one = format!("{whole}/rent_collection");
    for (address, many) in [(&whole, true), (&one, false)] {
        assert_eq!(browser.get(address).await.status, StatusCode::OK);
        let json: Value = serde_json::from_str(&browser.get(&format!("{address}.json")).await.body).unwrap();
        assert_eq!(json["policy_version"], version.as_str());
        assert_eq!(json["activities"].as_array().unwrap().len() > 1, many);
        let linked = browser.get(&format!("{address}.jsonld")).await;
        assert_eq!(linked.headers[header::CONTENT_TYPE], "application/ld+json");
        let graph: Value = serde_json::from_str(&linked.body).unwrap();
        let id = format!("{whole}/rent_collection");
        let found = graph["@graph"].as_array().unwrap().iter().find(|node| node["@id"] == id.as_str()).unwrap();
        assert_eq!(found["@type"], "dpv:Process");
        let csv = browser.get(&format!("{address}.csv")).await;
        assert!(csv.body.starts_with("Kenmerk,Verwerkingsactiviteit,Doel"));
        let name = csv.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.starts_with("attachment; filename=\"register-") && name.ends_with(".csv\""), "{name}");
        let xlsx = browser.get(&format!("{address}.xlsx")).await;
        assert!(xlsx.body.starts_with("PK") && xlsx.status == StatusCode::OK);
    }
}

#[tokio::test]
async fn a_program_asks_for_its_form_by_accept() {
    let mut browser = Browser::new().await;
    let address = format!("/register/{}", browser.test.app.policy().version);
    for (accept, kind) in [
        ("application/ld+json", "application/ld+json"),
        ("application/json;q=0.9, text/csv;q=0.5", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
    ] {
        for path in [&address, &format!("{address}/newsletter"), &"/register".to_owned()] {
            let page = asked(&mut browser, path, accept).await;
            assert_eq!(page.headers[header::CONTENT_TYPE], kind, "{path} {accept}");
            assert!(page.headers[header::VARY].to_str().unwrap().contains("accept"), "{path}");
        }
    }
}

#[tokio::test]
async fn the_first_digits_lead_to_the_whole_address_and_strange_ones_to_nothing() {
    let mut browser = Browser::new().await;
    let version = browser.test.app.policy().version.clone();
    let short = &version[..12];
    for (from, to) in [
        (format!("/register/{short}"), format!("/register/{version}")),
        (format!("/register/{short}.csv"), format!("/register/{version}.csv")),
        (format!("/register/{short}/newsletter.jsonld"), format!("/register/{version}/newsletter.jsonld")),
    ] {
        let page = browser.get(&from).await;
        assert_eq!((page.status, page.location()), (StatusCode::TEMPORARY_REDIRECT, to.as_str()));
    }
    for strange in [
        format!("/register/{}", &version[..4]),
        format!("/register/{version}0"),
        "/register/ffffffffffffffff".to_owned(),
        format!("/register/{version}.exe"),
        format!("/register/{version}/geen_activiteit"),
        format!("/register/{version}/newsletter.exe"),
        "/register/%3Cscript%3E".to_owned(),
    ] {
        assert_eq!(browser.get(&strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
}
