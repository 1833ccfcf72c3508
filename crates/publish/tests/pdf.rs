//! The PDFs are tagged, titled, in the right language, and hold the text they must hold.
#![allow(clippy::expect_used, reason = "a test stops where it fails")]

mod common;

use common::{access_answer, certificate, keep_sample, look_into};
use gestand_policy::model::AddressForm;
use gestand_publish::{
    AccessAnswer, AccessHtml, AccessJson, Action, ActionAnswer, AnswerField, AnswerSection, Change, Done, Giving, Kept,
    Lang, LiftNotice, MOST_ON_PAPER, access_pdf, action_html, action_json, action_pdf, certificate_pdf,
    certificate_text, lift_pdf,
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
    let section = |section| String::from_utf8(AccessJson::section(section).expect("JSON")).expect("text");
    let sections: Vec<String> = sections.iter().map(section).collect();
    let whole =
        [AccessJson::start(answer.giving), &sections.join(AccessJson::BETWEEN), &AccessJson::end(answer)].concat();
    serde_json::from_str(&whole).expect("one JSON document")
}

fn erasure_answer() -> ActionAnswer {
    ActionAnswer {
        action: Action::Erasure,
        organisation: "Stichting Woonstede Voorbeeld".into(),
        address: AddressForm::Je,
        case_number: "2026-0043".into(),
        received_on: date(2026, 11, 3),
        answered_on: date(2026, 11, 20),
        replaces: None,
        person_name: "Testpersoon Voorbeeld".into(),
        done: vec![Done {
            what: "Zoekprofiel".into(),
            place: String::new(),
            count: 3,
            on: date(2026, 11, 19),
            changes: Vec::new(),
        }],
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
        recipients: vec!["Regionale website voor woningzoekenden".into()],
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
    let json = action_json(&erasure_answer());
    assert_eq!(json["kept"][0]["until"], "2033-12-31");
    assert!(json["kept"][1]["until"].is_null());
}

#[test]
fn an_erasure_answer_says_what_stays_and_why() {
    let answer = erasure_answer();
    let bytes = action_pdf(&answer, Lang::Nl).expect("PDF");
    keep_sample("erasure-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_accessible(&facts, "nl", &["H1", "Table", "TH"]);
    let html = action_html(&answer, Lang::Nl).expect("HTML");
    for needle in ["vroeg je ons", "31 december 2033", "AWR 52", "nog niet bekend", "zes weken", "Zoekprofiel"] {
        assert!(html.contains(needle), "{needle} is missing");
    }
    assert!(!action_html(&answer, Lang::Nl).expect("HTML").contains("komt in de plaats van"));
    let again = ActionAnswer { replaces: Some(date(2026, 10, 5)), ..answer.clone() };
    assert!(action_html(&again, Lang::Nl).expect("HTML").contains("in de plaats van ons antwoord van 5 oktober 2026"));
    assert_eq!(action_json(&again)["replaces"], "2026-10-05");
    let nothing = ActionAnswer { done: Vec::new(), kept: Vec::new(), ..answer };
    assert!(action_html(&nothing, Lang::Nl).expect("HTML").contains("vonden geen gegevens"));
}

/// What was changed, where a statement stands beside it, what stays and why.
#[test]
fn a_rectification_answer_shows_old_and_new() {
    let done = |what: &str, changes| Done {
        what: what.into(),
        place: "Primair systeem".into(),
        count: 1,
        on: date(2026, 11, 19),
        changes,
    };
    let change = Change { label: "achternaam".into(), old: "Vorbeeld".into(), new: "Voorbeeld".into() };
    let answer = ActionAnswer {
        action: Action::Rectification,
        done: vec![done("Persoonsgegevens", vec![change]), done("Contactmoment", Vec::new())],
        ..erasure_answer()
    };
    let html = action_html(&answer, Lang::Nl).expect("HTML");
    for needle in ["Vorbeeld", "Voorbeeld", "19 november 2026", "Waar je verklaring nu bij staat", "Regionale website"]
    {
        assert!(html.contains(needle), "{needle} is missing");
    }
    assert!(!html.contains("gewist"));
    assert_accessible(&look_into(&action_pdf(&answer, Lang::En).expect("PDF")), "en", &["H1", "Table", "TH"]);
    let json = action_json(&answer);
    assert_eq!(json["format"], "gestand.rectification-answer/1");
    assert_eq!(json["corrected"][0]["changes"][0]["old"], "Vorbeeld");
    assert_eq!(json["corrected"][1]["changes"], serde_json::json!([]));
}

#[test]
fn a_restriction_answer_tells_what_restricted_means() {
    let answer = ActionAnswer { action: Action::Restriction, ..erasure_answer() };
    let html = action_html(&answer, Lang::Nl).expect("HTML");
    assert!(html.contains("alleen nog als je dat goed vindt") && html.contains("Sinds"), "{html}");
    assert_eq!(action_json(&answer)["restricted"][0]["count"], 3);
    let none = ActionAnswer { done: Vec::new(), ..answer };
    assert!(!action_html(&none, Lang::Nl).expect("HTML").contains("alleen nog als"));
}

#[test]
fn the_letter_before_lifting_gives_the_reason_and_the_remedies() {
    let notice = LiftNotice {
        organisation: "Stichting Woonstede Voorbeeld".into(),
        address: AddressForm::U,
        case_number: "2026-0044".into(),
        received_on: date(2026, 11, 3),
        written_on: date(2026, 12, 1),
        person_name: "Testpersoon Voorbeeld".into(),
        reason: "Wij hebben nagekeken dat het klopt.".into(),
        records: 3,
        complaint: Vec::new(),
    };
    let facts = look_into(&lift_pdf(&notice, Lang::Nl).expect("PDF"));
    assert_accessible(&facts, "nl", &["H1", "P"]);
    for needle in ["3 gegevens", "3 november 2026", "nagekeken dat het klopt", "zes weken"] {
        assert!(facts.text.contains(needle), "{needle} is missing: {}", facts.text);
    }
}

#[test]
fn data_to_take_along_come_without_what_access_adds() {
    let (mut answer, sections) = access_answer(2);
    answer.giving = Giving::Portability;
    let json = json_of(&(answer.clone(), sections.clone()));
    assert_eq!(json["format"], "gestand.portability-answer/1");
    assert!(json.get("purposes").is_none() && json["left_out"][0]["count"].is_number());
    let html = html_of(&(answer, sections), Lang::Nl);
    assert!(html.contains("om mee te nemen") && !html.contains("Besluiten door een computer"));
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
    answer.1[0].records[0].fields = vec![AnswerField { label: "Sleutel".into(), value: key.as_str().into() }];
    let text = look_into(&pdf_of(&answer)).text;
    let run: String = text.split_whitespace().collect();
    assert_eq!(run.matches(&key).count(), 2);
}
