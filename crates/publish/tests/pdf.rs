//! The PDFs are tagged, titled, in the right language, and hold the text they must hold.
#![allow(clippy::expect_used, reason = "a test stops where it fails")]

mod common;

use common::{access_answer, certificate, keep_sample, look_into};
use gestand_policy::model::AddressForm;
use gestand_publish::{
    AccessAnswer, AccessHtml, AccessJson, AnswerField, AnswerSection, Erased, ErasureAnswer, Kept, Lang, MOST_ON_PAPER,
    access_pdf, certificate_pdf, certificate_text, erasure_html, erasure_json, erasure_pdf,
};
use jiff::civil::date;

type Access = (AccessAnswer, Vec<AnswerSection>);

fn pdf_of((answer, sections): &Access) -> Vec<u8> {
    access_pdf(answer, sections, Lang::Nl).expect("PDF")
}

fn html_of((answer, sections): &Access, lang: Lang) -> String {
    let mut html = AccessHtml::new(answer, lang);
    let mut whole = html.start().expect("HTML");
    sections.iter().for_each(|section| whole += &html.section(section).expect("HTML"));
    whole + &html.end().expect("HTML")
}

fn json_of((answer, sections): &Access) -> serde_json::Value {
    let sections: Vec<String> = sections.iter().map(|section| AccessJson::section(section).expect("JSON")).collect();
    let whole = [AccessJson::START, &sections.join(AccessJson::BETWEEN), &AccessJson::end(answer)].concat();
    serde_json::from_str(&whole).expect("one JSON document")
}

fn erasure_answer() -> ErasureAnswer {
    ErasureAnswer {
        organisation: "Stichting Woonstede Voorbeeld".into(),
        address: AddressForm::Je,
        case_number: "2026-0043".into(),
        received_on: date(2026, 11, 3),
        answered_on: date(2026, 11, 20),
        replaces: None,
        person_name: "Testpersoon Voorbeeld".into(),
        erased: vec![Erased { what: "Zoekprofiel".into(), count: 3, on: date(2026, 11, 19) }],
        kept: vec![
            Kept {
                what: "Betalingen".into(),
                count: 48,
                why: "De belastingwet verplicht ons om dit te bewaren.".into(),
                law: "AWR 52".into(),
                until: Some(date(2033, 12, 31)),
            },
            Kept {
                what: "Huurcontract".into(),
                count: 1,
                why: "De huur loopt nog.".into(),
                law: "GDPR 17(3)".into(),
                until: None,
            },
        ],
        recipients_told: vec!["Regionale website voor woningzoekenden".into()],
        complaint: Vec::new(),
        not_searched: Vec::new(),
        policy_version: "0123456789ab".into(),
    }
}

fn assert_accessible(facts: &common::PdfFacts, lang: &str, tags: &[&str]) {
    assert_eq!(facts.lang, lang);
    assert!(facts.marked && facts.title_shown);
    for tag in tags {
        assert!(facts.tags.iter().any(|found| found == tag), "no {tag} in {:?}", facts.tags);
    }
}

