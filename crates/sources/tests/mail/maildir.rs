//! A Maildir: persons, records, attachments, terms, deleting, setting apart.

use gestand_sources::{Mark, Source, SourceError, Verb, VerbKind};

use crate::common::*;
use crate::post::*;

fn maildir() -> (Dir, Box<dyn Source>) {
    let dir = Dir::new();
    let both = format!("{OWN}, {RUBEN}");
    dir.write("Maildir/new/1.a.host", letter(FENNA, &both, "Lekkage", "De kraan lekt."));
    dir.write("Maildir/cur/2.b.host:2,S", letter(OWN, "fenna+huur@voorbeeld.example", "Antwoord", "Wij komen."));
    dir.write("Maildir/.Archief.2020/cur/3.c.host:2,RS", with_files(OWN, FENNA, b"\x00\x01pixels"));
    dir.write(
        "Maildir/cur/4.d.host",
        letter(RUBEN, OWN, "Buren", "Mevrouw met nummer r1234 maakt lawaai. R12345 niet."),
    );
    dir.write("Maildir/tmp/9.x.host", letter(FENNA, OWN, "Nog niet bezorgd", "x"));
    dir.write("Maildir/cur/.hidden", "x");
    dir.write("oud.mbox", "");
    dir.write("bewaard/leeg/.keep", "");
    let source = dir.source(MAILBOXES);
    (dir, source)
}

#[tokio::test]
async fn a_person_is_their_address_or_their_number() {
    let (_dir, source) = maildir();
    let mut query = by_email("FENNA@voorbeeld.example");
    query.name = some("F. Voorbeeld");
    let found = source.find(&query, &permit()).await.unwrap();
    assert_eq!((found.len(), found[0].matched.as_slice(), found[0].score), (1, &["email", "name"][..], 100));
    assert!(!found[0].key.contains("fenna") && !found[0].key.contains('@'), "a key is kept in our database");
    // A tag makes another address; nobody is merged.
    assert_ne!(key_of(&*source, "fenna+huur@voorbeeld.example").await, found[0].key);
    // Of somebody else at the address the name differs: a person must look.
    query.name = some("Karel Anders");
    let other = source.find(&query, &permit()).await.unwrap();
    assert!(other[0].score < 80 && other[0].differs == ["name"], "{other:?}");
    for nobody in ["verhuur@corporatie.example", "iemand@elders.example", "geen adres"] {
        assert!(source.find(&by_email(nobody), &permit()).await.unwrap().is_empty(), "{nobody}");
    }
    let by_number = source.find(&by_number("R1234"), &permit()).await.unwrap();
    assert_eq!((by_number.len(), by_number[0].matched.as_slice()), (1, &["relation_number"][..]));
    assert!(source.find(&crate::common::by_number("R2345"), &permit()).await.unwrap().is_empty());
    let mentioned = all(&*source, &by_number[0].key).await;
    assert_eq!(outline(&mentioned), ["inbox inbox:4.d.host mentioned"]);
    assert!(mentioned[0].marks.contains(&Mark::ThirdParty));
}

#[tokio::test]
async fn a_message_tells_whose_addresses_are_whose() {
    let (_dir, source) = maildir();
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    assert_eq!(
        outline(&records),
        [
            "inbox inbox:.Archief.2020/3.c.host recipient",
            "inbox inbox:1.a.host sender",
            "inbox_attachment inbox:.Archief.2020/3.c.host#0 recipient",
            "inbox_attachment inbox:.Archief.2020/3.c.host#1 recipient",
        ]
    );
    let sent = records.iter().find(|record| record.key.ends_with("1.a.host")).unwrap();
    assert_eq!(field(sent, "van"), [("Fenna Voorbeeld <fenna@voorbeeld.example>", false)]);
    let to = [("Verhuur <verhuur@corporatie.example>", false), ("Ruben Proef <ruben@proef.example>", true)];
    assert_eq!(field(sent, "aan"), to);
    assert_eq!(
        (field(sent, "onderwerp"), field(sent, "tekst")),
        (vec![("Lekkage", false)], vec![("De kraan lekt.", false)])
    );
    assert!(sent.values.iter().any(|value| value.field.name == "tekst" && value.field.free_text));
    let days = (sent.events["letter_sent"].to_string(), sent.events["letter_received"].to_string());
    assert_eq!(days, ("2020-03-01".to_owned(), "2020-03-02".to_owned()));
    assert_eq!(sent.subjects.len(), 2, "a hold on either of them holds it");
    assert!(sent.document.is_none() && sent.marks.is_empty());
}

