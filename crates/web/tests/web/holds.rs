//! Placing a hold through the pages: its form, its mistakes, and who may.

use axum::http::StatusCode;
use gestand_app::testing::PASSWORD;

use crate::browser::Browser;
use crate::rights::reviewed;

const PAGE: &str = "/werk/bewaren/blokkeren";

/// Key of Ruben in the primary system.
fn ruben(browser: &Browser) -> String {
    browser.test.known.iter().find(|person| person.name.contains("Ruben")).unwrap().id.to_string()
}

#[tokio::test]
async fn an_officer_holds_a_person_once_and_sees_it_listed() {
    let mut browser = Browser::officer().await;
    let key = ruben(&browser);
    assert!(browser.get("/werk/bewaren").await.body.contains(&format!("href=\"{PAGE}\"")));
    let form = browser.get(PAGE).await;
    assert!(form.body.contains("<optgroup label=\"Primair systeem\"><option value=\"primary\">"), "{}", form.body);
    assert!(form.body.contains("<option value=\"primary:email_address\">"), "also what goes along with another");
    let csrf = form.body.split("name=\"csrf\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let fields = [
        ("csrf", csrf.as_str()),
        ("kind", "claim"),
        ("place", "primary"),
        ("key", key.as_str()),
        ("reason", "zaak 2026-14"),
        ("until", "tot de uitspraak"),
    ];
    let done = browser.post_bare(PAGE, &fields).await;
    assert_eq!(done.location(), "/werk/bewaren?gedaan=hold", "{}", done.body);
    let page = browser.get(done.location()).await;
    for text in
        ["De blokkade is geplaatst", "Geschil of claim</a>", "<td>zaak 2026-14</td>", "<td>tot de uitspraak</td>"]
    {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let again = browser.post_bare(PAGE, &fields).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN, "a second click places no second hold");
    let ledger = browser.get("/werk/logboek").await;
    assert!(!ledger.body.contains("zaak 2026-14") && !ledger.body.contains("uitspraak"));
    assert_eq!(browser.get("/werk/bewaren").await.body.matches("zaak 2026-14").count(), 1);
}

#[tokio::test]
async fn mistakes_are_told_at_their_field_and_what_was_filled_in_stays() {
    let mut browser = Browser::officer().await;
    let key = ruben(&browser);
    let page = browser.post(PAGE, PAGE, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["kind", "place", "key", "reason", "until"] {
        assert!(
            page.body.contains(&format!("href=\"#{field}\"")) && page.body.contains(&format!("id=\"{field}-error\""))
        );
    }
    let fields = [("kind", "claim"), ("place", "primary:contact_moment"), ("key", "999999")];
    let words = [("reason", "zaak 2026-14"), ("until", "tot de uitspraak")];
    let page = browser.post(PAGE, PAGE, &[&fields[..], &words[..]].concat()).await;
    for text in ["De bron kent dit nummer niet", "value=\"primary:contact_moment\" selected", "zaak 2026-14</textarea>"]
    {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let numbered = [("reason", "BSN 999999990"), ("until", "tot de uitspraak")];
    let fields = [("kind", "claim"), ("place", "primary"), ("key", key.as_str())];
    let page = browser.post(PAGE, PAGE, &[&fields[..], &numbered[..]].concat()).await;
    assert!(page.body.contains("id=\"reason-error\"") && page.body.contains("burgerservicenummer"), "{}", page.body);
    assert!(browser.get("/werk/bewaren").await.body.contains("Er zijn geen blokkades"));
    for lang in ["nl", "en"] {
        let page = browser.get(&format!("{PAGE}?taal={lang}")).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("No localization"), "{}", page.body);
    }
}

#[tokio::test]
async fn what_was_filled_in_stays_when_the_source_is_down() {
    let mut browser = Browser::officer().await;
    let key = ruben(&browser);
    let sources = browser.test.dir.path().join("sources");
    let (here, away) = (sources.join("primary.sqlite"), sources.join("primary.away"));
    let asked = [("kind", "claim"), ("place", "primary"), ("key", key.as_str())];
    let words = [("reason", "zaak 2026-14"), ("until", "tot de uitspraak")];
    let fields = [&asked[..], &words[..]].concat();
    std::fs::rename(&here, &away).unwrap();
    let page = browser.post(PAGE, PAGE, &fields).await;
    std::fs::rename(&away, &here).unwrap();
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    let typed = format!("value=\"{key}\"");
    for text in [
        "De bron Primair systeem geeft geen antwoord",
        "id=\"place-error\"",
        "value=\"claim\" checked",
        "<option value=\"primary\" selected>",
        typed.as_str(),
        "zaak 2026-14</textarea>",
        "value=\"tot de uitspraak\"",
    ] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    assert!(browser.get("/werk/bewaren").await.body.contains("Er zijn geen blokkades"));
    let csrf = page.value("csrf");
    let again = browser.post_bare(PAGE, &[&[("csrf", csrf.as_str())][..], &fields[..]].concat()).await;
    assert_eq!(again.location(), "/werk/bewaren?gedaan=hold", "{}", again.body);
}

#[tokio::test]
async fn the_person_of_a_request_is_held_in_each_source() {
    let mut browser = Browser::officer().await;
    let (case, number, _) = reviewed(&mut browser, "restriction", &[("restriction", "accuracy")]).await;
    let id = case.rsplit('/').next().unwrap();
    let form = format!("{PAGE}?verzoek={id}");
    assert!(browser.get(&case).await.body.contains(&format!("href=\"{form}\"")));
    let page = browser.get(&form).await;
    assert!(page.body.contains(&format!("verzoek {number}")) && !page.body.contains("name=\"key\""), "{}", page.body);
    let empty = browser.post(&form, PAGE, &[("case", id)]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.value("case") == id && !empty.body.contains("href=\"#key\""), "{}", empty.body);
    let fields = [("case", id), ("kind", "incident"), ("reason", "zaak 2026-14"), ("until", "tot de uitspraak")];
    let done = browser.post(&form, PAGE, &fields).await;
    assert_eq!(done.location(), "/werk/bewaren?gedaan=hold", "{}", done.body);
    assert!(browser.get("/werk/bewaren").await.body.matches("zaak 2026-14").count() > 1);
}

#[tokio::test]
async fn who_may_not_place_a_hold_sees_no_way_to() {
    let mut browser = Browser::new().await;
    browser.log_in("desk", PASSWORD).await;
    assert!(!browser.get("/werk/bewaren").await.body.contains(PAGE));
    assert_eq!(browser.get(PAGE).await.status, StatusCode::FORBIDDEN);
    let key = ruben(&browser);
    let fields = [("kind", "claim"), ("place", "primary"), ("key", key.as_str()), ("reason", "x"), ("until", "y")];
    assert_eq!(browser.post("/werk", PAGE, &fields).await.status, StatusCode::FORBIDDEN);
    assert!(browser.get("/werk/bewaren").await.body.contains("Er zijn geen blokkades"));
}
