//! Holds that an officer places: on a record, on a person, and on the person of a request.

use gestand_app::testing::TestApp;
use gestand_app::{Actor, AppError, Held, HoldAsk};
use gestand_base::{CaseId, HoldId};
use gestand_store::{CaseKind, CaseState, HoldKind, HoldRow};

use crate::common::*;
use crate::retention::run;

fn ask(what: Held) -> HoldAsk {
    HoldAsk { kind: Some(HoldKind::Claim), what, reason: "zaak 2026-14".into(), until: "tot de uitspraak".into() }
}

pub fn in_source(source: &str, class: Option<&str>, key: &str) -> Held {
    Held::InSource { source: source.into(), class: class.map(str::to_owned), key: key.into() }
}

pub async fn place(t: &TestApp, what: Held) -> Vec<HoldId> {
    t.app.hold_by_officer(&t.officer(), ask(what)).await.unwrap_or_else(|e| panic!("{e}"))
}

async fn active(t: &TestApp) -> Vec<HoldRow> {
    t.app.engine().store.read().await.unwrap().holds_active().await.unwrap()
}

/// Releases a hold; the officer takes the proposals.
pub async fn release(t: &TestApp, hold: HoldId, request: CaseId) {
    t.app.release_hold(&t.officer(), hold).await.unwrap();
    accept(t, request).await;
}

/// Takes the proposals, where something must be weighed.
pub async fn accept(t: &TestApp, request: CaseId) {
    if state(t, request).await == CaseState::Reviewing {
        t.app.accept_proposals(&t.officer(), request).await.unwrap();
        t.app.complete_review(&t.officer(), request).await.unwrap();
    }
}

#[tokio::test]
async fn a_plan_leaves_a_held_record_until_it_is_released() {
    for t in engines("woonpunt").await {
        let old = "hal-voorbeeldstraat/2026-10-22/07-00-00.mp4";
        let there = || files(t.dir.path(), "cameras").iter().any(|path| path == old);
        let holds = place(&t, in_source("cameras", Some("camera_segment"), old)).await;
        let [hold] = holds[..] else { panic!("{holds:?}") };
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        run(&t, plan).await;
        assert!(there());
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        let next = t.app.propose_retention(&t.officer()).await.unwrap();
        run(&t, next).await;
        assert!(!there());
        for words in ["zaak 2026-14", "uitspraak", old] {
            assert!(leaves(&t).await.iter().all(|leaf| !leaf.contains(words)), "{words} is in the ledger");
        }
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn an_erasure_leaves_a_held_record_until_it_is_released() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let moments = format!("FROM contactmoment WHERE relatie_id = {}", ruben.id);
        let key = rows(&dir, &format!("SELECT CAST(id AS TEXT) {moments}")).await[0][0].clone();
        let submitted = to_review(&t, CaseKind::Erasure, ruben).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let hold = place(&t, in_source("primary", Some("contact_moment"), &key)).await[0];
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        let count = format!("SELECT COUNT(*) {moments}");
        assert_eq!(number(&dir, &count).await, 1);
        release(&t, hold, submitted.id).await;
        assert_eq!(number(&dir, &count).await, 0);
    }
}

/// It holds against the request itself, and stays when that is closed.
#[tokio::test]
async fn a_hold_on_the_person_of_a_request_is_no_part_of_it() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let moments = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        let submitted = to_review(&t, CaseKind::Erasure, ruben).await;
        let form = t.app.hold_form(&t.officer(), Some(submitted.id)).await.unwrap();
        let (number_of, sources) = form.request.unwrap();
        let holds = place(&t, Held::Request(submitted.id)).await;
        assert_eq!((number_of, sources.len()), (submitted.number.clone(), holds.len()));
        assert!(holds.len() > 1);
        accepted(&t, &submitted).await;
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let left = active(&t).await;
        assert_eq!(left.len(), holds.len());
        assert!(
            left.iter().all(|hold| holds.contains(&hold.id) && hold.kind == HoldKind::Claim && hold.case.is_none())
        );
        assert!(left.iter().any(|hold| hold.subject_key.as_ref() == Some(&ruben.id.to_string())));
        assert_eq!(number(&dir, &moments).await, 1);
        for hold in holds {
            release(&t, hold, submitted.id).await;
        }
        assert_eq!(number(&dir, &moments).await, 0);
        assert!(active(&t).await.iter().all(|hold| hold.kind == HoldKind::Request), "it was taken up again");
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn what_cannot_be_held_is_refused_and_nothing_is_placed() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben").id.to_string();
        let person = || in_source("primary", None, &ruben);
        primary_down(t.dir.path(), true);
        let down = t.app.hold_by_officer(&t.officer(), ask(person())).await;
        assert!(matches!(down, Err(AppError::SourceDown { source_id, .. }) if source_id == "primary"));
        primary_down(t.dir.path(), false);

        let refused = async |ask: HoldAsk| problems(t.app.hold_by_officer(&t.officer(), ask).await);
        let elsewhere = "hal-voorbeeldstraat/2026-10-22/07-00-01.mp4";
        // A key that is written otherwise than the source does would hold nothing.
        let zero = format!("0{ruben}");
        for (source, class, key) in [
            ("primary", Some("contact_moment"), "999999"),
            ("primary", Some("contact_moment"), "geen nummer"),
            ("primary", None, "999999"),
            ("primary", None, zero.as_str()),
            ("cameras", Some("camera_segment"), elsewhere),
            ("cameras", Some("camera_segment"), "../primary.sqlite"),
        ] {
            let problems = refused(ask(in_source(source, class, key))).await;
            assert_eq!(problems, [("key", "hold-unknown")], "{source} {key}");
        }
        for (source, class) in [("nowhere", None), ("primary", Some("nowhere")), ("", None)] {
            assert_eq!(refused(ask(in_source(source, class, &ruben))).await, [("place", "choose")]);
        }
        for kind in [None, Some(HoldKind::Request), Some(HoldKind::Restriction)] {
            assert_eq!(refused(HoldAsk { kind, ..ask(person()) }).await, [("kind", "choose")]);
        }
        let numbered = HoldAsk { reason: "schade, BSN 999999990".into(), ..ask(person()) };
        assert_eq!(refused(numbered).await, [("reason", "bsn")]);
        let long = HoldAsk { until: "x".repeat(201), ..ask(person()) };
        assert_eq!(refused(long).await, [("until", "too-long")]);
        let (reason, until) = (" ".to_owned(), String::new());
        let empty = refused(HoldAsk { kind: None, what: in_source("", None, ""), reason, until }).await;
        assert_eq!(
            empty.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            ["kind", "place", "key", "reason", "until"]
        );

        let submitted =
            t.app.submit_request(intake(CaseKind::Access, known(&t, "Ruben")), &Actor::Requester).await.unwrap();
        let nobody = t.app.hold_by_officer(&t.officer(), ask(Held::Request(submitted.id))).await;
        assert_eq!(conflict(nobody), "hold-nobody");
        assert_eq!(conflict(t.app.hold_form(&t.officer(), Some(submitted.id)).await), "hold-nobody");

        let (login, name) = ("auditor".to_owned(), "Test auditor".to_owned());
        let auditor = Actor::Employee { login, name, functions: vec!["auditor".into()] };
        for actor in [auditor, t.desk(), Actor::Requester] {
            let placed = t.app.hold_by_officer(&actor, ask(person())).await;
            assert!(matches!(placed, Err(AppError::Forbidden(_))));
            assert!(matches!(t.app.hold_form(&actor, None).await, Err(AppError::Forbidden(_))));
        }
        assert!(active(&t).await.is_empty());
    }
}