#[tokio::test]
async fn attachments_can_be_opened() {
    let (_dir, source) = maildir();
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    let message = records.iter().find(|record| record.key.ends_with("3.c.host")).unwrap();
    // The page says what the plain text says: it is told once.
    assert_eq!(field(message, "tekst"), [("De kraan lekt – alweer.", false)]);
    assert_eq!(field(message, "onderwerp"), [("Café", false)]);
    for (number, name, bytes) in [(0, "notitie.txt", &b"Een notitie."[..]), (1, "foto.bin", b"\x00\x01pixels")] {
        let key = format!("{}#{number}", message.key);
        let document = records.iter().find(|record| record.key == key).unwrap().document.clone().unwrap();
        assert_eq!((document.name.as_str(), document.bytes), (name, bytes.len() as u64));
        let read = source.read_document(&key, &permit()).await.unwrap().unwrap();
        assert_eq!(read.open(&permit(), "test").as_slice(), bytes);
    }
    let itself = source.read_document(&message.key, &permit()).await.unwrap().unwrap();
    assert!(itself.open(&permit(), "test").starts_with(b"From: Verhuur"));
    assert!(source.read_document(&format!("{}#7", message.key), &permit()).await.unwrap().is_none());
    assert!(source.read_document("inbox:weg", &permit()).await.unwrap().is_none());
    let wrong = source.read_document("/etc/passwd", &permit()).await.unwrap_err();
    assert!(matches!(wrong, SourceError::BadKey { .. }), "{wrong}");
}

#[tokio::test]
async fn what_is_due_goes_and_its_attachments_with_it() {
    let (dir, source) = maildir();
    let due = rule(&["correspondence"], "letter_sent", "2020-03-02");
    let classes = source.due(&due).await.unwrap();
    assert_eq!((classes.len(), classes[0].class.as_str(), classes[0].count), (1, "inbox", 3));
    assert!(source.due(&rule(&["payment_history"], "letter_sent", "2030-01-01")).await.unwrap().is_empty());
    let first = source.due_keys(&due, "inbox", None, 2).await.unwrap();
    let rest = source.due_keys(&due, "inbox", Some(&first[1].key), 2).await.unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));

    // The attachment cannot go while its message stays.
    let attachment = ["inbox:.Archief.2020/3.c.host#0".to_owned()];
    let refused = source.apply(&work("inbox_attachment", Verb::Delete, &attachment)).await.unwrap_err();
    assert!(matches!(refused, SourceError::Refused { .. }), "{refused}");

    let message = "inbox:.Archief.2020/3.c.host";
    assert_eq!(source.one_with("inbox_attachment", &attachment[0]), ("inbox", message));
    assert_eq!(source.one_with("inbox", message), ("inbox", message));

    // A mail program marks one as read between plan and step: its name changes, the message is the same.
    std::fs::rename(dir.path().join("Maildir/new/1.a.host"), dir.path().join("Maildir/cur/1.a.host:2,S")).unwrap();
    let keys: Vec<String> = ["inbox:1.a.host", "inbox:.Archief.2020/3.c.host"].map(str::to_owned).into();
    let mut step = work("inbox", Verb::Delete, &keys);
    step.still = Some(due);
    assert_eq!(source.apply(&step).await.unwrap().affected, 1);
    let verified = source.verify(&step).await.unwrap();
    assert_eq!((verified.absent, verified.not_due.as_slice()), (1, &keys[1..]), "of the other the term is not over");
    step.still = None;
    assert_eq!(source.apply(&step).await.unwrap().affected, 1);
    assert_eq!(source.apply(&step).await.unwrap().affected, 0, "what is done stays done");
    assert_eq!(source.verify(&step).await.unwrap().absent, 2);
    let gone = work("inbox_attachment", Verb::Delete, &attachment);
    assert_eq!(source.apply(&gone).await.unwrap().affected, 0);
    assert_eq!(source.verify(&gone).await.unwrap().absent, 1);
    assert_eq!(source.keys("inbox", None, 10).await.unwrap(), ["inbox:2.b.host", "inbox:4.d.host"]);
}

