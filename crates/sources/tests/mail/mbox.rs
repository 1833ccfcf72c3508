//! A file of many messages: keys that stay, and writing it again while others write too.

use std::fs;

use gestand_sources::{Source, SourceError, Verb, VerbKind};

use crate::common::*;
use crate::post::*;

fn oud() -> (Dir, Box<dyn Source>) {
    let dir = Dir::new();
    let quoted = letter(FENNA, OWN, "Citaat", "Er stond:\r\nFrom mijn huis om 10:30 in 2020\r\n>From daar");
    dir.write(
        "oud.mbox",
        mailbox(&[letter(FENNA, OWN, "Een", "Eerste."), quoted, letter(RUBEN, OWN, "Twee", "Van een ander.")]),
    );
    fs::create_dir_all(dir.path().join("Maildir/cur")).unwrap();
    fs::create_dir_all(dir.path().join("bewaard")).unwrap();
    let source = dir.source(MAILBOXES);
    (dir, source)
}

fn text(dir: &Dir) -> String {
    fs::read_to_string(dir.path().join("oud.mbox")).unwrap()
}

async fn keys(source: &dyn Source, email: &str) -> Vec<String> {
    let person = key_of(source, email).await;
    all(source, &person).await.into_iter().map(|record| record.key.into()).collect()
}

#[tokio::test]
async fn messages_are_told_apart_and_quotes_taken_away() {
    let (_dir, source) = oud();
    let fenna = key_of(&*source, "fenna@voorbeeld.example").await;
    let records = all(&*source, &fenna).await;
    let mut texts: Vec<&str> = records.iter().flat_map(|record| field(record, "tekst")).map(|(text, _)| text).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["Eerste.", "Er stond:\nFrom mijn huis om 10:30 in 2020\n>From daar"]);
    assert_eq!(records[0].events["letter_sent"].to_string(), "2020-03-01");
}

#[tokio::test]
async fn deleting_writes_the_file_again_and_leaves_the_rest_as_it_is() {
    let (dir, source) = oud();
    let before = text(&dir);
    let theirs = keys(&*source, "fenna@voorbeeld.example").await;
    let ruben = keys(&*source, "ruben@proef.example").await;
    // A mail program marks one as read, and a new message comes: keys stay what they are.
    let marked = before.replacen("Subject: Een", "Status: RO\nSubject: Een", 1);
    fs::write(dir.path().join("oud.mbox"), &marked).unwrap();
    let step = work("old", Verb::Delete, &theirs);
    assert_eq!(source.verify(&step).await.unwrap().remaining.len(), 2);
    assert_eq!(source.apply(&step).await.unwrap().affected, 2);
    assert_eq!(source.verify(&step).await.unwrap().absent, 2);
    let kept = marked.split("From x@y").last().unwrap();
    assert_eq!(text(&dir), format!("From x@y{kept}"));
    assert_eq!(keys(&*source, "ruben@proef.example").await, ruben);
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("oud.mbox.")), "{left:?}");
}

#[tokio::test]
async fn equal_messages_are_one_and_go_together() {
    let (dir, source) = oud();
    let twice = letter(FENNA, OWN, "Dubbel", "Twee keer hetzelfde.");
    dir.write("oud.mbox", mailbox(&[twice.clone(), letter(RUBEN, OWN, "x", "y"), twice]));
    let theirs = keys(&*source, "fenna@voorbeeld.example").await;
    assert_eq!(theirs.len(), 1);
    source.apply(&work("old", Verb::Delete, &theirs)).await.unwrap();
    assert!(!text(&dir).contains("Dubbel") && text(&dir).contains("ruben@proef"));
}

#[tokio::test]
async fn a_mailbox_that_another_program_has_locked_is_left_alone() {
    let (dir, source) = oud();
    let (before, theirs) = (text(&dir), keys(&*source, "fenna@voorbeeld.example").await);
    dir.write("oud.mbox.lock", "4711\n");
    let error = source.apply(&work("old", Verb::Delete, &theirs)).await.unwrap_err();
    assert!(matches!(error, SourceError::Refused { .. }) && error.to_string().contains("locked"), "{error}");
    assert_eq!(text(&dir), before);
    assert!(dir.path().join("oud.mbox.lock").exists(), "the lock of another is not ours to take away");
    fs::remove_file(dir.path().join("oud.mbox.lock")).unwrap();
    // What a killed run of ours leaves is no obstacle.
    dir.write("oud.mbox.lock", "gestand");
    dir.write("oud.mbox.gestand-new", "half");
    assert_eq!(source.apply(&work("old", Verb::Delete, &theirs)).await.unwrap().affected, 2);
    assert!(!dir.path().join("oud.mbox.lock").exists() && !dir.path().join("oud.mbox.gestand-new").exists());
}

#[tokio::test]
async fn none_can_be_set_apart() {
    let (_dir, source) = oud();
    let theirs = keys(&*source, "fenna@voorbeeld.example").await;
    assert!(source.supports("old", VerbKind::Restrict).is_err() && source.supports("old", VerbKind::Delete).is_ok());
    let error = source.apply(&work("old", Verb::Restrict, &theirs)).await.unwrap_err();
    assert!(matches!(error, SourceError::Refused { .. }), "{error}");
}

#[tokio::test]
async fn what_is_no_mailbox_is_an_error() {
    let (dir, source) = oud();
    dir.write("oud.mbox", "zomaar een tekst\n");
    assert!(source.due(&rule(&["correspondence"], "letter_sent", "2030-01-01")).await.is_err());
    fs::remove_file(dir.path().join("oud.mbox")).unwrap();
    assert!(source.due(&rule(&["correspondence"], "letter_sent", "2030-01-01")).await.is_err());
}
