//! Forms with files: a shielded copy, an income statement; and what is sent that is neither.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use gestand_app::LARGEST_UPLOAD;
use gestand_app::testing::papers::{Passport, income_statement};

use crate::browser::{Browser, Page};

const COPY: &str = "/volgen/mijn/kopie";
const PAPER: &str = "/inleveren/inkomensverklaring";

/// A browser with a request for access, whose requester is on their own page; and the address of the case at work.
async fn requester(pack: &str) -> (Browser, String) {
    let mut browser = Browser::of(pack).await;
    let person = browser.test.known[0].clone();
    let fields = [("name", person.name.as_str()), ("email", person.email.as_str()), ("step", "send")];
    let sent = browser.post("/verzoek/inzage", "/verzoek/inzage", &fields).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let (number, code) = (sent.after("</dt><dd>"), sent.after("<dd><code>"));
    let entered = browser.post("/volgen", "/volgen", &[("number", &number), ("code", &code)]).await;
    assert_eq!(entered.location(), "/volgen/mijn", "{}", entered.body);
    (browser, number)
}

async fn send(browser: &mut Browser, csrf: &str, files: &[&[u8]]) -> Page {
    let mut parts = vec![("csrf", None, csrf.as_bytes())];
    parts.extend(files.iter().map(|file| ("file", Some("kopie.pdf"), *file)));
    browser.post_files(COPY, &parts).await
}

