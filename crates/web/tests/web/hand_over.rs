//! Handing over the statement through the pages, and the version that held on a day.

use axum::http::StatusCode;
use gestand_app::testing::PASSWORD;

use crate::browser::Browser;

const PAGE: &str = "/werk/uitreiken";

#[tokio::test]
async fn the_desk_records_and_looks_up_and_the_number_is_in_no_address() {
    let mut browser = Browser::new().await;
    browser.log_in("desk", PASSWORD).await;
    assert!(
        browser.get("/werk").await.body.contains(&format!("href=\"{PAGE}\"")),
        "it is in the menu of every employee"
    );
    let page = browser.get(PAGE).await;
    assert!(page.body.contains("href=\"/verklaring.pdf\"") && page.body.contains("Bij het tekenen"), "{}", page.body);
    let page = browser.post(PAGE, PAGE, &[("number", "HUUR-5511"), ("moment", "at_signing"), ("way", "paper")]).await;
    assert_eq!(page.location(), format!("{PAGE}?gedaan=hand-over"), "{}", page.body);
    assert!(browser.get(page.location()).await.body.contains("Vastgelegd dat de verklaring"));

    let look_up = format!("{PAGE}/opzoeken");
    let page = browser.post(PAGE, &look_up, &[("of", "huur-5511")]).await;
    assert_eq!((page.status, page.location()), (StatusCode::OK, ""));
    for text in ["20 november 2026", "/verklaring/versies/1", "Bij het tekenen van het contract</td>", "Op papier</td>"]
    {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let page = browser.post(PAGE, &look_up, &[("of", "HUUR-5512")]).await;
    assert!(page.body.contains("niets vastgelegd") && !page.body.contains("<table"), "{}", page.body);

    // A number in the address is not read.
    let page = browser.get(&format!("{PAGE}?number=HUUR-5511&of=HUUR-5511")).await;
    assert!(!page.body.contains("HUUR-5511") && !page.body.contains("<table"), "{}", page.body);
    assert_eq!(browser.get(&look_up).await.status, StatusCode::METHOD_NOT_ALLOWED);

    browser.forget();
    browser.log_in("officer", PASSWORD).await;
    let ledger = browser.get("/werk/logboek").await;
    assert!(ledger.body.contains("Privacyverklaring uitgereikt") && !ledger.body.contains("HUUR-5511"));
}

#[tokio::test]
async fn mistakes_are_told_at_the_form_they_belong_to() {
    let mut browser = Browser::officer().await;
    let page = browser.post(PAGE, PAGE, &[("number", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["number", "moment", "way"] {
        assert!(page.body.contains(&format!("href=\"#{field}\"")) && page.body.contains(&format!("id=\"{field}\"")));
    }
    let page = browser.post(PAGE, &format!("{PAGE}/opzoeken"), &[("of", &"9".repeat(41))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("href=\"#of\"") && page.body.contains("te lang"), "{}", page.body);
    for lang in ["nl", "en"] {
        let page = browser.get(&format!("{PAGE}?taal={lang}")).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("No localization"), "{}", page.body);
    }
}

#[tokio::test]
async fn everyone_sees_which_version_held_on_a_day() {
    let mut browser = Browser::new().await;
    let page = browser.get("/verklaring/versies?op=20-11-2026").await;
    assert!(page.body.contains("gold deze versie: <a") && page.body.contains("value=\"20-11-2026\""), "{}", page.body);
    let page = browser.get("/verklaring/versies?op=2026-10-01").await;
    assert!(page.body.contains("nog geen van deze versies"), "{}", page.body);
    for (day, says) in [("21-11-2026", "nog niet geweest"), ("x%3Cb%3E", "geen datum")] {
        let page = browser.get(&format!("/verklaring/versies?op={day}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(page.body.contains(says) && !page.body.contains("<b>"), "{}", page.body);
    }
}
