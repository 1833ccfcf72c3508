//! VERA over HTTP: the same answers as from files, and what happens when the interface fails.

use std::time::Duration;

use gestand_documents::worker::Reader;
use gestand_sources::{Source, SourceError, SubjectQuery};

use crate::common::{Dir, by_number, outline, permit, policy, some};
use crate::server::{Fault, Paging, SECRET, Server};
use crate::world::{OF_FENNA, deliver, files, world};
use crate::{in_full, records};

const SEARCHES: [&str; 3] = ["", "  find_by: {post: _zoek}\n", "  find_by: {query: '{link}.id'}\n"];

async fn started(more: &str) -> (Dir, Server, Box<dyn Source>) {
    let dir = Dir::new();
    let server = Server::start(world()).await;
    let source = dir.source(&server.annotation(&dir, "read", more));
    (dir, server, source)
}

#[tokio::test]
async fn the_same_person_over_files_and_http_is_the_same() {
    let dir = Dir::new();
    deliver(&dir, &world());
    let filed = dir.source(&files("read"));
    for more in SEARCHES {
        for paging in [Paging::Cursor, Paging::Number] {
            let (_dir, server, source) = started(more).await;
            server.system().paging = paging;
            for person in ["P1", "P2", "P3", "niemand"] {
                let (over, from) = (records(&*source, person).await, records(&*filed, person).await);
                if person == "P1" {
                    assert_eq!(outline(&over), OF_FENNA, "{more} {paging:?}");
                }
                assert_eq!(in_full(&over), in_full(&from), "{more} {paging:?} {person}");
            }
        }
    }
}

#[tokio::test]
async fn no_personal_value_is_ever_in_an_address() {
    for more in SEARCHES {
        let (_dir, server, source) = started(more).await;
        server.system().data.get_mut("natuurlijk-personen").unwrap()[0]["bsn"] = "999999990".into();
        let query = SubjectQuery {
            relation_number: some("R1"),
            name: some("Fenna Voorbeeld"),
            birth_date: some("1984-03-12"),
            email: some("samen@example.nl"),
            phone: some("0612345678"),
            postcode: some("1234AB"),
        };
        let found = source.find(&query, &permit()).await.unwrap();
        assert_eq!((found[0].key.as_str(), found[0].score), ("P1", 100), "{more}");
        records(&*source, "P1").await;
        source.check(&policy()).await.unwrap();
        source.scan_identification_numbers().await.unwrap();
        let log = server.system().log.clone();
        assert!(log.len() > 20);
        let personal = ["999999990", "Fenna", "Voorbeeld", "1984", "samen", "example.nl", "12345678", "1234", "R1"];
        for line in log {
            let address = line.split(' ').nth(1).unwrap();
            assert!(!personal.iter().any(|value| address.contains(value)), "{address}");
            assert!(!line.contains("999999990"), "a BSN is not searched for either");
        }
    }
}

