//! The policy through the pages: editing without a script, conflicts, four eyes, and the versions for everyone.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use gestand_app::testing::PASSWORD;
use gestand_web::routes::all;

use crate::browser::{Browser, Page};

const RIGHTS: &str = "/werk/beleid/bestand/model/rights.yaml";
const TERM: (&str, &str) = ("term: 1 month", "term: 2 weeks");

/// The text in the form, as a browser would send it back.
fn text_of(page: &Page) -> String {
    let form = page.body.split("<textarea").nth(1).unwrap().split_once('>').unwrap().1;
    // A browser leaves out the first line end.
    let text = form.split("</textarea>").next().unwrap().strip_prefix('\n').unwrap().to_owned();
    let codes = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    codes.iter().fold(text, |text, (code, plain)| text.replace(code, plain))
}

async fn save(browser: &mut Browser, path: &str, text: &str) -> Page {
    let seen = browser.get(path).await.value("seen");
    browser.post(path, path, &[("seen", &seen), ("step", "save"), ("text", &text.replace('\n', "\r\n"))]).await
}

async fn revision(browser: &mut Browser) -> String {
    browser.get("/werk/beleid").await.value("revision")
}

async fn act(browser: &mut Browser, what: &str, fields: &[(&str, &str)]) -> Page {
    let revision = revision(browser).await;
    let mut all = vec![("revision", revision.as_str())];
    all.extend_from_slice(fields);
    browser.post("/werk/beleid", &format!("/werk/beleid/{what}"), &all).await
}

async fn become_second(browser: &mut Browser) {
    browser.forget();
    browser.log_in("second", PASSWORD).await;
}