#[tokio::test]
async fn a_restricted_message_lies_apart_and_comes_back() {
    let (dir, source) = maildir();
    let due = rule(&["correspondence"], "letter_sent", "2030-01-01");
    let keys: Vec<String> = ["inbox:1.a.host", "inbox:.Archief.2020/3.c.host"].map(str::to_owned).into();
    let attachments = [format!("{}#1", keys[1])];
    source.supports("inbox", VerbKind::Restrict).unwrap();
    assert_eq!(source.apply(&work("inbox", Verb::Restrict, &keys)).await.unwrap().affected, 2);
    assert_eq!(source.verify(&work("inbox", Verb::Restrict, &keys)).await.unwrap().absent, 2);
    assert_eq!(source.apply(&work("inbox_attachment", Verb::Restrict, &attachments)).await.unwrap().affected, 0);
    assert!(dir.path().join("Maildir/.Restricted/new/1.a.host").exists());
    assert!(dir.path().join("Maildir/.Restricted.Archief.2020/cur/3.c.host:2,RS").exists());
    assert_eq!(source.due(&due).await.unwrap()[0].count, 2, "what is restricted is not destroyed");
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    assert_eq!(all(&*source, &fenna).await.len(), 4, "it still is personal data, and is found");
    let reopened = dir.source(MAILBOXES);
    assert_eq!(
        reopened.verify(&work("inbox", Verb::Lift, &keys)).await.unwrap().remaining,
        keys[..].iter().rev().cloned().collect::<Vec<_>>()
    );
    assert_eq!(reopened.apply(&work("inbox", Verb::Lift, &keys)).await.unwrap().affected, 2);
    assert_eq!(reopened.verify(&work("inbox", Verb::Lift, &keys)).await.unwrap().absent, 2);
    assert!(dir.path().join("Maildir/new/1.a.host").exists());
    assert!(dir.path().join("Maildir/.Archief.2020/cur/3.c.host:2,RS").exists());
    for verb in [VerbKind::Clear, VerbKind::Anonymise, VerbKind::Rectify] {
        assert!(source.supports("inbox", verb).is_err());
    }
}

#[tokio::test]
async fn many_messages_come_in_pages() {
    let (dir, source) = maildir();
    for number in 100..230 {
        dir.write(&format!("Maildir/cur/{number}.host"), letter(FENNA, OWN, &format!("Nr {number}"), "Bericht."));
    }
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let first = source.records(&fenna, None, &permit()).await.unwrap();
    assert!(first.next.is_some() && first.records.len() < 130);
    let records = all(&*source, &fenna).await;
    let mut keys: Vec<&str> = records.iter().map(|record| record.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!((records.len(), keys.len()), (134, 134));
}

#[tokio::test]
async fn a_mailbox_that_is_away_is_an_error() {
    let (dir, source) = maildir();
    std::fs::rename(dir.path().join("Maildir"), dir.path().join("weg")).unwrap();
    let error = source.find(&by_email("fenna@voorbeeld.example"), &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }), "{error}");
    let read_only = dir.source(&MAILBOXES.replace("mode: write", "mode: read"));
    let error = read_only.apply(&work("inbox", Verb::Delete, &["inbox:1.a.host".to_owned()])).await.unwrap_err();
    assert!(matches!(error, SourceError::ReadOnly { .. }), "{error}");
}
