//! What a hold kept from a request for erasure goes on when the hold is released.

use gestand_app::testing::TestApp;
use gestand_app::{Lang, Submitted};
use gestand_base::HoldId;
use gestand_store::{CaseKind, CaseState, PlanState};
use serde_json::Value;

use crate::common::*;

/// Records in a part of the answer, over all its lines.
fn count(answer: &Value, part: &str, what: &str) -> u64 {
    let lines = answer[part].as_array().unwrap().iter().filter(|line| line["what"] == what);
    lines.map(|line| line["count"].as_u64().unwrap()).sum()
}

/// Releases the hold; where something must be weighed, the officer takes the proposals.
async fn release(t: &TestApp, hold: HoldId, submitted: &Submitted) {
    t.app.release_hold(&t.officer(), hold).await.unwrap();
    if state(t, submitted.id).await == CaseState::Reviewing {
        t.app.accept_proposals(&t.second(), submitted.id).await.unwrap();
        t.app.complete_review(&t.second(), submitted.id).await.unwrap();
    }
    assert_eq!(state(t, submitted.id).await, CaseState::Answered);
}

/// The hold came after the officer's verdict: that verdict is carried out when the hold is gone.
#[tokio::test]
async fn what_was_to_go_goes_when_the_hold_is_released() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let submitted = to_review(&t, CaseKind::Erasure, ruben).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let hold = incident_hold(&t, &ruben.id.to_string()).await;
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        let moments = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &moments).await, 1);
        let first = answer_json(&t, &submitted).await;
        assert_eq!((count(&first, "erased", "Contactmoment"), count(&first, "kept", "Contactmoment")), (0, 1));
        assert_eq!(first["replaces"], Value::Null);
        let waits = t.app.hold_page(&t.officer(), hold, Lang::Nl).await.unwrap();
        let line = waits.requests.iter().find(|line| line.class.nl == "Contactmoment").unwrap();
        assert_eq!((line.what.as_str(), line.records), (submitted.number.as_str(), 1));
        assert!(waits.rules.iter().any(|line| line.records > 0), "records past their term wait too");

        t.clock.advance(jiff::SignedDuration::from_hours(24 * 40));
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered, "no officer was needed");
        assert_eq!(number(&dir, &moments).await, 0);
        let answer = answer_json(&t, &submitted).await;
        assert_eq!((count(&answer, "erased", "Contactmoment"), count(&answer, "kept", "Contactmoment")), (1, 0));
        assert_eq!((&answer["replaces"], &answer["answered_on"]), (&"2026-11-20".into(), &"2026-12-30".into()));
        let on = |what: &str| {
            answer["erased"].as_array().unwrap().iter().find(|line| line["what"] == what).unwrap()["on"].clone()
        };
        assert_eq!((on("Brief"), on("Contactmoment")), ("2026-11-20".into(), "2026-12-30".into()));

        let plans = t.app.engine().store.read().await.unwrap().plans_of(submitted.id).await.unwrap();
        let [before, after] = plans.as_slice() else { panic!("{plans:?}") };
        assert_eq!((before.state, after.state), (PlanState::Completed, PlanState::Completed));
        assert_eq!(after.approved_by.as_deref(), Some("officer"), "as the review was");
        assert!(page(&t, submitted.id).await.history.iter().any(|line| line.kind == "reopened"));
        assert_eq!(t.app.hold_page(&t.officer(), hold, Lang::Nl).await.map(drop).unwrap_err().to_string(), not_found());
        ledger_is_sound(&t).await;
    }
}

fn not_found() -> String {
    gestand_app::AppError::NotFound.to_string()
}

/// The hold was there before the search, and the request is closed when it is released.
#[tokio::test]
async fn a_closed_request_is_taken_up_again() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let hold = incident_hold(&t, &ruben.id.to_string()).await;
        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let waits = t.app.hold_page(&t.officer(), hold, Lang::Nl).await.unwrap();
        assert!(waits.requests.iter().map(|line| line.records).sum::<u64>() > 10);
        release(&t, hold, &submitted).await;
        let moments = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &moments).await, 0);
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(count(&answer, "erased", "Contactmoment"), 1, "{answer}");
        // What the law keeps stays, and now the answer says until when.
        let kept = answer["kept"].as_array().unwrap().iter().find(|line| line["what"] == "Betaling").unwrap();
        assert_eq!((&kept["law"], &kept["until"]), (&"AWR 52".into(), &"2030-12-31".into()));
        assert!(answer["kept"].as_array().unwrap().iter().all(|line| line["law"] != "GDPR 17(3)(e)"), "{answer}");
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        ledger_is_sound(&t).await;
    }
}

/// Two holds on the same records: the release of one changes nothing for them.
#[tokio::test]
async fn another_hold_still_wins() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let (one, two) =
            (incident_hold(&t, &ruben.id.to_string()).await, incident_hold(&t, &ruben.id.to_string()).await);
        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        let waiting = async |hold| {
            let tx = &mut t.app.engine().store.read().await.unwrap();
            tx.deferred_of_hold(hold).await.unwrap().iter().map(|row| row.records).sum::<u64>()
        };
        // They wait for one of the two, and after its release for the other.
        let (first, second) = if waiting(one).await > 0 { (one, two) } else { (two, one) };
        let records = waiting(first).await;
        assert!(records > 0);
        t.app.release_hold(&t.officer(), first).await.unwrap();
        assert_eq!((waiting(first).await, waiting(second).await), (0, records));
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        let moments = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &moments).await, 1);
        release(&t, second, &submitted).await;
        assert_eq!(number(&dir, &moments).await, 0);
    }
}

/// The hold is the open request of another: when that ends, the worker goes on with what waited.
#[tokio::test]
async fn the_end_of_another_request_goes_on_with_what_it_kept() {
    for t in engines("model").await {
        let (fenna, wouter) = (known(&t, "Fenna"), known(&t, "Wouter"));
        let open = to_review(&t, CaseKind::Access, fenna).await;
        let submitted = answered(&t, CaseKind::Erasure, wouter).await;
        let before = answer_json(&t, &submitted).await;
        let held = |answer: &Value| {
            let lines = answer["kept"].as_array().unwrap().iter().filter(|line| line["law"] == "GDPR 17(3)(e)");
            lines.map(|line| line["count"].as_u64().unwrap()).sum::<u64>()
        };
        assert!(held(&before) > 0, "{before}");
        t.app.withdraw(&t.officer(), open.id).await.unwrap();
        t.app.resume_all().await.unwrap();
        if state(&t, submitted.id).await == CaseState::Reviewing {
            t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
            t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        }
        assert_eq!(held(&answer_json(&t, &submitted).await), 0);
    }
}
