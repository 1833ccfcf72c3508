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
    assert!(page.body.contains("hidden>Nagekeken<"), "nothing is verified before the run");
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
    let over = browser.get(&format!("{plan}?gedaan=approve")).await;
    assert_eq!(over.location(), plan, "what has ended does not begin");
    assert!(browser.get(&format!("{plan}/certificaat.pdf")).await.body.starts_with("%PDF"));
    let receipt = browser.get(&format!("{plan}/ontvangst.txt")).await;
    assert!(receipt.body.starts_with("c2sp.org/tlog-proof"), "{}", receipt.body);
}

#[tokio::test]
async fn a_plan_that_waits_says_for_which_source_and_can_be_tried_now() {
    let mut browser = Browser::officer().await;
    let made = browser.post("/werk/bewaren", "/werk/bewaren/plan", &[]).await;
    let plan = made.location().to_owned();
    let sources = browser.test.dir.path().join("sources");
    let (here, away) = (sources.join("primary.sqlite"), sources.join("primary.away"));
    std::fs::rename(&here, &away).unwrap();
    browser.post(&plan, &format!("{plan}/goedkeuren"), &[]).await;
    let mut page = browser.get(&plan).await;
    for _ in 0..600 {
        if !page.body.contains("http-equiv=\"refresh\"") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = browser.get(&plan).await;
    }
    for word in ["Wacht op een bron", "Primair systeem", "Volgende poging", "Probeer nu"] {
        assert!(page.body.contains(word), "{word}: {}", page.body);
    }
    assert!(!page.body.contains("certificaat.pdf") && !page.body.contains("langer dan een dag"));
    assert!(browser.get("/werk/bewaren").await.body.contains("wacht op een bron"));
    browser.test.clock.advance(jiff::SignedDuration::from_hours(25));
    let (login, password) = browser.test.login.clone();
    browser.log_in(&login, &password).await;
    assert!(browser.get(&plan).await.body.contains("langer dan een dag"));

    std::fs::rename(&away, &here).unwrap();
    let done = browser.post(&plan, &format!("{plan}/hervatten"), &[]).await;
    assert_eq!(done.location(), format!("{plan}?gedaan=resume"));
    for _ in 0..1200 {
        page = browser.get(&plan).await;
        if page.body.contains("certificaat.pdf") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{}", page.body);
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
    // The same numbers on both pages, of promises and not of sentences; a list of laws is no promise.
    let numbers = |page: &str| {
        let counts = page.split("g-count__number\">").skip(1);
        counts.map(|rest| rest.split('<').next().unwrap().parse().unwrap()).collect::<Vec<usize>>()
    };
    assert_eq!(numbers(&page.body), numbers(&proof.body));
    assert_eq!(numbers(&proof.body).iter().sum::<usize>(), proof.body.matches("<article").count());
    assert!(page.body.contains("class=\"g-information\" id=\"laws\"") && !proof.body.contains("id=\"laws\""));
    for sentence in proof.body.split("-zin\">").skip(1).map(|rest| rest.split('<').next().unwrap()) {
        assert!(!sentence.ends_with(':') && !sentence.contains(": ."), "{sentence}");
    }
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
async fn the_ledger_speaks_in_words() {
    let mut browser = Browser::officer().await;
    browser.post("/werk/bewijs", "/werk/bewijs", &[]).await;
    let page = browser.get("/werk/logboek").await;
    let facts = page.body.split("<tbody>").nth(1).unwrap();
    for raw in ["&#34;", "answer_on_time", "retention.", "rights.access"] {
        assert!(!facts.contains(raw), "{raw}");
    }
    assert!(facts.contains("recht op inzage") && facts.contains("verzoeken op tijd"), "{facts}");
}

#[tokio::test]
async fn a_request_is_registered_once() {
    let mut browser = Browser::officer().await;
    let form = browser.get("/werk/verzoeken/nieuw").await;
    let csrf = form.body.split("name=\"csrf\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let fields = [
        ("csrf", csrf.as_str()),
        ("kind", "access"),
        ("channel", "phone"),
        ("name", "Fenna Voorbeeld"),
        ("email", "fenna.voorbeeld@example.nl"),
    ];
    let page = browser.post_bare("/werk/verzoeken/nieuw", &fields).await;
    assert!(page.status == StatusCode::OK && page.body.contains("2026-0001"), "{}", page.body);
    let page = browser.post_bare("/werk/verzoeken/nieuw", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "reloading does not register it again");
    assert!(!browser.get("/werk/verzoeken").await.body.contains("2026-0002"));
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
