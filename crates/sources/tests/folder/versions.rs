//! A bucket that keeps versions: what is deleted in the plain way is only hidden.

use std::path::Path;

use gestand_sources::{Source, SourceError, Verb};

use crate::common::{Dir, permit, policy};
use crate::server::{Versioned, serve};
use crate::world::{annotation, work};

const KEY: &str = "brieven/R1/brief.txt";

async fn versioned(locked: bool) -> (Dir, Versioned, Box<dyn Source>) {
    let dir = Dir::new();
    dir.write(&format!("server/dossiers/documents/{KEY}"), "nu");
    dir.write(&format!("server/dossiers/documents/{KEY}2.txt"), "begint alleen gelijk");
    let server = Versioned::new(Path::new(&dir.path().join("server")), locked);
    let older = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    {
        let mut hidden = server.hidden.lock().unwrap();
        hidden.insert(format!("documents/{KEY}"), older(&["v1", "v2", "v3"]));
        hidden.insert("documents/brieven/R2/weg.txt".to_owned(), older(&["marker", "v1"]));
    }
    let address = serve(server.clone()).await;
    let source = dir.source(&annotation(&dir, &address));
    (dir, server, source)
}

#[tokio::test]
async fn every_version_is_erased() {
    let (dir, server, source) = versioned(false).await;
    let findings = source.check(&policy()).await.unwrap();
    assert_eq!(findings.iter().map(|found| found.code).collect::<Vec<_>>(), ["S0024"]);
    let step = work(Verb::Delete, "letter", &[KEY]);
    assert_eq!(source.apply(&step).await.unwrap().affected, 1);
    assert_eq!(source.verify(&step).await.unwrap().absent, 1);
    assert!(server.hidden.lock().unwrap()[&format!("documents/{KEY}")].is_empty());
    assert!(!dir.path().join(format!("server/dossiers/documents/{KEY}")).exists());
    assert_eq!(source.all_records("R1", &permit()).await.unwrap().len(), 1, "the other is not touched");
}

#[tokio::test]
async fn a_mark_that_hides_is_not_a_deletion() {
    let (_dir, server, source) = versioned(false).await;
    let step = work(Verb::Delete, "letter", &["brieven/R2/weg.txt"]);
    assert!(source.all_records("R2", &permit()).await.unwrap().is_empty());
    assert_eq!(source.verify(&step).await.unwrap().remaining.len(), 1, "somebody hid it, it is there");
    assert_eq!(source.apply(&step).await.unwrap().affected, 1);
    assert_eq!(source.verify(&step).await.unwrap().absent, 1);
    assert!(server.hidden.lock().unwrap()["documents/brieven/R2/weg.txt"].is_empty());
}

#[tokio::test]
async fn versions_that_are_locked_are_an_error_and_stay_seen() {
    let (_dir, _server, source) = versioned(true).await;
    let step = work(Verb::Delete, "letter", &[KEY]);
    let error = source.apply(&step).await.unwrap_err();
    assert!(matches!(&error, SourceError::Unreachable { reason, .. } if reason.contains("locked")), "{error}");
    assert!(!error.to_string().contains("R1"), "no path of a person in an error: {error}");
    assert_eq!(source.verify(&step).await.unwrap().remaining, [KEY]);
}

#[tokio::test]
async fn who_is_not_known_gets_nothing() {
    let dir = Dir::new();
    dir.write("server/dossiers/documents/brieven/R1/brief.txt", "x");
    let address = serve(crate::server::on(&dir.path().join("server"))).await;
    let source = dir.source(&annotation(&dir, &address));
    dir.write("secret", "een andere");
    let error = source.all_records("R1", &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }), "{error}");
    assert!(!error.to_string().contains("R1"), "{error}");
    // A key that was changed is read at the next use.
    dir.write("secret", crate::server::SECRET);
    assert_eq!(source.all_records("R1", &permit()).await.unwrap().len(), 1);
    std::fs::remove_file(dir.path().join("secret")).unwrap();
    let error = source.all_records("R1", &permit()).await.unwrap_err();
    assert!(error.to_string().contains("secret"), "{error}");
}