// shows: woonpartners-067
#[tokio::test]
async fn a_requester_reads_how_to_shield_a_copy_before_there_is_a_form_for_it() {
    let (mut browser, number) = requester("woonpartners").await;
    assert!(browser.get("/volgen/mijn").await.body.contains(&format!("href=\"{COPY}\"")));
    let page = browser.get(COPY).await;
    assert!(page.body.contains("grote letters") && page.body.contains("&#60;&#60;&#60;"), "{}", page.body);
    assert!(!page.body.contains("type=\"file\""), "no file can be chosen yet");
    let form = browser.post(COPY, &format!("{COPY}/gelezen"), &[]).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("enctype=\"multipart/form-data\"") && form.body.contains("capture=\"environment\""));
    let csrf = form.value("csrf");

    let open = Passport { field_covered: false, ..Passport::GOOD }.drawn();
    let refused = send(&mut browser, &csrf, &[&open, b""]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("<title>Fout:") && refused.body.contains("nog te zien"), "{}", refused.body);
    assert!(refused.body.contains("niets bewaard") && refused.body.contains("type=\"file\""));

    let kept = send(&mut browser, &csrf, &[&Passport::GOOD.drawn()]).await;
    assert_eq!(kept.location(), COPY, "{}", kept.body);
    assert!(browser.get(COPY).await.body.contains("Wij hebben uw kopie op"));

    browser.log_in("officer", gestand_app::testing::PASSWORD).await;
    let list = browser.get("/werk/verzoeken").await;
    let id = list.body.split("/werk/verzoeken/").find(|part| part.starts_with("01")).unwrap()[..36].to_owned();
    let case = format!("/werk/verzoeken/{id}");
    assert!(browser.get(&case).await.body.contains(&format!("{case}/kopie")), "{number}");
    let look = browser.get(&format!("{case}/kopie")).await;
    assert!(look.body.contains(&format!("src=\"{case}/kopie/beeld\"")));
    let picture = browser.get(&format!("{case}/kopie/beeld")).await;
    assert_eq!(
        (picture.status, &picture.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/jpeg".parse().unwrap())
    );
    assert_eq!(picture.headers[header::CACHE_CONTROL], "no-store");
    let empty = browser.post(&format!("{case}/kopie"), &format!("{case}/kopie/afkeuren"), &[("reason", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done =
        browser.post(&format!("{case}/kopie"), &format!("{case}/identiteit"), &[("method", "masked_copy")]).await;
    assert_eq!(done.location(), format!("{case}?gedaan=identity"));
    assert_eq!(browser.get(&format!("{case}/kopie/beeld")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(COPY).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_copy_that_is_no_copy_is_told_in_the_form() {
    let (mut browser, _) = requester("woonpartners").await;
    let csrf = browser.post(COPY, &format!("{COPY}/gelezen"), &[]).await.value("csrf");
    let bomb = {
        // A PDF whose only stream would unpack to very much: nothing on the page, so nothing to read.
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'<', 1 << 20));
        bytes
    };
    let large = vec![b'x'; LARGEST_UPLOAD + 1];
    for (files, says) in [
        (vec![&b""[..]], "Kies een bestand"),
        (vec![], "Kies een bestand"),
        (vec![b"MZ\x90 program"], "geen foto of pdf"),
        (vec![large.as_slice()], "te groot"),
        (vec![&b"%PDF-1.7"[..]; 5], "te groot"),
        (vec![bomb.as_slice()], "kapot"),
    ] {
        let page = send(&mut browser, &csrf, &files).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(page.body.contains(says), "{says}: {}", page.body);
        assert!(page.body.contains("type=\"file\""), "{says}: the form is there to try again");
    }
    let many: Vec<_> = (0..40).map(|_| ("x", None, &b"y"[..])).collect();
    let parts = [&[("csrf", None, csrf.as_bytes())][..], &many].concat();
    assert_eq!(browser.post_files(COPY, &parts).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_file_before_the_value_of_the_form_is_not_read() {
    let (mut browser, _) = requester("woonpartners").await;
    let csrf = browser.post(COPY, &format!("{COPY}/gelezen"), &[]).await.value("csrf");
    let good = Passport::GOOD.drawn();
    let file = ("file", Some("kopie.pdf"), good.as_slice());
    for parts in [vec![file], vec![file, ("csrf", None, csrf.as_bytes())], vec![("csrf", None, &b"0000"[..]), file]] {
        assert_eq!(browser.post_files(COPY, &parts).await.status, StatusCode::FORBIDDEN);
    }
    let cut = browser
        .request(Method::POST, COPY)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(format!(
            "--grens\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--grens\r\nConten"
        )))
        .unwrap();
    assert_eq!(browser.send(cut).await.status, StatusCode::BAD_REQUEST, "cut off");
    browser.forget();
    let stranger = send(&mut browser, &csrf, &[&good]).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN, "another browser");
}

#[tokio::test]
async fn an_income_statement_is_handed_in_where_the_policy_promises_to_mask_it() {
    let mut browser = Browser::of("thuisvester").await;
    assert!(browser.get("/verzoek").await.body.contains(&format!("href=\"{PAPER}\"")));
    let csrf = browser.get(PAPER).await.value("csrf");
    let (paper, passport) = (income_statement(), Passport::GOOD.drawn());
    let parts = |csrf: &str, number: &str, file: &[u8]| {
        let text = |text: &str| text.as_bytes().to_vec();
        [text(csrf), text(number), file.to_vec()]
    };
    for (number, file, says) in [
        ("", paper.as_slice(), "Vul het nummer"),
        ("R1/..", &paper, "geen relatienummer"),
        ("R000777", b"", "Kies een bestand"),
        ("R000777", passport.as_slice(), "identiteitsbewijs"),
    ] {
        let [csrf, number, file] = parts(&csrf, number, file);
        let sent =
            [("csrf", None, csrf.as_slice()), ("relation_number", None, &number), ("file", Some("a.pdf"), &file)];
        let page = browser.post_files(PAPER, &sent).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}: {}", page.body);
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    let sent =
        [("csrf", None, csrf.as_bytes()), ("relation_number", None, b"R000777"), ("file", Some("a.pdf"), &paper)];
    let done = browser.post_files(PAPER, &sent).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.body.contains("2026-P0001") && done.body.contains("Zwart gemaakte nummers"), "{}", done.body);
    assert!(!done.body.contains("999999990"));
    assert_eq!(browser.post_files(PAPER, &sent).await.status, StatusCode::FORBIDDEN, "sent again by reloading");
    let csrf = browser.get(PAPER).await.value("csrf");
    let again =
        [("csrf", None, csrf.as_bytes()), ("relation_number", None, b"R000777"), ("file", Some("a.pdf"), &paper)];
    let page = browser.post_files(PAPER, &again).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("al een inkomensverklaring ingeleverd"));

    let mut browser = Browser::of("woonbron").await;
    assert_eq!(browser.get(PAPER).await.status, StatusCode::NOT_FOUND);
    assert!(!browser.get("/verzoek").await.body.contains(PAPER));
}

#[tokio::test]
async fn where_the_policy_takes_no_copies_there_is_no_page() {
    let (mut browser, _) = requester("model").await;
    assert!(!browser.get("/volgen/mijn").await.body.contains(COPY));
    assert_eq!(browser.get(COPY).await.status, StatusCode::NOT_FOUND);
}
