//! A hold on what would go along when a record is deleted keeps that record too.

use gestand_app::Lang;
use gestand_app::testing::{self, TestApp};
use gestand_base::{CaseId, HoldId};
use gestand_cases::Reason;
use gestand_store::{CaseKind, CaseState, Verdict};

use crate::common::*;
use crate::holds::{in_source, place, release};
use crate::retention::run;

/// Somebody whom only sheets are about.
const OTHER: &str = "999999";

/// The sheet of the first binder; it is about nobody.
const SHEET: &str = r#"["1","1"]"#;

const BINDERS: &str = "
  binder:
    label: Map
    table: map
    key: [id]
    subjects: [{role: subject, path: [relatie_id -> natuurlijk_persoon.id]}]
    columns: {tekst: {item: contact_moment}}
    events: {answered: klaar}
    delete: row
    children: [[id -> blad.map_id]]
  sheet:
    label: Blad
    table: blad
    key: [map_id, nr]
    subjects: [{role: subject, path: [relatie_id -> natuurlijk_persoon.id]}]
    columns: {tekst: {item: contact_moment}}
    delete: row
";

/// A corporation with three binders of Ruben that are past their term, each with a sheet: of the second it is about
/// somebody else.
async fn with_binders(t: TestApp) -> TestApp {
    let ruben = known(&t, "Ruben").id;
    let binders: Vec<String> = (1..=3).map(|id| format!("({id}, {ruben}, 'x', '2020-01-01')")).collect();
    let tables = format!(
        "CREATE TABLE map (id INTEGER PRIMARY KEY, relatie_id INTEGER, tekst TEXT, klaar TEXT);
         CREATE TABLE blad (map_id INTEGER, nr INTEGER, relatie_id INTEGER, tekst TEXT, PRIMARY KEY (map_id, nr));
         INSERT INTO map VALUES {};
         INSERT INTO blad VALUES (1, 1, NULL, 'y'), (2, 1, {OTHER}, 'y'), (3, 1, NULL, 'y')",
        binders.join(", ")
    );
    change(t.dir.path(), &tables).await;
    annotated(t, "primary.yaml", |text| format!("{text}{BINDERS}")).await
}

/// The binders that are left, and how many sheets.
async fn left(t: &TestApp) -> (Vec<String>, u64) {
    let binders = rows(t.dir.path(), "SELECT CAST(id AS TEXT) FROM map ORDER BY id").await.concat();
    (binders, number(t.dir.path(), "SELECT COUNT(*) FROM blad").await)
}

fn binders(ids: &[&str]) -> (Vec<String>, u64) {
    (ids.iter().map(|id| (*id).to_owned()).collect(), ids.len() as u64)
}

/// On the sheet of the first binder, and on whom that of the second is about.
async fn two_holds(t: &TestApp) -> [HoldId; 2] {
    [place(t, in_source("primary", Some("sheet"), SHEET)).await[0], incident_hold(t, OTHER).await]
}

async fn propose(t: &TestApp) -> gestand_base::PlanId {
    t.app.propose_retention(&t.officer()).await.unwrap()
}

