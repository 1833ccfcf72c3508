//! The index of who is mentioned where: built, found by a request, gone with its documents, taken up after a kill.

use std::path::PathBuf;
use std::sync::Arc;

use gestand_app::testing::TestApp;
use gestand_app::{Actor, Indexed};
use gestand_store::{CaseKind, CaseState, Engine, Verdict};
use jiff::SignedDuration;

use crate::common::*;
use crate::holds::{accept, in_source, place};

/// A letter to somebody else.
fn letter(t: &TestApp, name: &str, text: &str) -> PathBuf {
    let other = known(t, "Wouter");
    let folder = t.dir.path().join("sources/documents/brieven").join(&other.relation_number);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

async fn index(t: &TestApp) -> Indexed {
    let all = t.app.update_index(&Actor::System, None, &|_, _| {}).await.unwrap();
    let of = |source: &str| all.iter().find(|one| one.source == source).cloned().unwrap();
    assert_eq!(of("cameras").documents, 0, "footage has no text");
    of("documents")
}

/// The files in which the person of a case was found to be mentioned.
async fn mentioned(t: &TestApp, submitted: &gestand_app::Submitted) -> Vec<String> {
    let found = findings(t, submitted.id).await.into_iter().filter(|line| line.role == "mentioned");
    let mut files: Vec<String> = found.filter_map(|line| line.document).collect();
    files.sort();
    files
}

/// The facts of the history line that tells the search.
async fn told(t: &TestApp, submitted: &gestand_app::Submitted) -> serde_json::Value {
    let history = page(t, submitted.id).await.history;
    history.into_iter().find(|line| line.kind == "search_completed").unwrap().facts
}

#[tokio::test]
async fn documents_of_others_that_name_the_person_are_found_and_weighed() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let surname = fenna.name.rsplit(' ').next().unwrap();
        letter(&t, "brief-2025-01-01.txt", &format!("Uw buurvrouw schreef ons vanaf {}.", fenna.email.to_uppercase()));
        letter(&t, "brief-2025-01-02.txt", &format!("Mevrouw F. {surname}, geboren {}, belde.", fenna.birth_date));
        letter(&t, "brief-2025-01-03.txt", &format!("F. {surname} belde."));
        letter(&t, "brief-2025-01-04.txt", &format!("Het gaat om {}.", fenna.postcode));
        letter(&t, "brief-2025-01-05.txt", &format!("Bel {} terug.", fenna.phone));
        letter(&t, "brief-2025-01-06.txt", &format!("Kenmerk {}.", fenna.relation_number));
        letter(&t, "brief-2025-01-07.txt", "%PDF-1.7 afgebroken");
        let indexed = index(&t).await;
        assert_eq!((indexed.read, indexed.problem.is_none()), (indexed.documents, true), "{indexed:?}");
        assert_eq!(indexed.unread.iter().map(|(_, count)| count).sum::<u64>(), 1, "{indexed:?}");
        assert_eq!(index(&t).await.read, 0, "nothing has changed");

        let submitted = to_review(&t, CaseKind::Access, fenna).await;
        let files = ["01", "02", "05", "06"].map(|day| format!("brief-2025-01-{day}.txt"));
        assert_eq!(mentioned(&t, &submitted).await, files);
        let facts = told(&t, &submitted).await;
        assert_eq!((&facts["mentioned"], &facts["unread_documents"]), (&4.into(), &1.into()), "{facts}");
        assert!(facts["documents_read_on"].is_string());
        for line in findings(&t, submitted.id).await.iter().filter(|line| line.role == "mentioned") {
            assert!(line.needs_review && line.verdict.is_none(), "a person decides");
            assert_eq!(line.proposal, Verdict::Redact);
        }
        assert_eq!(conflict(t.app.complete_review(&t.officer(), submitted.id).await), "records-undecided");
        let own = findings(&t, submitted.id).await;
        let own = own.iter().filter(|line| line.role == "subject" && line.document.is_some()).count();
        assert!(own > 0, "what is filed under her number is there once, as hers");

        // What the request found is held until it closes, whosever it is.
        let store = &t.app.engine().store;
        let holds = store.read().await.unwrap().holds_active().await.unwrap();
        let held: Vec<_> = holds.iter().filter_map(|hold| hold.record_key.as_ref()).collect();
        assert_eq!(held.len(), 4, "{held:?}");
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let left = store.read().await.unwrap().holds_active().await.unwrap();
        assert!(left.iter().all(|hold| hold.record_key.is_none()));
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn an_erasure_takes_no_document_of_another_by_itself() {
    for t in engines("model").await {
        let imke = known(&t, "Imke");
        let file = letter(&t, "brief-2025-01-01.txt", &format!("Ook {} klaagde.", imke.email));
        index(&t).await;
        let submitted = to_review(&t, CaseKind::Erasure, imke).await;
        let found = findings(&t, submitted.id).await;
        let line = found.iter().find(|line| line.role == "mentioned").unwrap();
        assert!(line.needs_review && line.verdict.is_none() && line.proposal == Verdict::Keep);
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert!(file.exists());
    }
}

/// It waited for a hold of another: when that is released, an officer weighs it, and it does not go by itself.
#[tokio::test]
async fn a_document_of_another_that_was_held_does_not_go_with_the_hold() {
    for t in engines("model").await {
        let (imke, other) = (known(&t, "Imke"), known(&t, "Wouter"));
        let file = letter(&t, "brief-2025-01-01.txt", &format!("Ook {} klaagde.", imke.email));
        index(&t).await;
        let key = format!("brieven/{}/brief-2025-01-01.txt", other.relation_number);
        let hold = place(&t, in_source("documents", Some("letter"), &key)).await[0];
        let submitted = to_review(&t, CaseKind::Erasure, imke).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        let found = findings(&t, submitted.id).await;
        let line = found.iter().find(|line| line.role == "mentioned").unwrap();
        assert_eq!((line.proposal, line.needs_review), (Verdict::Keep, true));
        accept(&t, submitted.id).await;
        assert!(file.exists());
    }
}

#[tokio::test]
async fn the_database_holds_nothing_of_it_in_the_clear() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        letter(&t, "brief-2025-01-01.txt", &format!("Van {} met BSN 111222333.", fenna.email));
        let indexed = index(&t).await;
        assert!(indexed.documents > 0);
        if t.app.engine().store.engine() != Engine::Sqlite {
            continue;
        }
        let mut bytes = Vec::new();
        for file in ["gestand.sqlite", "gestand.sqlite-wal"] {
            bytes.extend(std::fs::read(t.dir.path().join(file)).unwrap_or_default());
        }
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(holds("documents"), "the name of the source is there: the file is the right one");
        for text in [fenna.email.as_str(), "brief-2025", &known(&t, "Wouter").relation_number, "111222333"] {
            assert!(!holds(text), "{text}");
        }
    }
}

