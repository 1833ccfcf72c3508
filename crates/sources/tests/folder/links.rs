//! Links and odd files in a folder: never followed, always told.

use std::os::unix::fs::symlink;

use crate::common::{permit, policy};
use crate::world::{World, work};
use gestand_sources::Verb;

#[tokio::test]
async fn links_are_refused_and_told() {
    let world = World::folder();
    let (dir, source) = (&world.dir, &world.source);
    dir.write("secret/x-2020-01-31.txt", "geheim");
    symlink(dir.path().join("secret"), dir.path().join("documents/contracten/R7")).unwrap();
    symlink(dir.path().join("secret/x-2020-01-31.txt"), dir.path().join("documents/brieven/R1/link.txt")).unwrap();
    symlink(dir.path().join("nowhere"), dir.path().join("documents/brieven/R1/dangling.txt")).unwrap();
    for (class, key) in [
        ("contract_document", "contracten/R7/x-2020-01-31.txt"),
        ("letter", "brieven/R1/link.txt"),
        ("letter", "brieven/R1/dangling.txt"),
    ] {
        assert!(source.read_document(key, &permit()).await.is_err(), "{key}");
        assert!(source.apply(&work(Verb::Delete, class, &[key])).await.is_err(), "{key}");
        assert!(source.verify(&work(Verb::Delete, class, &[key])).await.is_err(), "{key}");
    }
    assert!(source.all_records("R7", &permit()).await.unwrap().is_empty());
    assert_eq!(source.all_records("R1", &permit()).await.unwrap().len(), 3);
    let findings = source.check(&policy()).await.unwrap();
    let of =
        |code: &str| findings.iter().filter(|found| found.code == code).map(|found| found.place.as_str()).collect();
    let links: Vec<&str> = of("S0022");
    assert_eq!(links, ["brieven/R1/dangling.txt", "brieven/R1/link.txt", "contracten/R7"]);
    assert!(dir.path().join("secret/x-2020-01-31.txt").exists());
}

#[tokio::test]
async fn what_is_no_file_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::folder();
    let folder = world.dir.path().join("documents/brieven/R1");
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("s.txt")).unwrap();
    std::fs::write(folder.join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "x").unwrap();
    world.put("los.txt", "x");
    let findings = world.source.check(&policy()).await.unwrap();
    let codes: Vec<&str> = findings.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["S0023", "S0023", "S0020"], "{findings:?}");
    assert_eq!(world.source.all_records("R1", &permit()).await.unwrap().len(), 3);
}
