//! Plans, steps, the register of the erased, and promises.

use gestand_store::{PlanRow, PlanState, PromiseCheckRow, PromiseStatus, StepRow, StepState, StoreError};
use serde_json::json;

use crate::common::{at, databases, plan, step, token};

#[tokio::test]
async fn a_plan_is_approved_worked_and_completed() {
    for db in databases().await {
        let row = plan("P-1");
        let steps = [step(row.id, 1), step(row.id, 2), step(row.id, 3)];
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &steps).await.unwrap();
        assert_eq!(format!("{:?}", tx.plan_by_id(row.id).await.unwrap().unwrap()), format!("{row:?}"));
        assert_eq!(format!("{:?}", tx.plan_steps(row.id).await.unwrap()), format!("{steps:?}"));
        assert!(tx.plans_unfinished().await.unwrap().is_empty(), "nobody approved it");

        assert!(tx.plan_approve(row.id, "noor", at(30)).await.unwrap());
        assert!(!tx.plan_approve(row.id, "bas", at(31)).await.unwrap());
        assert!(!tx.plan_complete(row.id, at(32), 9).await.unwrap(), "it does not run yet");
        assert!(tx.plan_set_state(row.id, PlanState::Approved, PlanState::Running).await.unwrap());
        assert!(!tx.plan_set_state(row.id, PlanState::Approved, PlanState::Running).await.unwrap());
        assert_eq!(tx.plans_unfinished().await.unwrap().len(), 1);

        assert_eq!(tx.plan_step_next(row.id).await.unwrap().unwrap().id, steps[0].id);
        let early = tx.step_verified(steps[0].id, 1, 1, 0, 7).await;
        assert!(matches!(early, Err(StoreError::Conflict)), "a receipt needs a step that is being applied");
        assert!(tx.step_set_applying(steps[0].id).await.unwrap());
        tx.step_verified(steps[0].id, 4, 5, 6, 7).await.unwrap();
        assert!(!tx.step_set_applying(steps[0].id).await.unwrap(), "a verified step is never applied again");
        let done = &tx.plan_steps(row.id).await.unwrap()[0];
        let expected = StepRow {
            state: StepState::Verified,
            attempts: 1,
            affected: 4,
            absent: 5,
            withheld: 6,
            ledger_index: Some(7),
            ..steps[0].clone()
        };
        assert_eq!(format!("{done:?}"), format!("{expected:?}"));

        assert!(tx.step_set_applying(steps[2].id).await.unwrap());
        assert_eq!(tx.plan_step_next(row.id).await.unwrap().unwrap().id, steps[2].id, "an interrupted step goes first");
        tx.step_failed(steps[2].id, "no connection").await.unwrap();
        assert!(matches!(tx.step_failed(steps[1].id, "x").await, Err(StoreError::Conflict)));
        assert_eq!(tx.plan_step_next(row.id).await.unwrap().unwrap().id, steps[1].id);
        tx.step_set_applying(steps[1].id).await.unwrap();
        tx.step_verified(steps[1].id, 1, 1, 0, 8).await.unwrap();
        assert!(tx.plan_step_next(row.id).await.unwrap().is_none(), "what failed waits for a person");
        assert_eq!(tx.steps_retry(row.id).await.unwrap(), 1);
        let again = tx.plan_step_next(row.id).await.unwrap().unwrap();
        assert_eq!((again.id, again.problem.as_deref(), again.attempts), (steps[2].id, Some("no connection"), 1));
        assert!(tx.step_set_applying(again.id).await.unwrap());
        assert_eq!(tx.plan_step_next(row.id).await.unwrap().unwrap().problem, None);
        tx.step_verified(again.id, 1, 1, 0, 9).await.unwrap();

        assert!(tx.plan_complete(row.id, at(40), 10).await.unwrap());
        let completed = PlanRow {
            state: PlanState::Completed,
            approved_by: Some("noor".into()),
            approved_at: Some(at(30)),
            completed_at: Some(at(40)),
            certificate: Some(10),
            ..row
        };
        assert_eq!(format!("{:?}", tx.plan_by_id(completed.id).await.unwrap().unwrap()), format!("{completed:?}"));
        assert!(tx.plans_unfinished().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn plans_are_listed_newest_first() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        for number in ["P-1", "P-2", "P-3"] {
            tx.plan_insert(&plan(number), &[]).await.unwrap();
        }
        let listed = tx.plans(2).await.unwrap();
        assert_eq!(listed.iter().map(|plan| plan.number.as_str()).collect::<Vec<_>>(), ["P-3", "P-2"]);
        assert!(matches!(tx.plan_insert(&plan("P-1"), &[]).await, Err(StoreError::Conflict)));
    }
}

#[tokio::test]
async fn the_erased_are_remembered() {
    for db in databases().await {
        let row = plan("P-1");
        let (one, two, other) = (token(), token(), token());
        let mut tx = db.store.write("test").await.unwrap();
        tx.erased_insert(&[one], row.id, at(1)).await.unwrap();
        tx.erased_insert(&[one, two], row.id, at(2)).await.unwrap();
        assert!(tx.erased_contains(&one).await.unwrap() && tx.erased_contains(&two).await.unwrap());
        assert!(!tx.erased_contains(&other).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(db.count("erased_record", "1 = 1").await, 2);
    }
}

#[tokio::test]
async fn a_check_has_one_latest_outcome() {
    for db in databases().await {
        let kept = PromiseCheckRow {
            promise: "retention.camera_images".into(),
            check: "nothing_overdue".into(),
            status: PromiseStatus::Broken,
            evidence: json!({"overdue": 4}),
            checked_at: at(1),
            ledger_index: 3,
        };
        let mut tx = db.store.write("test").await.unwrap();
        tx.promise_check_upsert(&kept).await.unwrap();
        let now = PromiseCheckRow {
            status: PromiseStatus::Kept,
            evidence: json!({"overdue": 0}),
            checked_at: at(2),
            ledger_index: 4,
            ..kept
        };
        tx.promise_check_upsert(&now).await.unwrap();
        assert_eq!(format!("{:?}", tx.promise_checks().await.unwrap()), format!("{:?}", [now]));
    }
}
