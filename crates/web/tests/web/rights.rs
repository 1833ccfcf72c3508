//! Rectification, restriction and portability through the pages alone: their forms, and what an officer does.

use axum::http::StatusCode;

use crate::browser::{Browser, Page};

/// The first address in a page that begins so, with the id behind it.
fn link(page: &Page, start: &str) -> String {
    let rest =
        page.body.split(&format!("href=\"{start}")).nth(1).unwrap_or_else(|| panic!("no {start}: {}", page.body));
    format!("{start}{}", &rest[..36])
}

/// Registered for Fenna by an officer, and brought to its review. Gives the address of the case, number and code.
pub async fn reviewed(browser: &mut Browser, kind: &str, fields: &[(&str, &str)]) -> (String, String, String) {
    let fenna = browser.test.known.iter().find(|person| person.name.contains("Fenna")).unwrap();
    let (name, email, number) = (fenna.name.clone(), fenna.email.clone(), fenna.relation_number.clone());
    let mut all = vec![("kind", kind), ("channel", "phone"), ("name", &name), ("email", &email)];
    all.push(("relation_number", &number));
    all.extend_from_slice(fields);
    let page = browser.post("/werk/verzoeken/nieuw", "/werk/verzoeken/nieuw", &all).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (shown, code) = (page.after("<dt>Nummer</dt><dd>"), page.after("<dd><code>"));
    let case = link(&page, "/werk/verzoeken/");
    let method = browser.get(&case).await.value("method");
    browser.post(&case, &format!("{case}/identiteit"), &[("method", &method)]).await;
    // She is in two sources: an officer says that both are her.
    let page = browser.get(&case).await;
    let candidates = page.body.split("name=\"candidate\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let candidates: Vec<_> = candidates.map(|candidate| ("candidate", candidate)).collect();
    assert!(candidates.len() > 1, "{}", page.body);
    browser.post(&case, &format!("{case}/persoon"), &candidates).await;
    let page = browser.get(&case).await;
    assert!(page.body.contains("Documenten (gelijk: relatienummer") && !page.body.contains("{&#34;"), "{}", page.body);
    let tasks: Vec<String> = page.body.split("href=\"/werk/taken/").skip(1).map(|rest| rest[..36].to_owned()).collect();
    for task in tasks {
        let path = format!("/werk/taken/{task}");
        let csrf = browser.get(&path).await.value("csrf");
        browser.post_files(&path, &[("csrf", None, csrf.as_bytes()), ("found", None, b"nothing")]).await;
    }
    (case, shown, code)
}

#[tokio::test]
async fn the_public_forms_take_a_request_and_tell_mistakes_at_their_row() {
    let mut browser = Browser::new().await;
    let page = browser.get("/verzoek").await;
    for path in ["verbeteren", "beperken", "meenemen"] {
        assert!(page.body.contains(&format!("href=\"/verzoek/{path}\"")), "{path}");
    }
    let path = "/verzoek/verbeteren";
    let page = browser.get(path).await;
    assert!(page.body.contains("<optgroup") && page.body.contains("<option value=\"email\""));
    assert!(!page.body.contains("value=\"bsn\"") && !page.body.contains("id=\"item_3\""));
    let who = [("name", "Fenna Voorbeeld"), ("email", "fenna@example.nl")];
    let with = |more: &[(&'static str, &'static str)]| [&who[..], more].concat();
    let page = browser.post(path, path, &with(&[("step", "more"), ("item_1", "email")])).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("id=\"item_3\"") && page.body.contains("<option value=\"email\" selected>"));
    let page =
        browser.post(path, path, &with(&[("step", "check"), ("item_2", "email"), ("value_2", "geen adres")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("href=\"#value_2\"") && page.body.contains("id=\"value_2-error\""), "{}", page.body);
    let empty = browser.post(path, path, &with(&[("step", "check")])).await;
    assert!(empty.body.contains("href=\"#item_1\"") && empty.body.contains("id=\"item_1-error\""));
    let right = with(&[("step", "check"), ("item_2", "email"), ("value_2", "nieuw@example.nl")]);
    let page = browser.post(path, path, &right).await;
    assert!(
        page.body.contains("Moet worden: e-mailadres")
            && page.body.contains("name=\"value_2\" value=\"nieuw@example.nl\"")
    );
    let send = with(&[("step", "send"), ("item_2", "email"), ("value_2", "nieuw@example.nl")]);
    assert!(browser.post(path, path, &send).await.body.contains("Wij hebben het verzoek ontvangen"));

    let path = "/verzoek/beperken";
    let none = browser.post(path, path, &with(&[("step", "check")])).await;
    assert!(none.body.contains("href=\"#restriction\"") && none.body.contains("id=\"restriction-error\""));
    assert_eq!(none.body.matches("type=\"radio\"").count(), 4, "the four grounds of Art. 18(1)");
    let page = browser.post(path, path, &with(&[("step", "check"), ("restriction", "claim")])).await;
    assert!(page.body.contains("voor een rechtszaak") && page.body.contains("name=\"restriction\" value=\"claim\""));
    let path = "/verzoek/meenemen";
    let page = browser.post(path, path, &with(&[("step", "check"), ("transfer_to", "Woonstichting Elders")])).await;
    assert!(page.body.contains("Woonstichting Elders"), "{}", page.body);
}

#[tokio::test]
async fn an_officer_corrects_tells_a_recipient_and_the_person_sees_it() {
    let mut browser = Browser::officer().await;
    let fields = [("item_1", "email"), ("value_1", "nieuw@example.nl")];
    let (case, number, code) = reviewed(&mut browser, "rectification", &fields).await;
    let page = browser.get(&case).await;
    assert!(
        page.body.contains("<ins>nieuw@example.nl</ins>") && page.body.contains("<dt>Moet worden: e-mailadres</dt>")
    );
    let finding = page.value("finding");
    let wrong = browser.post(&case, &format!("{case}/corrigeren"), &[("finding", &finding), ("v-waarde", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#values\"") && wrong.body.contains("id=\"values\""), "{}", wrong.body);
    let right = [("finding", finding.as_str()), ("v-waarde", "nieuwer@example.nl")];
    let done = browser.post(&case, &format!("{case}/corrigeren"), &right).await;
    assert_eq!(done.location(), format!("{case}?gedaan=verdict"), "{}", done.body);
    browser.complete(&case).await;
    let page = browser.get(&case).await;
    let tell = link(&page, "/werk/opvolging/");
    assert!(page.body.contains("Vertel het de ontvanger") && browser.get("/werk").await.body.contains(&tell));
    let shown = browser.get(&tell).await;
    assert!(shown.body.contains("e-mailadres") && shown.body.contains("artikel 19"));
    let wrong = browser.post(&tell, &tell, &[("outcome", "not_done"), ("note", " ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.post(&tell, &tell, &[("outcome", "done"), ("done_on", "19-11-2026")]).await;
    assert_eq!(done.location(), format!("{tell}?gedaan=follow-up"));
    let again = browser.post("/werk", &tell, &[("outcome", "done")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    browser.post("/volgen", "/volgen", &[("number", &number), ("code", &code)]).await;
    let mine = browser.get("/volgen/mijn").await;
    assert!(mine.body.contains("verteld op 19 november 2026"), "{}", mine.body);
    let answer = browser.get("/volgen/mijn/antwoord/html").await;
    assert!(answer.body.contains("nieuwer@example.nl") && answer.body.contains("Wat er is veranderd"));
}

#[tokio::test]
async fn a_restriction_is_lifted_in_two_steps() {
    let mut browser = Browser::officer().await;
    let (case, number, code) = reviewed(&mut browser, "restriction", &[("restriction", "accuracy")]).await;
    browser.post(&case, &format!("{case}/voorstellen"), &[]).await;
    browser.complete(&case).await;
    let by_hand = async |browser: &mut Browser| {
        let page = browser.get(&case).await;
        let ids: Vec<_> =
            page.body.split("href=\"/werk/opvolging/").skip(1).map(|rest| rest[..36].to_owned()).collect();
        for id in ids {
            let path = format!("/werk/opvolging/{id}");
            if browser.get(&path).await.body.contains("value=\"done\"") {
                browser.post(&path, &path, &[("outcome", "done")]).await;
            }
        }
    };
    by_hand(&mut browser).await;
    let page = browser.get(&case).await;
    assert!(
        page.body.contains(&format!("action=\"{case}/opheffen\"")) && !page.body.contains("/sluiten\""),
        "{}",
        page.body
    );
    let early = browser.post(&case, &format!("{case}/opheffen/verteld"), &[("told_on", "20-11-2026")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let reason = [("reason", "Nagekeken: het klopt.")];
    let done = browser.post(&case, &format!("{case}/opheffen"), &reason).await;
    assert_eq!(done.location(), format!("{case}?gedaan=lift-announced"));
    assert!(browser.get(&format!("{case}/opheffen.pdf")).await.body.starts_with("%PDF"));
    let wrong =
        browser.post(&case, &format!("{case}/opheffen/verteld"), &[("told_on", ""), ("told_by", "letter")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("id=\"told_on-error\""));
    browser.post("/volgen", "/volgen", &[("number", &number), ("code", &code)]).await;
    let mine = browser.get("/volgen/mijn").await;
    assert!(
        mine.body.contains("Nagekeken: het klopt.") && mine.body.contains("bewaren wij alleen nog"),
        "{}",
        mine.body
    );
    let told = [("told_on", "20-11-2026"), ("told_by", "letter")];
    let done = browser.post(&case, &format!("{case}/opheffen/verteld"), &told).await;
    assert_eq!(done.location(), format!("{case}?gedaan=lift-told"), "{}", done.body);
    by_hand(&mut browser).await;
    assert!(browser.get(&case).await.body.contains(&format!("action=\"{case}/sluiten\"")));
    assert!(!browser.get("/volgen/mijn").await.body.contains("bewaren wij alleen nog"));
}

#[tokio::test]
async fn data_go_to_another_only_where_the_person_asked() {
    let mut browser = Browser::officer().await;
    for (asked, status) in [("Woonstichting Elders", StatusCode::OK), ("", StatusCode::CONFLICT)] {
        let (case, ..) = reviewed(&mut browser, "portability", &[("transfer_to", asked)]).await;
        if browser.get(&case).await.body.contains("/voorstellen\"") {
            browser.post(&case, &format!("{case}/voorstellen"), &[]).await;
        }
        browser.complete(&case).await;
        assert_eq!(browser.get(&format!("{case}/overdracht.zip")).await.status, status, "{asked}");
        let noted = browser.post(&case, &format!("{case}/overgedragen"), &[]).await;
        assert_eq!(noted.status == StatusCode::SEE_OTHER, status == StatusCode::OK);
        let page = browser.get(&case).await;
        assert_eq!(page.body.contains("doorgegeven aan Woonstichting Elders"), status == StatusCode::OK);
    }
}