#[tokio::test]
async fn the_three_ways_of_asking_find_the_same_persons() {
    for more in SEARCHES {
        let (_dir, server, source) = started(more).await;
        let keys = async |query: SubjectQuery| {
            let found = source.find(&query, &permit()).await.unwrap();
            found.into_iter().map(|one| one.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(SubjectQuery { email: some("samen@example.nl"), ..Default::default() }).await, ["P1", "P2"]);
        assert_eq!(keys(SubjectQuery { phone: some("010 1234567"), ..Default::default() }).await, ["P3"]);
        assert_eq!(keys(SubjectQuery { name: some("Ruben Proef"), ..Default::default() }).await, ["P2", "P3"]);
        server.system().log.clear();
        assert_eq!(keys(by_number("R1")).await, ["P1"]);
        if more.contains("_zoek") {
            let log = server.system().log.clone();
            let whole = |line: &&String| line.starts_with("GET /relaties/v4/natuurlijk-personen ");
            assert_eq!(log.iter().filter(whole).count(), 0, "a search asks for no whole collection: {log:?}");
        }
    }
}

#[tokio::test]
async fn a_token_is_kept_until_it_ends_and_renewed_once_when_it_is_refused() {
    let (_dir, server, source) = started("").await;
    records(&*source, "P1").await;
    assert_eq!(server.system().tokens, 1);
    server.fail([Fault::Forgotten]);
    assert_eq!(outline(&records(&*source, "P1").await), OF_FENNA);
    assert_eq!(server.system().tokens, 2);
    server.fail([Fault::Forgotten, Fault::Forgotten]);
    let error = source.all_records("P1", &permit()).await.unwrap_err();
    assert!(matches!(&error, SourceError::Unreachable { reason, .. } if reason.contains("401")), "{error}");
    // A token that ends within the margin is used once.
    let (_dir, server, source) = started("").await;
    server.system().token_lasts = 10;
    source.keys("role", None, 10).await.unwrap();
    assert_eq!(server.system().tokens, 2, "two pages, two tokens");
}

#[tokio::test]
async fn a_wrong_secret_is_told_without_the_secret() {
    let (dir, server, source) = started("").await;
    dir.write("secret", "anders");
    let error = source.find(&by_number("R1"), &permit()).await.unwrap_err().to_string();
    assert!(error.contains("no token was given: HTTP 401") && !error.contains("anders"), "{error}");
    assert!(server.system().log.is_empty());
    dir.write("secret", SECRET);
    assert_eq!(outline(&records(&*source, "P1").await), OF_FENNA, "the secret is read at each use");
}

#[tokio::test]
async fn a_busy_interface_is_asked_again_and_an_absent_one_is_told() {
    let (_dir, server, source) = started("").await;
    server.fail([Fault::Status(429, Some("1")), Fault::Status(503, None), Fault::Cut, Fault::Status(502, None)]);
    let before = tokio::time::Instant::now();
    assert_eq!(outline(&records(&*source, "P1").await), OF_FENNA);
    assert!(before.elapsed() >= Duration::from_secs(1), "Retry-After is honoured");
    server.fail(vec![Fault::Status(503, None); 5]);
    let error = source.all_records("P1", &permit()).await.unwrap_err();
    assert!(matches!(&error, SourceError::Unreachable { reason, .. } if reason.contains("tried 5 times")), "{error}");
    assert!(error.to_string().contains("BUSY") && !error.to_string().contains("Fenna"), "{error}");
    server.fail([Fault::Status(429, Some("3600"))]);
    let error = source.all_records("P1", &permit()).await.unwrap_err().to_string();
    assert!(error.contains("asks to wait 3600 seconds"), "{error}");
}

#[tokio::test]
async fn a_bad_answer_is_never_an_empty_one() {
    let (_dir, server, source) = started("").await;
    for (fault, told) in [
        (Fault::Html, "not JSON by its content type"),
        (Fault::Half, "ends too early"),
        (Fault::Short, "records came"),
        (Fault::Status(404, None), "HTTP 404"),
        (Fault::Status(500, None), "HTTP 500"),
        (Fault::Status(403, None), "HTTP 403"),
        (Fault::Status(302, None), "HTTP 302"),
        (Fault::Status(204, None), "HTTP 204"),
    ] {
        server.fail([fault.clone()]);
        let error = source.all_records("P1", &permit()).await.expect_err(told).to_string();
        assert!(error.contains(told) && !error.contains("half"), "{fault:?}: {error}");
        server.system().faults.clear();
    }
    server.fail(vec![Fault::Slow(Duration::from_secs(3)); 5]);
    let error = source.keys("role", None, 1).await.unwrap_err().to_string();
    assert!(error.contains("no answer in time"), "{error}");
}

#[tokio::test]
async fn requests_keep_to_the_rate() {
    let (dir, server, _) = started("").await;
    let slow = server.annotation(&dir, "read", "").replace("max_per_second: 100000", "max_per_second: 20");
    let source = dir.source(&slow);
    let before = tokio::time::Instant::now();
    source.keys("email_address", None, 10).await.unwrap();
    assert_eq!(server.system().log.len(), 3);
    assert!(before.elapsed() >= Duration::from_millis(100), "three requests take two steps of 50 ms");
}

#[tokio::test]
async fn a_search_that_gives_too_little_is_found_by_the_check() {
    let (_dir, server, source) = started(SEARCHES[2]).await;
    let codes = async || {
        let findings = source.check(&policy()).await.unwrap();
        findings
            .iter()
            .filter(|finding| finding.code == "S0034")
            .map(|finding| finding.place.clone())
            .collect::<Vec<_>>()
    };
    assert!(codes().await.is_empty());
    server.system().honest = false;
    assert!(codes().await.contains(&"email_address.relatie".to_owned()));
}

#[tokio::test]
async fn an_annotation_that_would_leak_is_refused() {
    let (dir, server, _) = started("").await;
    let good = server.annotation(&dir, "read", "");
    let refused = |text: String| {
        dir.write("bad.yaml", text);
        gestand_sources::read(&dir.path().join("bad.yaml"), &Reader::none()).map(drop).unwrap_err().to_string()
    };
    let port = server.port;
    assert!(
        refused(good.replace(&format!("http://127.0.0.1:{port}/dossier"), "http://vera.example")).contains("https")
    );
    assert!(refused(good.replace("client_secret_file: secret", "client_secret: abc")).contains("client_secret"));
    assert!(refused(good.replace("client_secret_file: secret,", "")).contains("where the secret is"));
    assert!(refused(format!("{good}skip: [natuurlijk-personen]\n")).contains("natuurlijk-personen"));
    assert!(refused(good.replace("http:\n", "files: {root: ., domains: [relaties]}\nhttp:\n")).contains("either"));
}
