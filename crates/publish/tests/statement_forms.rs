//! The statement as a file: accessible HTML and PDF, and JSON.

mod common;

use std::collections::HashSet;

use common::{all_packs, keep_sample, look_into, policy};
use gestand_publish::{
    Lang, statement, statement_html, statement_json, statement_markdown, statement_pdf, statement_text,
};

#[test]
fn the_statement_of_the_model_pack_is_an_accessible_pdf() {
    let statement = statement(&policy("model", ""), Lang::Nl);
    let bytes = statement_pdf(&statement).expect("PDF");
    keep_sample("statement-model-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_eq!(facts.lang, "nl");
    assert!(facts.marked && facts.title_shown);
    for tag in ["Document", "Title", "H1", "H2", "P", "L", "LI", "Table", "TH", "TD"] {
        assert!(facts.tags.iter().any(|found| found == tag), "no {tag} in {:?}", facts.tags);
    }
    assert_eq!(facts.headings.len(), 1 + statement.sections.len() + subtitles(&statement), "a heading per part");
    assert!(facts.text.contains("Woonstede"));
    assert!(facts.pages <= 12, "{} pages", facts.pages);
    for claim in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A<"] {
        assert!(facts.xmp.contains(claim), "no {claim} in {}", facts.xmp);
    }
    assert!(facts.xmp.contains(&statement.title));
}

/// A statement without a date has no PDF/A, which demands one; it is accessible all the same.
#[test]
fn a_statement_without_a_date_is_a_pdf_too() {
    for (text, archive) in [
        ("pack: small\norganisation: {name: Proef}\n", false),
        ("pack: small\norganisation: {name: Proef}\nstatement: {version: 2026-10-01}\n", true),
    ] {
        let facts = look_into(&statement_pdf(&statement(&policy("small", text), Lang::Nl)).expect("PDF"));
        assert!(facts.xmp.contains("<pdfuaid:part>1<"));
        assert_eq!(facts.xmp.contains("<pdfaid:part>2<"), archive);
    }
}

fn subtitles(statement: &gestand_publish::Statement) -> usize {
    statement.sections.iter().flat_map(|section| section.parts()).filter(|part| part.title.is_some()).count()
}

#[test]
fn every_pack_gives_every_form_in_both_languages() {
    for name in all_packs() {
        let policy = policy(&name, "");
        for lang in [Lang::Nl, Lang::En] {
            let statement = statement(&policy, lang);
            let html = statement_html(&statement).expect("HTML");
            keep_sample(&format!("statement-{name}-{}.html", lang.code()), html.as_bytes());
            check_html(&html, lang);
            let text = statement_text(&statement);
            let plain = |text: &str| text.replace('\\', "");
            let markdown = plain(&statement_markdown(&statement));
            for sentence in statement.sentences() {
                let said = sentence.entry.as_ref().map_or(&sentence.text, |entry| &entry.name);
                // An article may stand between the last word and the full stop.
                let said = said.trim_end_matches('.');
                assert!(html.contains(&format!("id=\"{}\"", sentence.id)), "{name}: {} is not in HTML", sentence.id);
                assert!(plain(&text).contains(said), "{name}: {} is not in the text", sentence.id);
                assert!(markdown.contains(said), "{name}: {} is not in Markdown", sentence.id);
                for detail in &sentence.details {
                    let said = detail.text.to_lowercase();
                    assert!(markdown.to_lowercase().contains(&said), "{name}: {} lost '{said}'", sentence.id);
                }
            }
        }
    }
}

/// One title, sections that open, every id once, nothing from elsewhere.
fn check_html(html: &str, lang: Lang) {
    assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{}\">", lang.code())));
    assert_eq!(html.matches("<h1>").count(), 1);
    assert_eq!(html.matches("<summary><h2>").count(), html.matches("<details").count());
    assert_eq!(html.matches("<details").count(), html.matches("</details>").count());
    assert!(!html.contains("src=") && !html.contains("href=") && !html.contains("<script"));
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an id twice");
}

#[test]
fn html_marks_another_language_and_escapes() {
    let text = "
pack: small
organisation: {name: Proef <b>}
activities: {letting: {label: verhuur, purpose: een woning te verhuren}}
";
    let html = statement_html(&statement(&policy("small", text), Lang::En)).expect("HTML");
    assert!(html.contains("id=\"activities.letting\" lang=\"nl\""));
    assert!(html.contains("id=\"organisation\">"), "English needs no mark");
    assert!(html.contains("Proef &#60;b&#62;") && !html.contains("<b>"));
}

#[test]
fn json_holds_the_layers() {
    let json = statement_json(&statement(&policy("model", ""), Lang::En));
    assert_eq!(json["format"], "gestand.statement/1");
    assert_eq!(json["lang"], "en");
    assert_eq!(json["short"]["id"], "short");
    let sections = json["sections"].as_array().expect("sections");
    let purposes = sections.iter().find(|section| section["id"] == "purposes").expect("purposes");
    let first = &purposes["sentences"][0];
    assert_eq!(first["node"], first["id"]);
    assert_eq!(first["details"][0]["label"], "Reason");
}
