//! Messages that are broken, huge, empty, or meant to do harm: told as such, and no harm to others.

use gestand_documents::worker::Reader;
use gestand_policy::Severity;
use gestand_sources::{HitKind, Source, SourceError};

use crate::common::*;
use crate::post::*;

fn kept(letters: &[(&str, Vec<u8>)]) -> (Dir, Box<dyn Source>) {
    let dir = Dir::new();
    std::fs::create_dir_all(dir.path().join("Maildir/cur")).unwrap();
    dir.write("oud.mbox", "");
    for (name, bytes) in letters {
        dir.write(&format!("bewaard/{name}"), bytes);
    }
    let source = dir.source(MAILBOXES);
    (dir, source)
}

#[tokio::test]
async fn a_broken_message_spoils_only_itself() {
    let cut = with_files(FENNA, OWN, b"pixels").replace("--buiten--", "");
    let (_dir, source) = kept(&[
        ("a/heel.eml", letter(FENNA, OWN, "Heel", "Alles is er.").into()),
        ("a/kapot.eml", cut.into_bytes()),
        (
            "a/geen-tekst.eml",
            b"From: fenna@voorbeeld.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\x00\x01\x02\xff\xfe"
                .to_vec(),
        ),
        ("b/leeg.eml", Vec::new()),
        ("b/ruis.eml", vec![0xff; 4096]),
        ("b/kop.eml", b"From: ".repeat(200_000)),
        ("b/nep.msg", b"geen Outlook".to_vec()),
    ]);
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    let of = |key: &str| records.iter().find(|record| record.key == key).unwrap();
    assert_eq!(field(of("kept:a/heel.eml"), "tekst"), [("Alles is er.", false)]);
    assert!(of("kept:a/heel.eml").document.is_none());
    // What could not be read whole goes with the record, for an officer to look at.
    assert_eq!(of("kept:a/kapot.eml").document.as_ref().unwrap().media_type, "message/rfc822");
    assert_eq!(field(of("kept:a/kapot.eml"), "tekst"), [("De kraan lekt – alweer.", false)]);
    let found = source.check(&policy()).await.unwrap();
    let unread: Vec<_> = found.iter().filter(|finding| finding.code == "S0050").collect();
    assert_eq!((unread.len(), unread[0].severity), (1, Severity::Warning));
    assert!(unread[0].message.en.contains("messages of 'kept'"), "{}", unread[0].message.en);
}

#[tokio::test]
async fn a_message_that_looks_like_many_is_one() {
    let text =
        "Beste,\r\n\r\nFrom x@y.example Mon Mar  2 09:00:00 2020\r\nFrom: ruben@proef.example\r\n\r\nIngesmokkeld.";
    let (_dir, source) = kept(&[
        ("een.eml", letter(FENNA, OWN, "Een", text).into()),
        ("twee.eml", letter(FENNA, OWN, "Twee", "Gewoon.").into()),
    ]);
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    assert_eq!(records.len(), 2);
    let texts: Vec<&str> = records.iter().flat_map(|record| field(record, "tekst")).map(|(text, _)| text).collect();
    assert!(texts[0].contains("Ingesmokkeld.") && texts[1] == "Gewoon.", "{texts:?}");
    assert!(source.find(&by_email("ruben@proef.example"), &permit()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_huge_message_is_read_too() {
    let long = "Een regel van een lang bericht.\r\n".repeat(200_000);
    let (_dir, source) = kept(&[("lang.eml", letter(FENNA, OWN, "Lang", &long).into())]);
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    assert_eq!(field(&records[0], "tekst")[0].0.lines().count(), 200_000);
}

#[tokio::test]
async fn numbers_are_found_in_texts_headers_and_attachments() {
    let (_dir, source) = kept(&[
        ("a.eml", letter(FENNA, OWN, "x", "Mijn BSN is 111222333.").into()),
        ("b.eml", letter(FENNA, OWN, "BSN 111222333", "x").into()),
        ("c.eml", with_files(FENNA, OWN, b"BSN: 111222333").into()),
        ("d.eml", letter(FENNA, OWN, "x", "Telefoon 0612345678.").into()),
    ]);
    let hits = source.scan_identification_numbers().await.unwrap();
    let told: Vec<_> = hits.iter().filter(|hit| hit.kind == HitKind::Number).collect();
    let places: Vec<_> = told.iter().map(|hit| (hit.class.as_str(), hit.field.as_str(), hit.count)).collect();
    assert_eq!(places, [("kept", "text", 1), ("kept", "header", 1), ("kept_attachment", "file", 1)]);
    assert!(told.iter().all(|hit| !format!("{hit:?}").contains("111222333")));
}

#[tokio::test]
async fn where_no_text_can_be_read_nothing_is_said_to_be_absent() {
    let (dir, _) = kept(&[("a.eml", letter(FENNA, OWN, "x", "Over R1234.").into())]);
    let blind = gestand_sources::read(&dir.path().join("source.yaml"), &Reader::none()).unwrap();
    let error = blind.find(&by_number("R1234"), &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }), "{error}");
}
