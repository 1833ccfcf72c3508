//! A request from the form to the downloaded answer, through the pages alone.

use axum::http::StatusCode;

use crate::browser::{Browser, Page};

/// The value of the hidden input of the form that goes to `action`.
fn has_action(page: &Page, action: &str) -> bool {
    page.body.contains(&format!("/{action}\""))
}

#[tokio::test]
async fn a_request_for_access_goes_all_the_way() {
    let mut browser = Browser::officer().await;
    let known = &browser.test.known[0];
    let (name, email, number) = (known.name.clone(), known.email.clone(), known.relation_number.clone());
    let fields = [
        ("kind", "access"),
        ("channel", "phone"),
        ("name", name.as_str()),
        ("email", email.as_str()),
        ("relation_number", number.as_str()),
    ];
    let page = browser.post("/werk/verzoeken/nieuw", "/werk/verzoeken/nieuw", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    let code = page.after("<dd><code>");
    let id = page.body.split("href=\"/werk/verzoeken/").find(|part| part.starts_with("01")).unwrap()[..36].to_owned();
    let case = format!("/werk/verzoeken/{id}");

    let page = browser.get(&case).await;
    assert!(has_action(&page, "identiteit") && page.body.contains(&name), "{}", page.body);
    let method = page.value("method");
    let done = browser.post(&case, &format!("{case}/identiteit"), &[("method", &method)]).await;
    assert_eq!(done.location(), format!("{case}?gedaan=identity"));

    let page = browser.get(done.location().to_owned().as_str()).await;
    assert!(page.body.contains("De identiteit is vastgesteld."));
    let none = browser.post(&case, &format!("{case}/persoon"), &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody chosen is not an answer");
    let candidate = page.value("candidate");
    assert!(candidate.contains(':'), "{}", page.body);
    browser.post(&case, &format!("{case}/persoon"), &[("candidate", &candidate)]).await;

    let page = browser.get(&case).await;
    let tasks: Vec<String> = page.body.split("href=\"/werk/taken/").skip(1).map(|rest| rest[..36].to_owned()).collect();
    for task in tasks {
        let path = format!("/werk/taken/{task}");
        let form = browser.get(&path).await;
        let csrf = form.value("csrf");
        let send = [("csrf", None, csrf.as_bytes()), ("answer", None, b" ".as_slice())];
        let empty = browser.post_files(&path, &[send[0], send[1], ("found", None, b"something")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = ("file", Some("x.exe"), b"MZ".as_slice());
        let wrong = browser.post_files(&path, &[send[0], send[1], wrong, ("found", None, b"something")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("id=\"file-error\""));
        browser.post_files(&path, &[send[0], send[1], ("found", None, b"nothing")]).await;
        let page = browser.get(&path).await;
        assert!(page.body.contains("Klopt het antwoord niet?"), "it can be corrected: {}", page.body);
    }

    let page = browser.get(&case).await;
    assert!(page.body.contains("g-finding"), "{}", page.body);
    let open = |page: &Page| page.body.matches("<details class=\"g-details\" open><summary>Oordeel").count();
    assert!(open(&page) <= 1, "at most one form is open");
    let last = page.body.rsplit("name=\"finding\" value=\"").next().unwrap()[..36].to_owned();
    let wrong = [("finding", last.as_str()), ("verdict", "exclude"), ("ground", "")];
    let mistake = browser.post(&case, &format!("{case}/oordeel"), &wrong).await;
    assert_eq!(mistake.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = mistake.body.split(&format!("value=\"{last}\"")).nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("id=\"ground-error\""), "the mistake is told in its own form: {form}");
    assert!(open(&mistake) == 1 && mistake.body.matches("id=\"ground\"").count() == 1);

    if has_action(&page, "voorstellen") {
        browser.post(&case, &format!("{case}/voorstellen"), &[]).await;
    }
    browser.complete(&case).await;

    let number = browser.get(&case).await.after("<h1 class=\"utrecht-heading-1\">");
    let page = browser.post("/volgen", "/volgen", &[("number", &number), ("code", &code)]).await;
    assert_eq!(page.location(), "/volgen/mijn");
    assert!(browser.get("/volgen/mijn").await.body.contains("/volgen/mijn/antwoord/html"));
    let answer = browser.get("/volgen/mijn/antwoord/html").await;
    assert!(answer.body.contains(&name));
    assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let pdf = browser.get("/volgen/mijn/antwoord/pdf").await;
    assert!(pdf.body.starts_with("%PDF"));

    let done = browser.post(&case, &format!("{case}/sluiten"), &[]).await;
    assert_eq!(done.location(), format!("{case}?gedaan=close"));
    let again = browser.post("/werk", &format!("{case}/sluiten"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("al een stap verder") && again.body.contains(&format!("href=\"{case}\"")));
}
