//! What an officer holds is marked as blocked in VERA, until no hold needs it any more.

use std::fs;
use std::path::PathBuf;

use gestand_app::Lang;
use gestand_app::testing::TestApp;
use gestand_base::{Clock, HoldId, SystemRandom};
use gestand_store::{HoldKind, HoldMark, HoldRow};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::common::*;
use crate::holds::{in_source, place};

const VERA: &str = "
source: vera
label: VERA
kind: vera
mode: write
files: {root: levering, outgoing: uit, domains: [relaties, overeenkomsten, dossier, vastgoed, onderhoud]}
";

/// Collections of which nothing came.
const EMPTY: [&str; 18] = [
    "adressen",
    "authentieke-gegevens",
    "betaalgegevens",
    "communicatievoorkeuren",
    "contactgegevens",
    "contactmomenten",
    "dossiers",
    "huurovereenkomsten",
    "huuropzeggingen",
    "informatieobjecten",
    "inkomens",
    "inschrijvingen",
    "onderhoudsverzoeken",
    "relatie-adressen",
    "relatiegroepen",
    "relatierollen",
    "signaleringen",
    "woonsituaties",
];

fn folder(t: &TestApp, name: &str) -> PathBuf {
    t.dir.path().join("sources").join(name)
}

fn deliver(t: &TestApp, collection: &str, objects: &Value) {
    fs::write(folder(t, "levering").join(format!("{collection}.json")), objects.to_string()).unwrap();
}

/// A corporation with VERA: two cases of one person, of which the second is about another person too.
async fn with_vera(mut t: TestApp) -> TestApp {
    fs::create_dir_all(folder(&t, "levering")).unwrap();
    EMPTY.iter().for_each(|collection| deliver(&t, collection, &json!([])));
    let person = |id: &str| json!({"id": id, "code": id, "soort": {"code": "NAT"}, "achternaam": "Voorbeeld"});
    deliver(&t, "natuurlijk-personen", &json!([person("P1"), person("P2")]));
    let case = |id: &str| json!({"id": id, "omschrijving": "Muziek", "archiefstatus": {"code": "ACT"}});
    deliver(&t, "zaken", &json!([case("Z1"), case("Z2")]));
    let role = |id: &str, case: &str, person: &str| {
        let (case, person) = (json!([{"id": case}]), json!({"id": person}));
        json!({"id": id, "zaak": case, "relatie": person, "soort": {"code": "MEL"}})
    };
    deliver(&t, "zaakrollen", &json!([role("R1", "Z1", "P1"), role("R2", "Z2", "P1"), role("R3", "Z2", "P2")]));
    fs::write(folder(&t, "vera.yaml"), VERA).unwrap();
    t.app = t.reopened().await;
    t
}

fn cases(t: &TestApp) -> Value {
    serde_json::from_slice(&fs::read(folder(t, "levering/zaken.json")).unwrap()).unwrap()
}

/// The archive codes of the two cases.
fn codes(t: &TestApp) -> [String; 2] {
    let cases = cases(t);
    [0, 1].map(|at: usize| cases[at]["archiefstatus"]["code"].as_str().unwrap().to_owned())
}

/// The system itself gives the two cases these archive codes.
fn say(t: &TestApp, codes: [&str; 2]) {
    let mut all = cases(t);
    for (at, code) in codes.into_iter().enumerate() {
        all[at]["archiefstatus"] = json!({"code": code});
    }
    deliver(t, "zaken", &all);
}

/// The system takes in what waits for it, and delivers again. Gives the number of changes.
fn delivered_again(t: &TestApp) -> usize {
    let mut all = cases(t);
    let files: Vec<_> = fs::read_dir(folder(t, "uit")).unwrap().map(|file| file.unwrap().path()).collect();
    for file in &files {
        let changes: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        for change in changes.as_array().unwrap() {
            let case = all.as_array_mut().unwrap().iter_mut().find(|case| case["id"] == change["id"]).unwrap();
            case["archiefstatus"] = change["archiefstatus"].clone();
        }
        fs::remove_file(file).unwrap();
    }
    deliver(t, "zaken", &all);
    files.len()
}

/// Gestand goes on with what waits.
async fn rested(t: &TestApp) -> gestand_app::Result<u32> {
    t.clock.advance(SignedDuration::from_secs(31));
    t.app.resume_all().await
}

async fn taken_in(t: &TestApp) -> usize {
    let changes = delivered_again(t);
    rested(t).await.unwrap();
    changes
}

