//! Handing over the statement: recorded without the number, found by it, and which version held on a day.

use gestand_app::{Actor, AppError, FieldError, Lang};
use gestand_base::{Clock, PlanId, SystemRandom};
use gestand_policy::diff::ChangeKind;
use gestand_store::{CaseKind, PlanRow, PlanState};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::common::*;
use crate::publishing::*;

/// A number that stands nowhere else in the data of the test.
const NUMBER: &str = "HUUR-778899-X";

fn mistakes<T: std::fmt::Debug>(outcome: gestand_app::Result<T>) -> Vec<FieldError> {
    match outcome {
        Err(AppError::Invalid(mistakes)) => mistakes,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_was_handed_over_is_found_by_its_number_under_the_version_of_that_day() {
    for t in engines(PACK).await {
        let desk = t.desk();
        t.app.hand_over(&desk, NUMBER, "at_signing", "paper").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(48));
        let app = publish(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        app.hand_over(&desk, " huur-778899-x ", "on_request", "email").await.unwrap();

        let lines = app.handed_over(&t.officer(), "huur-778899-X").await.unwrap();
        let seen: Vec<_> = lines.iter().map(|l| (l.on, l.version, l.moment.as_str(), l.way.as_str())).collect();
        let expected = [(date(2026, 11, 20), 1, "at_signing", "paper"), (date(2026, 11, 22), 2, "on_request", "email")];
        assert_eq!(seen, expected);
        assert_eq!(app.handed_over(&desk, "HUUR-778899").await.unwrap(), [], "another number");
        assert_eq!(count(&t, "statement_handed_over").await, 2);

        // The number is kept nowhere: not in the ledger, not in what was logged.
        for leaf in leaves(&t).await {
            assert!(!leaf.to_uppercase().contains("HUUR-778899"), "{leaf}");
        }
        let logged = String::from_utf8_lossy(&log().lock().unwrap()).to_uppercase();
        assert!(!logged.contains("HUUR-778899"));
    }
}

#[tokio::test]
async fn a_hand_over_that_cannot_be_is_refused_and_leaves_nothing() {
    let t = &engines(PACK).await[0];
    let (app, desk) = (&t.app, t.desk());
    let found = mistakes(app.hand_over(&desk, " ", "website", "pigeon").await);
    let fields: Vec<_> = found.iter().map(|mistake| (mistake.field, mistake.problem)).collect();
    assert_eq!(fields, [("number", "field-empty"), ("moment", "choose"), ("way", "choose")]);
    let long = "9".repeat(41);
    assert_eq!(mistakes(app.hand_over(&desk, &long, "at_signing", "paper").await)[0].problem, "too-long");
    assert_eq!(mistakes(app.handed_over(&desk, &long).await)[0].problem, "too-long");
    assert_eq!(mistakes(app.handed_over(&desk, "").await)[0].problem, "field-empty");
    for outcome in [
        app.hand_over(&Actor::Requester, NUMBER, "at_signing", "paper").await,
        app.handed_over(&Actor::Requester, NUMBER).await.map(drop),
    ] {
        assert!(matches!(outcome, Err(AppError::Forbidden(_))), "{outcome:?}");
    }
    assert_eq!(count(t, "statement_handed_over").await, 0);
}

/// Anyone can count through the receipts: only the checks of promises are for everyone.
#[tokio::test]
async fn a_receipt_for_everyone_is_of_a_check_and_of_nothing_else() {
    for t in engines(PACK).await {
        t.app.hand_over(&t.desk(), NUMBER, "at_signing", "paper").await.unwrap();
        t.app.run_checks(&t.officer()).await.unwrap();
        let leaves = leaves(&t).await;
        assert!(leaves.iter().any(|leaf| leaf.contains("\"statement_handed_over\"")));
        let mut given = 0;
        for (index, leaf) in (0..).zip(&leaves) {
            let receipt = t.app.receipt(index).await;
            if leaf.contains("\"kind\":\"promise_checked\"") {
                assert_eq!(gestand_ledger::Receipt::parse(&receipt.unwrap()).unwrap().leaf, leaf.as_bytes());
                given += 1;
            } else {
                assert!(matches!(receipt, Err(AppError::NotFound)), "{leaf}");
            }
        }
        assert!(given > 0);
    }
}

#[tokio::test]
async fn the_moments_are_those_of_the_policy() {
    let of = async |pack: &str| gestand_app::testing::app(pack).await.app.hand_over_moments();
    assert_eq!(of("model").await, ["at_collection", "at_signing", "on_request"]);
    assert_eq!(of("woonpartners").await, ["at_signing", "on_request"]);
    assert_eq!(of("woonpunt").await, ["on_request"], "it names its website only, but who asks gets it");
}

#[tokio::test]
async fn the_version_of_a_day_is_the_last_that_began_before_it_ended() {
    for t in engines(PACK).await {
        t.clock.advance(SignedDuration::from_hours(10 * 24));
        let app = publish(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let on = async |day: &str| app.version_on(day).await.unwrap().map(|line| line.number);
        assert_eq!(on("19-11-2026").await, None);
        assert_eq!(on("20-11-2026").await, Some(1));
        assert_eq!(on("2026-11-29").await, Some(1));
        assert_eq!(on("2026-11-30").await, Some(2));
        assert_eq!(mistakes(app.version_on("1-12-2026").await)[0].problem, "date-future");
        assert_eq!(mistakes(app.version_on("gisteren").await)[0].problem, "date-form");
    }
}

#[tokio::test]
async fn a_version_says_what_changes_for_people_and_the_ledger_counts_it() {
    for t in engines(PACK).await {
        edit(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let draft = t.app.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.unwrap();
        let terms = draft.review.for_people.iter().filter(|one| one.change.kind == ChangeKind::AnswerTerm).count();
        assert!(terms > 0, "{:?}", draft.review.for_people);
        let revision = propose(&t, &t.app, "").await;
        assert!(t.app.editor_approve(&t.second(), revision).await.unwrap());
        let app = t.app.current().await.unwrap();
        let page = app.statement_version(2, Lang::Nl).await.unwrap();
        assert_eq!(page.for_people, draft.review.for_people);
        assert_eq!(app.statement_version(1, Lang::Nl).await.unwrap().for_people, []);
        let leaves = leaves(&t).await;
        let approved = leaves.iter().find(|leaf| leaf.contains("\"policy_approved\"")).unwrap();
        let facts = serde_json::from_str::<serde_json::Value>(approved).unwrap()["facts"].clone();
        assert_eq!(facts["changes"], page.for_people.len());
        assert_eq!(facts["inform_first"], 0);
    }
}

#[tokio::test]
async fn a_draft_tells_which_running_work_it_touches() {
    for t in engines(PACK).await {
        t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        let number = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.number;
        let touched = async || t.app.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.unwrap().touched;
        edit(&t, &t.app, "organisation.yaml", "on_request]", "on_request ]").await;
        assert!(touched().await.is_empty());
        edit(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let seen = touched().await;
        assert_eq!((seen.cases, seen.plans), (vec![(CaseKind::Access, 1)], vec![]), "no request for erasure is open");
        edit(&t, &t.app, "retention.yaml", "keep: 7 days after recorded", "keep: 5 days after recorded").await;
        assert_eq!(touched().await.plans, [(plan, number.clone())]);
        // However many have ended since.
        let mut tx = t.app.engine().store.write("test_plans").await.unwrap();
        let row = tx.plan_by_id(plan).await.unwrap().unwrap();
        let random = SystemRandom::new().unwrap();
        for ended in 0..60 {
            let id = PlanId::new(t.clock.now(), &random);
            let ended = PlanRow { id, number: format!("E-{ended}"), state: PlanState::Completed, ..row.clone() };
            tx.plan_insert(&ended, &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(touched().await.plans, [(plan, number)]);
        t.app.reject_plan(&t.officer(), plan).await.unwrap();
        assert_eq!(touched().await.plans, []);
    }
}