#[test]
fn an_access_answer_is_a_letter_with_data_and_remedies() {
    let bytes = pdf_of(&access_answer(12));
    keep_sample("access-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_accessible(&facts, "nl", &["H1", "H2", "H3", "P", "L", "LI", "Table", "TH", "TD"]);
    for needle in ["zes weken", "Autoriteit", "2026-0042", "Papieren archief", "AVG 6(1)(c)", "Lekkende kraan"] {
        assert!(facts.text.contains(needle), "{needle} is missing");
    }
    assert!(facts.pages > 1);
}

#[test]
fn html_escapes_what_people_wrote() {
    let html = html_of(&access_answer(2), Lang::En);
    keep_sample("access-en.html", html.as_bytes());
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(html.contains("Testpersoon Voorbeeld &#60;b&#62;&#38;") && !html.contains("Voorbeeld <b>"));
    assert!(html.contains("six weeks"));
    assert!(!html.contains("src=") && !html.contains("href="), "needs nothing from a network");
}

#[test]
fn json_has_the_documented_shape() {
    let json = json_of(&access_answer(3));
    assert_eq!(json["format"], "gestand.access-answer/1");
    assert_eq!(json["received_on"], "2026-11-03");
    assert_eq!(json["data"][1]["records"][0]["fields"][0]["label"], "Datum");
    assert_eq!(json["left_out"][0]["existence_only"], true);
    assert_eq!(json["not_searched"][0]["source"], "Papieren archief");
    let json = erasure_json(&erasure_answer());
    assert_eq!(json["kept"][0]["until"], "2033-12-31");
    assert!(json["kept"][1]["until"].is_null());
}

#[test]
fn an_erasure_answer_says_what_stays_and_why() {
    let answer = erasure_answer();
    let bytes = erasure_pdf(&answer, Lang::Nl).expect("PDF");
    keep_sample("erasure-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_accessible(&facts, "nl", &["H1", "Table", "TH"]);
    let html = erasure_html(&answer, Lang::Nl).expect("HTML");
    for needle in ["vroeg je ons", "31 december 2033", "AWR 52", "nog niet bekend", "zes weken", "Zoekprofiel"] {
        assert!(html.contains(needle), "{needle} is missing");
    }
    assert!(!erasure_html(&answer, Lang::Nl).expect("HTML").contains("komt in de plaats van"));
    let again = ErasureAnswer { replaces: Some(date(2026, 10, 5)), ..answer.clone() };
    assert!(erasure_html(&again, Lang::Nl).expect("HTML").contains("in de plaats van ons antwoord van 5 oktober 2026"));
    assert_eq!(gestand_publish::erasure_json(&again)["replaces"], "2026-10-05");
    let nothing = ErasureAnswer { erased: Vec::new(), kept: Vec::new(), ..answer };
    assert!(erasure_html(&nothing, Lang::Nl).expect("HTML").contains("vonden geen gegevens"));
}

#[test]
fn a_certificate_says_how_to_check_it() {
    let certificate = certificate();
    let bytes = certificate_pdf(&certificate, Lang::Nl).expect("PDF");
    keep_sample("certificate-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_accessible(&facts, "nl", &["H1", "Table", "TH", "TD"]);
    let run: String = facts.text.split_whitespace().collect();
    assert!(run.contains(&certificate.root_base64), "the root can be copied from the PDF");
    let english = certificate_pdf(&certificate, Lang::En).expect("PDF");
    assert_eq!(look_into(&english).lang, "en");
    let text = certificate_text(&certificate, Lang::Nl);
    keep_sample("certificate-nl.txt", text.as_bytes());
    for needle in ["gestand-verify", &certificate.root_base64, &certificate.verifier_key, "40000 records", "4711"] {
        assert!(text.contains(needle), "{needle} is missing");
    }
}

#[test]
fn the_same_answer_gives_the_same_bytes() {
    let answer = access_answer(3);
    assert_eq!(pdf_of(&answer), pdf_of(&answer));
}

/// `cargo test -p gestand-publish --test pdf -- --ignored --nocapture` measures a huge package.
#[test]
#[ignore = "measures; minutes in a debug build"]
#[allow(clippy::disallowed_methods, reason = "measures time")]
fn a_package_of_5000_records_renders() {
    let answer = access_answer(5_000);
    let start = std::time::Instant::now();
    let bytes = pdf_of(&answer);
    println!("PDF of 5,000 records: {:?}, {} kB", start.elapsed(), bytes.len() / 1024);
    let start = std::time::Instant::now();
    let html = html_of(&answer, Lang::Nl);
    println!("HTML of 5,000 records: {:?}, {} kB", start.elapsed(), html.len() / 1024);
    assert!(html.contains("Contactmoment 4999"));
}

/// What no one would print is a letter that says where the rest is.
#[test]
fn an_answer_that_is_too_long_for_paper_says_so() {
    let (answer, _) = access_answer(2);
    let answer = AccessAnswer { found: MOST_ON_PAPER + 1, ..answer };
    let facts = look_into(&access_pdf(&answer, &[], Lang::Nl).expect("PDF"));
    assert!(facts.text.contains("te veel voor papier") && facts.text.contains("5001"));
}

/// Breaks in a long run are layout, not text: what a reader copies is the run itself.
#[test]
fn long_runs_copy_as_one() {
    let mut answer = access_answer(2);
    let key = "MW9x".repeat(30);
    answer.0.documents = vec![(key.clone(), "text/plain".into())];
    answer.1[0].records[0].fields = vec![AnswerField { label: "Sleutel".into(), value: key.clone() }];
    let text = look_into(&pdf_of(&answer)).text;
    let run: String = text.split_whitespace().collect();
    assert_eq!(run.matches(&key).count(), 2);
}