async fn row(t: &TestApp, hold: HoldId) -> HoldRow {
    t.app.engine().store.read().await.unwrap().hold_by_id(hold).await.unwrap().unwrap()
}

async fn mark(t: &TestApp, hold: HoldId) -> Option<HoldMark> {
    row(t, hold).await.marked
}

/// What is kept of the records before their marks.
async fn kept(t: &TestApp) -> Vec<(String, Option<String>)> {
    let marks = t.app.engine().store.read().await.unwrap().hold_marks_of("vera").await.unwrap();
    marks.into_iter().map(|mark| (mark.record_key, mark.code_before)).collect()
}

#[tokio::test]
async fn what_is_held_is_blocked_until_no_hold_needs_it() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        let record = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        let told = async || t.app.hold_page(&t.officer(), record, Lang::Nl).await.unwrap().mark;
        assert_eq!(told().await, Some(HoldMark::Wanted), "the system has not taken it in");
        assert_eq!(taken_in(&t).await, 1);
        assert_eq!((told().await, codes(&t)), (Some(HoldMark::Set), ["GEB", "ACT"].map(str::to_owned)));

        let person = place(&t, in_source("vera", None, "P1")).await[0];
        let other = place(&t, in_source("vera", None, "P2")).await[0];
        assert_eq!(taken_in(&t).await, 1, "what is marked already is not marked again");
        assert_eq!(codes(&t), ["GEB", "GEB"]);
        assert_eq!((mark(&t, person).await, mark(&t, other).await), (Some(HoldMark::Set), Some(HoldMark::Set)));

        t.app.release_hold(&t.officer(), record).await.unwrap();
        assert_eq!((mark(&t, record).await, taken_in(&t).await), (None, 0), "the person is held");
        t.app.release_hold(&t.officer(), person).await.unwrap();
        assert_eq!(mark(&t, person).await, Some(HoldMark::Set), "the system has not taken it in");
        assert_eq!((taken_in(&t).await, mark(&t, person).await), (1, None));
        assert_eq!(codes(&t), ["ACT", "GEB"], "the second is about somebody who is held");
        t.app.release_hold(&t.officer(), other).await.unwrap();
        assert_eq!(
            (taken_in(&t).await, mark(&t, other).await, codes(&t)),
            (1, None, ["ACT", "ACT"].map(str::to_owned))
        );

        let leaves = leaves(&t).await;
        assert!(leaves.iter().any(|leaf| leaf.contains("hold_placed") && leaf.contains("\"marked\":2")), "{leaves:?}");
        for key in ["\"Z1\"", "\"P1\""] {
            assert!(leaves.iter().all(|leaf| !leaf.contains(key)), "{key} is in the ledger");
        }
        ledger_is_sound(&t).await;
    }
}

/// A folder stands where the change is written.
#[tokio::test]
async fn a_source_that_cannot_be_told_is_told_later() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        let (in_the_way, change) = (folder(&t, "uit/zaken.5a31.part"), folder(&t, "uit/zaken.5a31.json"));
        fs::create_dir_all(&in_the_way).unwrap();
        let hold = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        let elsewhere = place(&t, in_source("primary", None, &known(&t, "Ruben").id.to_string())).await[0];
        assert_eq!((mark(&t, hold).await, mark(&t, elsewhere).await), (Some(HoldMark::Wanted), None));
        fs::remove_dir(in_the_way).unwrap();
        t.app.resume_all().await.unwrap();
        assert!(!change.exists(), "what failed rests");
        let waits = rested(&t).await.unwrap_err();
        assert!(change.exists() && waits.to_string().contains("vera"), "{waits}");
        assert_eq!((taken_in(&t).await, mark(&t, hold).await), (1, Some(HoldMark::Set)));
    }
}

#[tokio::test]
async fn a_source_that_was_taken_out_is_told_when_it_is_back() {
    for t in engines("model").await {
        let mut t = with_vera(t).await;
        let hold = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        assert_eq!(taken_in(&t).await, 1);
        fs::remove_file(folder(&t, "vera.yaml")).unwrap();
        t.app = t.reopened().await;
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        let told = rested(&t).await.unwrap_err().to_string();
        assert!(told.contains("no longer configured"), "{told}");
        fs::write(folder(&t, "vera.yaml"), VERA).unwrap();
        t.app = t.reopened().await;
        rested(&t).await.unwrap_err();
        assert_eq!((taken_in(&t).await, mark(&t, hold).await), (1, None));
        assert_eq!(codes(&t), ["ACT", "ACT"]);
    }
}