#[tokio::test]
async fn a_plan_leaves_what_would_take_a_held_record_along() {
    for t in engines("model").await {
        let t = with_binders(t).await;
        let [sheet, person] = two_holds(&t).await;
        let plan = propose(&t).await;
        assert_eq!(t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.held, 2);
        run(&t, plan).await;
        assert_eq!(left(&t).await, binders(&["1", "2"]));
        for hold in [sheet, person] {
            let waits = t.app.hold_page(&t.officer(), hold, Lang::Nl).await.unwrap().rules;
            assert_eq!(
                waits.iter().map(|line| (line.class.nl.as_str(), line.records)).collect::<Vec<_>>(),
                [("Map", 1)]
            );
        }
        t.app.release_hold(&t.officer(), sheet).await.unwrap();
        let next = propose(&t).await;
        run(&t, next).await;
        assert_eq!(left(&t).await, binders(&["2"]));
        t.app.release_hold(&t.officer(), person).await.unwrap();
        let last = propose(&t).await;
        run(&t, last).await;
        assert_eq!(left(&t).await, binders(&[]));
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn such_a_hold_wins_after_the_plan_was_made_too() {
    for t in engines("model").await {
        let t = with_binders(t).await;
        let plan = propose(&t).await;
        let holds = two_holds(&t).await;
        run(&t, plan).await;
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!((page.line.held, page.groups.iter().map(|group| group.withheld).sum::<u64>()), (0, 2));
        assert_eq!(left(&t).await, binders(&["1", "2"]));
        for hold in holds {
            t.app.release_hold(&t.officer(), hold).await.unwrap();
        }
        let next = propose(&t).await;
        run(&t, next).await;
        assert_eq!(left(&t).await, binders(&[]));
    }
}

/// What a restore brought back is not erased again while something in it is held.
#[tokio::test]
async fn what_came_back_stays_with_what_is_held_in_it() {
    let t = with_binders(testing::app("model").await).await;
    let (here, backup) = (t.dir.path().join("sources/primary.sqlite"), t.dir.path().join("sources/backup"));
    std::fs::copy(&here, &backup).unwrap();
    let plan = propose(&t).await;
    run(&t, plan).await;
    assert_eq!(left(&t).await, binders(&[]));
    std::fs::copy(&backup, &here).unwrap();
    two_holds(&t).await;
    let found = t.app.replay(&t.officer()).await.unwrap();
    assert_eq!(found.held, 2, "{found:?}");
    run(&t, found.plan.unwrap()).await;
    assert_eq!(left(&t).await, binders(&["1", "2"]));
}

/// Records in a part of the answer.
fn count(answer: &serde_json::Value, part: &str, what: &str) -> u64 {
    let lines = answer[part].as_array().unwrap().iter().filter(|line| line["what"] == what);
    lines.map(|line| line["count"].as_u64().unwrap()).sum()
}

/// The requester is not whom the hold is about.
#[tokio::test]
async fn a_request_waits_for_a_hold_on_what_its_record_takes_along() {
    for t in engines("model").await {
        let t = with_binders(t).await;
        let hold = incident_hold(&t, OTHER).await;
        let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
        let found = findings(&t, submitted.id).await;
        let held = found.iter().filter(|line| line.class_label.nl == "Map" && line.proposal == Verdict::Keep);
        assert_eq!(held.map(|line| (line.records, line.grounds[0].reason)).collect::<Vec<_>>(), [(1, Reason::Held)]);
        accepted(&t, &submitted).await;
        assert_eq!(left(&t).await, binders(&["2"]));
        let answer = answer_json(&t, &submitted).await;
        assert_eq!((count(&answer, "erased", "Map"), count(&answer, "kept", "Map")), (2, 1), "{answer}");
        waited(&t, hold, submitted.id, "Map", 1).await;
        assert_eq!(left(&t).await, binders(&[]));
        assert_eq!(count(&answer_json(&t, &submitted).await, "kept", "Map"), 0);
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn so_it_does_when_the_hold_comes_after_the_verdict() {
    for t in engines("model").await {
        let t = with_binders(t).await;
        let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let [sheet, person] = two_holds(&t).await;
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(left(&t).await, binders(&["1", "2"]));
        let answer = answer_json(&t, &submitted).await;
        assert_eq!((count(&answer, "erased", "Map"), count(&answer, "kept", "Map")), (1, 2), "{answer}");
        waited(&t, sheet, submitted.id, "Map", 1).await;
        assert_eq!(left(&t).await, binders(&["2"]));
        waited(&t, person, submitted.id, "Map", 1).await;
        assert_eq!(left(&t).await, binders(&[]));
        ledger_is_sound(&t).await;
    }
}

/// Records of a class waited for the hold; it is released, and the request goes on to its end.
async fn waited(t: &TestApp, hold: HoldId, request: CaseId, class: &str, records: u64) {
    let requests = t.app.hold_page(&t.officer(), hold, Lang::Nl).await.unwrap().requests;
    let of_class = requests.iter().filter(|line| line.class.nl == class);
    assert_eq!(of_class.map(|line| line.records).sum::<u64>(), records);
    release(t, hold, request).await;
    assert_eq!(state(t, request).await, CaseState::Answered);
}

const MAILBOX: &str = "
source: post
label: Postvak
kind: mail
mode: write
own_domains: [corporatie.example]
classes:
  letter: {label: E-mail, maildir: Maildir, item: correspondence, events: {answered: sent}}
";

/// The second attachment of the message.
const ATTACHMENT: &str = "letter:1.a.host#1";

/// A corporation with a mailbox, in which Ruben has sent two files.
async fn with_mailbox(mut t: TestApp) -> TestApp {
    let part = |name: &str| {
        let head = format!("--x\r\nContent-Type: text/plain; name=\"{name}\"\r\nContent-Disposition: attachment; ");
        format!("{head}filename=\"{name}\"\r\n\r\nEen bestand.\r\n")
    };
    let letter = format!(
        "From: {}\r\nTo: verhuur@corporatie.example\r\nSubject: Lekkage\r\nDate: Sun, 1 Mar 2020 10:00:00 +0100\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nDe kraan lekt.\r\n{}{}--x--\r\n",
        known(&t, "Ruben").email,
        part("een.txt"),
        part("twee.txt")
    );
    let sources = t.dir.path().join("sources");
    std::fs::create_dir_all(sources.join("Maildir/cur")).unwrap();
    std::fs::write(sources.join("Maildir/cur/1.a.host"), letter).unwrap();
    std::fs::write(sources.join("post.yaml"), MAILBOX).unwrap();
    t.app = t.reopened().await;
    t
}

fn letter_is_there(t: &TestApp) -> bool {
    t.dir.path().join("sources/Maildir/cur/1.a.host").exists()
}

#[tokio::test]
async fn a_plan_leaves_a_message_of_which_an_attachment_is_held() {
    let t = with_mailbox(testing::app("model").await).await;
    let hold = place(&t, in_source("post", Some("letter_attachment"), ATTACHMENT)).await[0];
    let plan = propose(&t).await;
    assert_eq!(t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.held, 1);
    run(&t, plan).await;
    assert!(letter_is_there(&t));
    t.app.release_hold(&t.officer(), hold).await.unwrap();
    let next = propose(&t).await;
    run(&t, next).await;
    assert!(!letter_is_there(&t));
}

/// Its other attachment stays too, and the plan does not stop on it.
#[tokio::test]
async fn a_request_waits_for_a_hold_on_an_attachment() {
    for t in engines("model").await {
        let t = with_mailbox(t).await;
        let ruben = known(&t, "Ruben");
        let submitted = identified(&t, intake(CaseKind::Erasure, ruben)).await;
        let candidates = page(&t, submitted.id).await.candidates;
        let mut chosen = same_person(&candidates, ruben);
        let in_post = candidates.iter().filter(|line| line.source == "post");
        chosen.extend(in_post.map(|line| (line.source.clone(), line.key.clone())));
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
        nothing_in_archive(&t, submitted.id).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let hold = place(&t, in_source("post", Some("letter_attachment"), ATTACHMENT)).await[0];
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert!(letter_is_there(&t));
        waited(&t, hold, submitted.id, "E-mail", 1).await;
        assert!(!letter_is_there(&t));
        ledger_is_sound(&t).await;
    }
}