#[tokio::test]
async fn a_policy_is_written_proposed_and_approved_by_another() {
    let mut browser = Browser::officer().await;
    let before = browser.get("/verklaring.md").await.body;
    let text = text_of(&browser.get(RIGHTS).await);
    assert!(text.starts_with("# The rights") && text.contains(TERM.0));
    let changed = text.replacen(TERM.0, TERM.1, 1);
    let seen = browser.get(RIGHTS).await.value("seen");
    let page = browser.post(RIGHTS, RIGHTS, &[("seen", &seen), ("step", "check"), ("text", &changed)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Nog niet opgeslagen") && page.body.contains("Wordt"), "{}", page.body);
    assert_eq!(text_of(&page), changed);
    assert!(revision(&mut browser).await.is_empty(), "checking saves nothing");

    let page = save(&mut browser, RIGHTS, &changed).await;
    assert_eq!(page.location(), format!("{RIGHTS}?gedaan=policy-save"), "{}", page.body);
    assert_eq!(text_of(&browser.get(RIGHTS).await), changed, "line ends are plain again");
    let dutch = "commitments:\n  tuin: {topic: introduction, says: {nl: Wij houden de tuin groen.}}\n";
    save(&mut browser, "/werk/beleid/bestand/model/tuin.yaml", dutch).await;
    let page = act(&mut browser, "voorstellen", &[("reason", ""), ("effective_on", "gisteren")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("href=\"#reason\"") && page.body.contains("href=\"#effective_on\""), "{}", page.body);
    let reason = "Wij antwoorden sneller <b>dan eerst</b>.";
    let page = act(&mut browser, "voorstellen", &[("reason", reason)]).await;
    assert_eq!(page.location(), "/werk/beleid?gedaan=policy-propose", "{}", page.body);

    let page = browser.get("/werk/beleid").await;
    assert!(!page.body.contains("/goedkeuren"), "no button for the author");
    let page = act(&mut browser, "goedkeuren", &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("er als laatste in schreef, kan het niet goedkeuren"), "{}", page.body);
    assert_eq!(browser.get("/verklaring.md").await.body, before);

    become_second(&mut browser).await;
    let page = browser.get("/werk/beleid").await;
    assert!(page.body.contains("/goedkeuren") && page.body.contains("&#60;b&#62;dan eerst"), "{}", page.body);
    let revision = revision(&mut browser).await;
    let page = act(&mut browser, "goedkeuren", &[]).await;
    assert_eq!(page.location(), "/werk/beleid?gedaan=policy-active", "{}", page.body);
    let again = browser.post("/werk/beleid", "/werk/beleid/goedkeuren", &[("revision", &revision)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "once");

    // The server that runs speaks under the new version; the old one stays at its address.
    browser.forget();
    let now = browser.get("/verklaring.md").await.body;
    assert_ne!(now, before);
    assert_eq!(browser.get("/verklaring/versies/1/verklaring.md").await.body, before);
    assert_eq!(browser.get("/verklaring/versies/2/verklaring.md").await.body, now);
    assert!(browser.get("/verklaring/versies/1/verklaring.pdf").await.body.starts_with("%PDF"));
    let old = browser.get("/verklaring/versies/1").await;
    assert!(old.body.contains("Dit is een oude versie") && old.body.contains("20 november 2026"), "{}", old.body);
    let new = browser.get("/verklaring/versies/2").await;
    assert!(new.body.contains("Deze versie geldt nu") && new.body.contains("Wat er met deze versie veranderde"));
    let list = browser.get("/verklaring/versies").await;
    assert!(list.body.contains("Wij antwoorden sneller &#60;b&#62;") && list.body.contains("Uit de bestanden"));
    for name in ["officer", "second", "Test "] {
        assert!(!list.body.contains(name), "the public reads no name of an employee: {name}");
    }
    assert!(!new.body.contains("Test officer") && !new.body.contains("Test second") && !new.body.contains(">second<"));
    for lang in ["nl", "en"] {
        for path in ["/verklaring/versies", "/verklaring/versies/1", "/verklaring/versies/2"] {
            let page = browser.get(&format!("{path}?taal={lang}")).await;
            assert!(page.status == StatusCode::OK && !page.body.contains("No localization"), "{path}");
            assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
        }
    }
    // What has no English says that it is Dutch: among the changes, and in the statement (WCAG 3.1.2).
    let english = browser.get("/verklaring/versies/2?taal=en").await.body;
    let told: Vec<&str> = english.split("Wij houden de tuin groen.").collect();
    assert_eq!(told.len(), 3, "{english}");
    assert!(told[0].ends_with("<dd lang=\"nl\">"), "{}", told[0]);
    assert!(told[1].rsplit("<li").next().unwrap().contains("lang=\"nl\""), "{}", told[1]);
    for number in ["0", "3", "99999999999", "-1", "x"] {
        let page = browser.get(&format!("/verklaring/versies/{number}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{number}");
    }
}

#[tokio::test]
async fn who_is_second_keeps_their_text_and_sees_that_of_the_other() {
    let mut browser = Browser::officer().await;
    let first = browser.get(RIGHTS).await;
    let (text, seen) = (text_of(&first), first.value("seen"));
    save(&mut browser, RIGHTS, &text.replacen(TERM.0, "term: 3 weeks", 1)).await;
    become_second(&mut browser).await;
    let mine = text.replacen(TERM.0, TERM.1, 1);
    let fields = [("seen", seen.as_str()), ("step", "save"), ("text", mine.as_str())];
    let page = browser.post(RIGHTS, RIGHTS, &fields).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_eq!(text_of(&page), mine);
    let theirs = page.body.split("<pre").nth(1).unwrap();
    assert!(page.body.contains("Iemand anders heeft dit bestand") && theirs.contains("term: 3 weeks"), "{}", page.body);
    // Knowing that, it can be saved.
    let seen = page.value("seen");
    let page = browser.post(RIGHTS, RIGHTS, &[("seen", &seen), ("step", "save"), ("text", &mine)]).await;
    assert!(page.location().ends_with("gedaan=policy-save"), "{}", page.body);
    // What was proposed is not written in; the text stays in the form.
    act(&mut browser, "voorstellen", &[("reason", "Sneller")]).await;
    let page = browser.post("/werk/beleid", RIGHTS, &[("seen", ""), ("step", "save"), ("text", "requests: {}")]).await;
    assert_eq!((page.status, text_of(&page).as_str()), (StatusCode::CONFLICT, "requests: {}"));
}

#[tokio::test]
async fn only_privacy_officers_have_the_editor() {
    let mut browser = Browser::new().await;
    browser.log_in("desk", PASSWORD).await;
    assert!(!browser.get("/werk").await.body.contains("/werk/beleid"));
    let routes = all();
    let editor: Vec<_> = routes.iter().filter(|route| route.path.starts_with("/werk/beleid")).collect();
    assert_eq!(editor.len(), 8);
    for route in editor {
        let path = route.path.replace("{pack}", "model").replace("{name}", "rights.yaml");
        for method in route.methods {
            let page = match *method {
                "GET" => browser.get(&path).await,
                _ => browser.post("/werk", &path, &[("revision", "1"), ("sure", "yes"), ("note", "x")]).await,
            };
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{method} {path}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn only_the_page_of_a_file_runs_a_script_and_only_ours() {
    let mut browser = Browser::officer().await;
    for path in [RIGHTS, "/werk/beleid/bestand/sector/events.yaml"] {
        let page = browser.get(path).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'; connect-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert!(!page.body.contains("<script>") && !page.body.contains(" onclick"), "{path}");
    }
    for path in ["/werk/beleid", "/werk", "/", "/verklaring/versies"] {
        let page = browser.get(path).await;
        assert!(!page.headers["content-security-policy"].to_str().unwrap().contains("script"), "{path}");
        assert!(!page.body.contains("<script"), "{path}");
    }
    let script = browser.get("/assets/editor.js").await;
    assert_eq!(script.headers["content-type"], "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn hostile_and_broken_texts_are_shown_as_text() {
    let mut browser = Browser::officer().await;
    let hostile = "\n</textarea><script>alert(1)</script>\nrequests: [\n'\"&amp;";
    let page = save(&mut browser, RIGHTS, hostile).await;
    assert!(page.location().ends_with("gedaan=policy-save"), "{}", page.body);
    let page = browser.get(RIGHTS).await;
    assert_eq!(text_of(&page), format!("{hostile}\n"), "the first empty line too");
    assert!(!page.body.contains("<script>"));
    assert!(page.body.contains("niet te lezen") && page.body.contains("href=\"#regel-"), "{}", page.body);
    let overview = browser.get("/werk/beleid").await;
    assert!(overview.body.contains("niet te lezen") && !overview.body.contains("/voorstellen"), "{}", overview.body);
    assert!(overview.body.contains(&format!("{RIGHTS}#regel-")), "{}", overview.body);
    let page = act(&mut browser, "weggooien", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = act(&mut browser, "weggooien", &[("sure", "yes")]).await;
    assert!(page.location().ends_with("policy-discard"));
    assert!(text_of(&browser.get(RIGHTS).await).contains(TERM.0));
    for path in ["model/..%2F..%2Fetc", "model/x.txt", "woonbron/rights.yaml", "sector/none.yaml"] {
        let page = browser.get(&format!("/werk/beleid/bestand/{path}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = browser.post("/werk/beleid", "/werk/beleid/nieuw", &[("name", "../x.yaml")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post("/werk/beleid", "/werk/beleid/nieuw", &[("name", "mandaten.yaml")]).await;
    assert_eq!(page.location(), "/werk/beleid/bestand/model/mandaten.yaml");
    assert_eq!(browser.get(page.location()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_text_that_is_too_large_stays_in_the_form() {
    let mut browser = Browser::officer().await;
    let large = format!("# {}\n", "x".repeat(2 * 1024 * 1024));
    let page = browser.post(RIGHTS, RIGHTS, &[("step", "save"), ("text", &large)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text_of(&page) == large && page.body.contains("hooguit 1 MB"));
    let page = browser.post(RIGHTS, RIGHTS, &[("text", &"x".repeat(5 * 1024 * 1024))]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = act(&mut browser, "voorstellen", &[("reason", &"x".repeat(70_000))]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "the other forms stay small");
}

#[tokio::test]
async fn the_editor_speaks_both_languages() {
    let mut browser = Browser::officer().await;
    let text = text_of(&browser.get(RIGHTS).await).replacen(TERM.0, "term: 3 months", 1);
    save(&mut browser, RIGHTS, &text).await;
    for lang in ["nl", "en"] {
        for path in ["/werk/beleid", RIGHTS, "/werk/beleid/bestand/sector/events.yaml"] {
            let request = browser.request(Method::GET, &format!("{path}?taal={lang}")).body(Body::empty()).unwrap();
            let page = browser.send(request).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
            assert!(!page.body.contains("No localization"), "{path}: {}", page.body);
            let ids: Vec<&str> =
                page.body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            let unique: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), unique.len(), "an id is there twice on {path}");
        }
    }
    let page = browser.get("/werk/beleid?taal=nl").await;
    assert!(page.body.contains("id=\"despite\""), "errors ask for a reason: {}", page.body);
}