/// What was told already comes first: else the system would block the record after the release.
#[tokio::test]
async fn a_hold_that_is_released_before_it_is_marked_leaves_no_mark() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        let hold = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        assert_eq!(mark(&t, hold).await, Some(HoldMark::Wanted));
        delivered_again(&t);
        rested(&t).await.unwrap_err();
        assert_eq!((codes(&t), mark(&t, hold).await), (["GEB", "ACT"].map(str::to_owned), Some(HoldMark::Set)));
        assert_eq!((taken_in(&t).await, mark(&t, hold).await), (1, None));
        assert_eq!(codes(&t), ["ACT", "ACT"]);
    }
}

#[tokio::test]
async fn what_stood_there_is_put_back_and_a_block_of_the_system_itself_stays() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        say(&t, ["BEW", "GEB"]);
        let person = place(&t, in_source("vera", None, "P1")).await[0];
        assert_eq!((taken_in(&t).await, mark(&t, person).await), (1, Some(HoldMark::Set)));
        assert_eq!(codes(&t), ["GEB", "GEB"]);
        assert_eq!(kept(&t).await, [("Z1".to_owned(), Some("BEW".to_owned()))]);
        t.app.release_hold(&t.officer(), person).await.unwrap();
        assert_eq!((taken_in(&t).await, mark(&t, person).await), (1, None));
        assert_eq!(codes(&t), ["BEW", "GEB"]);
        assert!(kept(&t).await.is_empty());
    }
}

#[tokio::test]
async fn the_last_of_two_holds_puts_back_what_stood_there_before_the_first() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        say(&t, ["BEW", "ACT"]);
        let first = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        assert_eq!(taken_in(&t).await, 1);
        let second = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        assert_eq!(mark(&t, second).await, Some(HoldMark::Set), "the record says so already");
        t.app.release_hold(&t.officer(), first).await.unwrap();
        assert_eq!((mark(&t, first).await, taken_in(&t).await, codes(&t)[0].as_str()), (None, 0, "GEB"));
        t.app.release_hold(&t.officer(), second).await.unwrap();
        assert_eq!((taken_in(&t).await, mark(&t, second).await, codes(&t)[0].as_str()), (1, None, "BEW"));
    }
}

/// What stood there is on disk before the system is told: a kill in between repeats the mark.
#[tokio::test]
async fn a_mark_that_is_set_again_keeps_what_stood_there_first() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        say(&t, ["BEW", "ACT"]);
        let in_the_way = folder(&t, "uit/zaken.5a31.part");
        fs::create_dir_all(&in_the_way).unwrap();
        let hold = place(&t, in_source("vera", Some("case"), "Z1")).await[0];
        let before = [("Z1".to_owned(), Some("BEW".to_owned()))];
        assert_eq!((mark(&t, hold).await, kept(&t).await.as_slice()), (Some(HoldMark::Wanted), before.as_slice()));
        fs::remove_dir(in_the_way).unwrap();
        say(&t, ["GEB", "ACT"]);
        rested(&t).await.unwrap();
        assert_eq!((mark(&t, hold).await, kept(&t).await.as_slice()), (Some(HoldMark::Set), before.as_slice()));
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        assert_eq!((taken_in(&t).await, codes(&t)[0].as_str()), (1, "BEW"));
    }
}

#[tokio::test]
async fn what_the_system_says_since_and_what_is_restricted_is_left_alone() {
    for t in engines("model").await {
        let t = with_vera(t).await;
        let hold = place(&t, in_source("vera", None, "P1")).await[0];
        assert_eq!(taken_in(&t).await, 2);
        say(&t, ["OVE", "GEB"]);
        let restriction = HoldRow {
            id: HoldId::new(t.clock.now(), &SystemRandom::new().unwrap()),
            kind: HoldKind::Restriction,
            class: Some("case".into()),
            record_key: Some("Z2".into()),
            subject_key: None,
            marked: None,
            ..row(&t, hold).await
        };
        let mut tx = t.app.engine().store.write("test").await.unwrap();
        tx.hold_insert(&restriction).await.unwrap();
        tx.commit().await.unwrap();
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        assert_eq!((mark(&t, hold).await, delivered_again(&t)), (None, 0));
        assert_eq!(codes(&t), ["OVE", "GEB"]);
    }
}
