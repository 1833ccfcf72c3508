//! Real folders: documents of a person, camera footage, and paths that want out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use gestand_sources::{HitKind, Source, SourceError, Verb, Work};

const DOCUMENTS: &str = "
source: documents
label: Documenten
kind: folder
mode: write
root: documents
classes:
  contract_document:
    label: Contract
    pattern: contracten/{relation_number}/{title}-{date}.{ext}
    items: [tenancy_contract]
    events: {contract_signed: date}
    marks: [third_party]
  letter: {label: Brief, pattern: 'brieven/{relation_number}/{title}.txt', items: [work_note_text]}
";

const CAMERAS: &str = "
source: cameras
label: Camera's
kind: folder
mode: write
root: cameras
classes:
  segment: {label: Beelden, pattern: '{camera}/{date}/{time}.mp4', items: [camera_images], events: {recorded: date}}
";

fn documents() -> (Dir, Box<dyn Source>) {
    let dir = Dir::new();
    dir.write("documents/contracten/R1/huur-2020-01-31.txt", "een contract");
    dir.write("documents/contracten/R1/bijlage-2024-01-31.pdf", "geen pdf");
    dir.write("documents/contracten/R12/huur-2020-01-31.txt", "van een ander");
    dir.write("documents/brieven/R1/brief.txt", "Uw BSN is 111222333.");
    let source = dir.source(DOCUMENTS);
    (dir, source)
}

fn delete(class: &str, keys: &[&str]) -> Work {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    Work { class: class.into(), verb: Verb::Delete, keys, still: None }
}

#[tokio::test]
async fn a_person_is_their_relation_number() {
    let (_dir, source) = documents();
    let found = source.find(&by_number("R1"), &permit()).await.unwrap();
    assert_eq!((found.len(), found[0].key.as_str(), found[0].score), (1, "R1", 100));
    assert!(source.find(&by_number("R"), &permit()).await.unwrap().is_empty());
    let records = source.all_records("R1", &permit()).await.unwrap();
    assert_eq!(
        outline(&records),
        [
            "contract_document contracten/R1/bijlage-2024-01-31.pdf subject",
            "contract_document contracten/R1/huur-2020-01-31.txt subject",
            "letter brieven/R1/brief.txt subject"
        ]
    );
    let contract = records.iter().find(|record| record.key.ends_with("huur-2020-01-31.txt")).unwrap();
    assert_eq!(contract.events["contract_signed"].to_string(), "2020-01-31");
    assert_eq!(contract.document.as_ref().unwrap().bytes, 12);
    let bytes = source.read_document(&contract.key, &permit()).await.unwrap().unwrap();
    assert_eq!(bytes.open(&permit(), "test").as_slice(), b"een contract");
}

#[tokio::test]
async fn paths_out_of_the_folder_are_refused() {
    let (dir, source) = documents();
    dir.write("secret/x-2020-01-31.txt", "geheim");
    for key in
        ["../secret/x-2020-01-31.txt", "contracten/../../secret/x-2020-01-31.txt", "/etc/passwd", "contracten/R1/"]
    {
        assert!(matches!(source.read_document(key, &permit()).await, Err(SourceError::BadKey { .. })), "{key}");
        let step = delete("contract_document", &[key]);
        assert!(matches!(source.apply(&step).await, Err(SourceError::BadKey { .. })), "{key}");
    }
    assert!(source.all_records("..", &permit()).await.unwrap().is_empty());
    assert!(dir.path().join("secret/x-2020-01-31.txt").exists());
}

#[tokio::test]
async fn links_out_of_the_folder_are_refused() {
    let (dir, source) = documents();
    dir.write("secret/x-2020-01-31.txt", "geheim");
    std::os::unix::fs::symlink(dir.path().join("secret"), dir.path().join("documents/contracten/R7")).unwrap();
    let key = "contracten/R7/x-2020-01-31.txt";
    assert!(source.all_records("R7", &permit()).await.unwrap().is_empty());
    assert!(source.read_document(key, &permit()).await.is_err());
    assert!(source.apply(&delete("contract_document", &[key])).await.is_err());
    let findings = source.check(&policy()).await.unwrap();
    assert!(findings.iter().any(|finding| finding.code == "S0022" && finding.place == key), "{findings:?}");
    assert!(dir.path().join("secret/x-2020-01-31.txt").exists());
}

#[tokio::test]
async fn footage_is_due_by_its_path_and_goes_once() {
    let dir = Dir::new();
    for path in
        ["hal/2026-10-01/08-00-00.mp4", "hal/2026-10-02/080000.mp4", "hal/2026-11-01/08-00-00.mp4", "hal/los.mp4"]
    {
        dir.write(&format!("cameras/{path}"), "beeld");
    }
    let source = dir.source(CAMERAS);
    let footage = rule(&["camera_images"], "recorded", "2026-10-02");
    let due = source.due(&footage).await.unwrap();
    assert_eq!((due.len(), due[0].count, due[0].newest.unwrap().to_string().as_str()), (1, 2, "2026-10-02"));
    let first = source.due_keys(&footage, "segment", None, 1).await.unwrap();
    let second = source.due_keys(&footage, "segment", Some(&first[0].key), 5).await.unwrap();
    assert_eq!((first[0].key.as_str(), second.len()), ("hal/2026-10-01/08-00-00.mp4", 1));
    let keys = ["hal/2026-10-01/08-00-00.mp4", "hal/2026-10-02/080000.mp4", "hal/2026-11-01/08-00-00.mp4"];
    let step = Work { still: Some(footage), ..delete("segment", &keys) };
    assert_eq!(source.verify(&step).await.unwrap().remaining.len(), 2);
    assert_eq!(source.apply(&step).await.unwrap().affected, 2);
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    let verified = source.verify(&step).await.unwrap();
    assert_eq!((verified.absent, verified.not_due.len()), (2, 1));
    assert!(!dir.path().join("cameras/hal/2026-10-01").exists(), "the empty folder goes too");
    assert_eq!(source.check(&policy()).await.unwrap()[0].code, "S0020", "a file of no class");
}

#[tokio::test]
async fn texts_are_scanned_and_what_cannot_be_read_is_told() {
    let (_dir, source) = documents();
    let hits = source.scan_identification_numbers().await.unwrap();
    let of = |kind: HitKind| hits.iter().find(|hit| hit.kind == kind).unwrap();
    assert_eq!((of(HitKind::Number).class.as_str(), of(HitKind::Number).count), ("letter", 1));
    assert_eq!(of(HitKind::Unreadable).sample_keys, ["contracten/R1/bijlage-2024-01-31.pdf"]);
}

#[tokio::test]
async fn a_folder_that_is_away_is_an_error() {
    let dir = Dir::new();
    let source = dir.source(CAMERAS);
    let footage = rule(&["camera_images"], "recorded", "2026-10-02");
    assert!(matches!(source.due(&footage).await, Err(SourceError::Unreachable { .. })));
    assert!(matches!(source.find(&by_number("R1"), &permit()).await, Err(SourceError::Unreachable { .. })));
    let step = delete("segment", &["hal/2026-10-01/08-00-00.mp4"]);
    assert!(matches!(source.verify(&step).await, Err(SourceError::Unreachable { .. })), "not proof of absence");
}
