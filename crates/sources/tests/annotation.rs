//! Annotation files: what is refused on reading, and what a check against the live source finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use gestand_documents::worker::Reader;
use gestand_policy::Severity;
use gestand_sources::{SourceError, SourceFinding, Sources};

async fn findings(dir: &Dir, yaml: &str) -> Vec<SourceFinding> {
    dir.source(yaml).check(&policy()).await.unwrap()
}

fn has(findings: &[SourceFinding], code: &str, place: &str) -> bool {
    findings.iter().any(|finding| finding.code == code && finding.place == place)
}

fn refused(dir: &Dir, yaml: &str) -> String {
    dir.write("wrong.yaml", yaml);
    match gestand_sources::read(&dir.path().join("wrong.yaml"), &Reader::none()) {
        Err(error @ SourceError::Annotation { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_example_is_clean() {
    let dir = Dir::new();
    dir.sql(&SCHEMA.replace("(13, 'C13', 'onbekend', 'y')", "(13, 'C13', NULL, 'y')")).await;
    let errors: Vec<_> =
        findings(&dir, ANNOTATION).await.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[tokio::test]
async fn what_the_source_has_and_the_annotation_has_not() {
    let dir = Dir::new();
    dir.sql(SCHEMA).await;
    dir.sql(
        "ALTER TABLE persoon ADD COLUMN saldo INTEGER; ALTER TABLE zaak ADD COLUMN straatnaam TEXT;
         CREATE TABLE los (a TEXT); INSERT INTO los VALUES ('iemand@example.nl'); UPDATE zaak SET status = '0612345678'",
    )
    .await;
    let found = findings(&dir, ANNOTATION).await;
    assert!(has(&found, "S0003", "persoon.saldo"));
    assert!(has(&found, "S0004", "zaak.straatnaam"), "by its name");
    assert!(has(&found, "S0004", "los.a"), "by its values");
    assert!(has(&found, "S0005", "zaak.status"), "plain, but it holds phone numbers");
    assert!(has(&found, "S0010", "contract.eind"), "a day that is none");
    assert!(!serde_json::to_string(&found).unwrap().contains("iemand@"), "nothing sampled is shown");
}

#[tokio::test]
async fn what_the_annotation_has_and_the_source_has_not() {
    let dir = Dir::new();
    dir.sql(SCHEMA).await;
    dir.sql("ALTER TABLE contract RENAME COLUMN opmerking TO notitie; ALTER TABLE zaak RENAME TO dossier").await;
    let wrong = ANNOTATION.replace("{item: email}", "{item: mail}").replace("case_closed:", "zaak_dicht:");
    let found = findings(&dir, &wrong).await;
    for (code, place) in [
        ("S0001", "zaak"),
        ("S0002", "contract.opmerking"),
        ("S0011", "email"),
        ("S0012", "nuisance"),
        ("S0004", "contract.notitie"),
    ] {
        assert!(has(&found, code, place), "{code} {place} in {found:#?}");
    }
}

#[tokio::test]
async fn slow_paths_come_with_the_index_to_add() {
    let dir = Dir::new();
    dir.sql(SCHEMA).await;
    dir.sql("DROP INDEX ix_rol_persoon; DROP INDEX ix_zaak_gesloten").await;
    let found = findings(&dir, ANNOTATION).await;
    assert!(has(&found, "S0006", "zaak.gesloten"));
    let slow = found.iter().find(|finding| finding.place == "rol.persoon_id").unwrap();
    let ddl = slow.help.en.trim_start_matches("Add: ").to_owned();
    dir.sql(&ddl).await;
    assert!(!has(&findings(&dir, ANNOTATION).await, "S0006", "rol.persoon_id"));
}

#[tokio::test]
async fn what_would_fail_later_is_told_now() {
    let dir = Dir::new();
    dir.sql(SCHEMA).await;
    dir.sql("CREATE TABLE bijlage (id INTEGER PRIMARY KEY, c INTEGER REFERENCES contract (id)); INSERT INTO zaak (code) VALUES (NULL); ALTER TABLE zaak ADD COLUMN n INTEGER NOT NULL DEFAULT 1").await;
    let with = ANNOTATION.replace("melding: {item", "n: {item: nuisance_report}\n      melding: {item");
    let found = findings(&dir, &with).await;
    assert!(has(&found, "S0007", "contract"));
    assert!(has(&found, "S0008", "zaak.n"));
    assert!(has(&found, "S0009", "zaak.code"));
}

#[test]
fn mistakes_in_a_file_are_refused() {
    let dir = Dir::new();
    for (from, to, says) in [
        ("kind: sqlite", "kind: oracle", "oracle"),
        ("mode: write", "mode: write\ncolour: red", "colour"),
        ("delete: row", "delete: all", "all"),
        ("where: soort = EMA", "where: soort is EMA", "condition"),
        ("path: [persoon_id -> persoon.id]", "path: [persoon_id -> contract.id]", "ends at"),
        ("about: reporter", "about: neighbour", "neighbour"),
        ("{item: email}", "{}", "either"),
        ("key: [code]", "key: []", "key"),
        ("melder set", "melder gezet", "condition"),
        ("[[id -> rol.contract_id]]", "[[id rol.contract_id]]", "step"),
    ] {
        assert!(ANNOTATION.contains(from), "{from}");
        let message = refused(&dir, &ANNOTATION.replacen(from, to, 1));
        assert!(message.contains(says) && message.contains("wrong.yaml"), "{to}: {message}");
    }
}

#[tokio::test]
async fn a_folder_of_annotations() {
    let dir = Dir::new();
    dir.write("primary.yaml", ANNOTATION);
    dir.write(
        "archive.yaml",
        "{source: archive, label: {nl: Archief}, kind: manual, mode: orchestrate, ask: Zoek, items: [tenancy_contract, onzin]}",
    );
    dir.write("notes.txt", "not an annotation");
    let sources = Sources::open(dir.path(), &Reader::none()).unwrap();
    let ids: Vec<String> = sources.all().map(|source| source.info().id).collect();
    assert_eq!(ids, ["archive", "primary"]);
    let archive = sources.get("archive").unwrap();
    assert!(archive.is_manual());
    assert!(archive.find(&by_number("R1"), &permit()).await.unwrap_err().is_manual());
    assert_eq!(archive.question().unwrap().nl, "Zoek");
    assert!(has(&archive.check(&policy()).await.unwrap(), "S0011", "archive"));
    dir.write("twice.yaml", ANNOTATION);
    assert!(Sources::open(dir.path(), &Reader::none()).unwrap_err().to_string().contains("primary"));
}

/// The examples in ANNOTATION.md are what the reader accepts.
#[test]
fn the_documentation_is_true() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ANNOTATION.md")).unwrap();
    let dir = Dir::new();
    let mut read = 0;
    for block in text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        dir.write("doc.yaml", block);
        gestand_sources::read(&dir.path().join("doc.yaml"), &Reader::none()).unwrap_or_else(|error| panic!("{error}"));
        read += 1;
    }
    assert_eq!(read, 9);
}
