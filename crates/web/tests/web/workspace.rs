//! Retention, plans, proof and ledger through the pages.

use axum::http::StatusCode;

use crate::browser::Browser;

#[tokio::test]
async fn all_pages_of_the_workspace_open_in_both_languages() {
    let mut browser = Browser::officer().await;
    for lang in ["nl", "en"] {
        let list =
            ["/werk", "/werk/verzoeken", "/werk/verzoeken/nieuw", "/werk/bewaren", "/werk/bewijs", "/werk/logboek"];
        for path in list {
            let page = browser.get(&format!("{path}?taal={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
            assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            assert!(!page.body.contains("No localization"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_retention_plan_is_proposed_approved_and_certified() {
    let mut browser = Browser::officer().await;
    let made = browser.post("/werk/bewaren", "/werk/bewaren/plan", &[]).await;
    let plan = made.location().to_owned();
    assert!(plan.starts_with("/werk/plannen/"), "{}", made.body);
    let page = browser.get(&plan).await;
    assert!(page.body.contains("Wacht op goedkeuring") && page.body.contains("/goedkeuren"), "{}", page.body);
    let early = browser.get(&format!("{plan}/certificaat.pdf")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let twice = browser.post("/werk/bewaren", "/werk/bewaren/plan", &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "one open plan at a time");

    let done = browser.post(&plan, &format!("{plan}/goedkeuren"), &[]).await;
    assert_eq!(done.location(), format!("{plan}?gedaan=approve"));
    let mut page = browser.get(&plan).await;
    for _ in 0..600 {
        if !page.body.contains("http-equiv=\"refresh\"") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = browser.get(&plan).await;
    }
    assert!(page.body.contains("certificaat.pdf"), "{}", page.body);
    assert!(browser.get(&format!("{plan}/certificaat.pdf")).await.body.starts_with("%PDF"));
    let receipt = browser.get(&format!("{plan}/ontvangst.txt")).await;
    assert!(receipt.body.starts_with("c2sp.org/tlog-proof"), "{}", receipt.body);
}

#[tokio::test]
async fn checks_colour_the_statement_and_give_receipts() {
    let mut browser = Browser::officer().await;
    assert!(!browser.get("/").await.body.contains("g-mark--broken"));
    let done = browser.post("/werk/bewijs", "/werk/bewijs", &[]).await;
    assert_eq!(done.location(), "/werk/bewijs?gedaan=checks");
    browser.forget();
    let page = browser.get("/").await;
    assert!(page.body.contains("g-mark--broken"), "the synthetic corporation has a planted broken promise");
    let proof = browser.get("/bewijs").await;
    assert_eq!(proof.body.matches("<h1").count(), 1);
    let index = proof.after("href=\"/bewijs/ontvangst/");
    let index: String = index.chars().take_while(char::is_ascii_digit).collect();
    let receipt = browser.get(&format!("/bewijs/ontvangst/{index}")).await;
    assert_eq!(receipt.status, StatusCode::OK);
    assert_eq!(browser.get("/bewijs/ontvangst/999999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/kettingpunt").await.status, StatusCode::OK);
    // Every mark links to a promise that is on the proof page.
    for target in page.body.split("href=\"/bewijs#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(proof.body.contains(&format!("id=\"{target}\"")), "{target}");
    }
}

#[tokio::test]
async fn the_ledger_is_verified_on_request() {
    let mut browser = Browser::officer().await;
    let page = browser.post("/werk/logboek", "/werk/logboek", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Alles klopt"), "{}", page.body);
}

#[tokio::test]
async fn the_statement_is_there_as_page_text_and_pdf() {
    let mut browser = Browser::new().await;
    let page = browser.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    let ids: Vec<&str> = page.body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "an id is there twice");
    assert!(browser.get("/verklaring.pdf").await.body.starts_with("%PDF"));
    assert!(browser.get("/verklaring.md").await.body.starts_with("# "));
}
