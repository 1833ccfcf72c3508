//! The yearly question to clear an archive: shown with its owner, answered with a number or with nothing, corrected.

use axum::http::StatusCode;

use crate::browser::Browser;

#[tokio::test]
async fn a_colleague_says_how_much_was_destroyed() {
    let mut browser = Browser::officer().await;
    browser.test.app.ask_archives().await.unwrap();
    let today = browser.get("/werk").await;
    let task = today.body.split("href=\"/werk/archief/").nth(1).unwrap()[..36].to_owned();
    assert!(today.body.contains("id=\"archief\"") && today.body.contains("Papieren archief"));
    let path = format!("/werk/archief/{task}");
    let page = browser.get(&path).await;
    assert!(page.body.contains("Voor: ") && page.body.contains("2026"), "{}", page.body);
    for wrong in ["", "veel", "0", "-3"] {
        let told = browser.post(&path, &path, &[("records", wrong), ("found", "something")]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(told.body.contains("id=\"records-error\""));
    }
    let done = browser.post(&path, &path, &[("records", "12"), ("found", "something")]).await;
    assert_eq!(done.location(), format!("{path}?gedaan=archive"));
    let page = browser.get(done.location().to_owned().as_str()).await;
    assert!(page.body.contains("Vernietigd: 12") && page.body.contains("Het antwoord is vastgelegd."));
    browser.post(&path, &path, &[("found", "nothing")]).await;
    assert!(browser.get(&path).await.body.contains("Er was niets over de termijn"));
}
