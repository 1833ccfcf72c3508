//! The public form: mistakes, several ways of writing, looking over, sending once.

use axum::http::StatusCode;

use crate::browser::Browser;

const FINE: [(&str, &str); 6] = [
    ("name", "Fenna Voorbeeld"),
    ("email", "fenna.voorbeeld@example.nl"),
    ("birth_date", "12 3 1984"),
    ("postcode", "1234ab"),
    ("relation_number", ""),
    ("message", "Mijn <vorige> woning"),
];

#[tokio::test]
async fn mistakes_are_told_at_the_field_and_above_the_form() {
    let mut browser = Browser::new().await;
    let wrong = [("name", ""), ("email", "geen adres"), ("birth_date", "31-02-2000"), ("postcode", "12")];
    let page = browser.post("/verzoek/inzage", "/verzoek/inzage", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("<title>Fout:"), "{}", page.body);
    for field in ["name", "email", "birth_date", "postcode"] {
        assert!(page.body.contains(&format!("href=\"#{field}\"")), "no link to {field}");
        assert!(page.body.contains(&format!("id=\"{field}-error\"")), "no text at {field}");
        let input = page.body.split(&format!("id=\"{field}\"")).nth(1).unwrap().split('>').next().unwrap();
        assert!(input.contains("aria-invalid=\"true\"") && input.contains(&format!("{field}-error")), "{input}");
    }
    assert!(page.body.contains("value=\"geen adres\""), "what was filled in stays");
}

#[tokio::test]
async fn a_request_is_looked_over_and_sent_once() {
    let mut browser = Browser::new().await;
    let page = browser.post("/verzoek/inzage", "/verzoek/inzage", &FINE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Klopt dit?") && page.body.contains("Mijn &#60;vorige&#62; woning"), "{}", page.body);

    let csrf = page.value("csrf");
    let mut fields = FINE.to_vec();
    fields.extend([("csrf", csrf.as_str()), ("step", "change")]);
    let page = browser.post_bare("/verzoek/inzage", &fields).await;
    assert!(page.body.contains("value=\"12 3 1984\""), "one can change it");

    fields.retain(|(name, _)| *name != "step");
    fields.push(("step", "send"));
    let page = browser.post_bare("/verzoek/inzage", &fields).await;
    assert!(page.body.contains("2026-0001"), "{}", page.body);
    // 20 November + 1 month is a Sunday: the first working day after it.
    assert!(page.body.contains("21 december 2026"), "{}", page.body);

    let page = browser.post_bare("/verzoek/inzage", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "reloading does not send it again");
    assert_eq!(browser.get("/verzoek/inbreken").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn number_and_code_open_the_page_and_nothing_secret_is_in_an_address() {
    let mut browser = Browser::new().await;
    let mut fields = FINE.to_vec();
    fields.push(("step", "send"));
    let sent = browser.post("/verzoek/verwijderen", "/verzoek/verwijderen", &fields).await;
    let code = sent.after("<dd><code>");
    assert_eq!(code.len(), 14);

    assert_eq!(browser.get("/volgen/mijn").await.location(), "/volgen");
    let page = browser.post("/volgen", "/volgen", &[("number", "2026-0001"), ("code", "AAAA-BBBB-CCCC")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("AAAA"), "the code is not shown again");

    let typed = code.to_lowercase().replace('-', " ");
    let page = browser.post("/volgen", "/volgen", &[("number", " 2026-0001 "), ("code", &typed)]).await;
    assert_eq!(page.location(), "/volgen/mijn");
    let page = browser.get("/volgen/mijn").await;
    assert!(page.body.contains("Verzoek 2026-0001") && page.body.contains("aria-current=\"step\""), "{}", page.body);
    assert_eq!(browser.get("/volgen/mijn/antwoord/pdf").await.status, StatusCode::NOT_FOUND, "no answer yet");

    browser.post("/volgen/mijn", "/volgen/mijn/intrekken", &[]).await;
    assert!(browser.get("/volgen/mijn").await.body.contains("Ontvangen"), "without a confirmation nothing happens");
    browser.post("/volgen/mijn", "/volgen/mijn/intrekken", &[("sure", "yes")]).await;
    assert!(browser.get("/volgen/mijn").await.body.contains("U hebt dit verzoek ingetrokken"));

    let page = browser.post("/volgen/mijn", "/volgen/uit", &[]).await;
    assert_eq!(page.location(), "/volgen");
    assert_eq!(browser.get("/volgen/mijn").await.location(), "/volgen");
}