#[tokio::test]
async fn what_changes_or_goes_changes_and_goes_in_the_index() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let changed = letter(&t, "brief-2025-01-01.txt", &format!("Van {}.", fenna.email));
        let gone = letter(&t, "brief-2025-01-02.txt", &format!("Van {}.", fenna.email));
        letter(&t, "brief-2025-01-03.txt", &format!("Van {}.", fenna.email));
        let before = index(&t).await;
        std::fs::write(&changed, "Van iemand anders, en langer dan het was, zodat het te zien is.").unwrap();
        std::fs::remove_file(&gone).unwrap();
        let after = index(&t).await;
        assert_eq!((after.read, after.gone, after.documents), (1, 1, before.documents - 1));
        let submitted = to_review(&t, CaseKind::Access, fenna).await;
        assert_eq!(mentioned(&t, &submitted).await, ["brief-2025-01-03.txt"]);
    }
}

#[tokio::test]
async fn what_is_not_read_yet_is_told() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        letter(&t, "brief-2025-01-01.txt", &format!("Van {}.", fenna.email));
        let submitted = to_review(&t, CaseKind::Access, fenna).await;
        assert!(mentioned(&t, &submitted).await.is_empty());
        assert_eq!(told(&t, &submitted).await["documents_not_read"], true);
        assert_eq!(state(&t, submitted.id).await, CaseState::Reviewing);
        assert!(t.app.update_index(&Actor::System, Some("primary"), &|_, _| {}).await.is_err(), "it has no documents");
        assert!(t.app.update_index(&t.desk(), None, &|_, _| {}).await.is_err());
    }
}

#[tokio::test]
async fn what_a_plan_erases_leaves_the_index_with_the_receipt() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben");
        index(&t).await;
        let count = async || {
            let mut tx = t.app.engine().store.read().await.unwrap();
            tx.documents_count("documents").await.unwrap()
        };
        let (files_before, indexed_before) = (files(t.dir.path(), "documents").len() as u64, count().await);
        assert_eq!(files_before, indexed_before);
        answered(&t, CaseKind::Erasure, ruben).await;
        let left = files(t.dir.path(), "documents").len() as u64;
        assert!(left < files_before, "the erasure takes documents");
        assert_eq!(count().await, left, "without a new round of reading");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_killed_reading_is_taken_up_where_it_was() {
    for t in engines("model").await {
        for number in 0..230 {
            letter(&t, &format!("brief-2024-{:02}-{:02}.txt", 1 + number / 28, 1 + number % 28), "Een brief.");
        }
        let all = files(t.dir.path(), "documents").len() as u64;
        let dying = Arc::clone(&t.app);
        let died = tokio::spawn(async move {
            let die = |_: &str, looked_at: u64| assert!(looked_at < 200, "killed");
            dying.update_index(&Actor::System, Some("documents"), &die).await
        });
        assert!(died.await.unwrap_err().is_panic());
        let other = t.reopened().await;
        let early = other.update_index(&Actor::System, Some("documents"), &|_, _| {}).await;
        assert_eq!(conflict(early), "work-elsewhere", "as far as anybody knows, it is still being read");
        t.clock.advance(SignedDuration::from_secs(2));
        let rest = other.update_index(&Actor::System, Some("documents"), &|_, _| {}).await.unwrap();
        assert_eq!((rest[0].read, rest[0].documents), (all - 200, all), "two pages were done");
        assert_eq!(index(&t).await.read, 0);
    }
}

#[tokio::test]
async fn a_source_that_is_away_leaves_the_search_open() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        letter(&t, "brief-2025-01-01.txt", &format!("Van {}.", fenna.email));
        index(&t).await;
        let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
        let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
        let (here, away) = (t.dir.path().join("sources/documents"), t.dir.path().join("sources/away"));
        std::fs::rename(&here, &away).unwrap();
        let problem = t.app.update_index(&Actor::System, Some("documents"), &|_, _| {}).await.unwrap();
        assert!(problem[0].problem.is_some() && problem[0].gone == 0, "what cannot be read is not gone: {problem:?}");
        nothing_in_archive(&t, submitted.id).await;
        assert_eq!(state(&t, submitted.id).await, CaseState::Searching, "an answer without it would be silent");
        std::fs::rename(&away, &here).unwrap();
        let before = findings(&t, submitted.id).await.len();
        t.app.search_again(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Reviewing);
        assert_eq!(mentioned(&t, &submitted).await, ["brief-2025-01-01.txt"]);
        assert_eq!(findings(&t, submitted.id).await.len(), before + 1, "and nothing twice");
    }
}
