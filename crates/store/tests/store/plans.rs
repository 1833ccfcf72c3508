//! Plans, steps, the register of the erased, and promises.

use gestand_base::{PlanId, StepId};
use gestand_store::{
    ErasedRow, PlanRow, PlanState, PromiseCheckRow, PromiseStatus, StepRow, StepState, StepVerb, StoreError,
};
use gestand_vault::Sealed;
use serde_json::json;

use crate::common::{at, case, databases, id, plan, step, token};

#[tokio::test]
async fn a_plan_is_approved_worked_and_completed() {
    for db in databases().await {
        let row = plan("P-1");
        let steps = [step(row.id, 1), step(row.id, 2), step(row.id, 3)];
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &steps).await.unwrap();
        assert_eq!(format!("{:?}", tx.plan_by_id(row.id).await.unwrap().unwrap()), format!("{row:?}"));
        assert_eq!(format!("{:?}", tx.plan_steps(row.id).await.unwrap()), format!("{steps:?}"));
        assert!(tx.plans_waiting(at(30)).await.unwrap().is_empty(), "nobody approved it");

        assert!(tx.plan_approve(row.id, "noor", at(30)).await.unwrap());
        assert!(!tx.plan_approve(row.id, "bas", at(31)).await.unwrap());
        assert!(!tx.plan_complete(row.id, at(32), 9).await.unwrap(), "it does not run yet");
        assert!(tx.plan_set_state(row.id, PlanState::Approved, PlanState::Running).await.unwrap());
        assert!(!tx.plan_set_state(row.id, PlanState::Approved, PlanState::Running).await.unwrap());
        assert_eq!(tx.plans_waiting(at(30)).await.unwrap(), [row.id]);

        let early = tx.step_verified(steps[0].id, 1, 1, 0, 7).await;
        assert!(matches!(early, Err(StoreError::Conflict)), "a receipt needs a step that is being applied");
        assert_eq!(tx.steps_set_applying(steps[0].plan, steps[0].seq, steps[0].seq).await.unwrap(), 1);
        tx.step_verified(steps[0].id, 4, 5, 6, 7).await.unwrap();
        assert_eq!(
            tx.steps_set_applying(steps[0].plan, steps[0].seq, steps[0].seq).await.unwrap(),
            0,
            "a verified step is never applied again"
        );
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

        assert_eq!(tx.steps_set_applying(steps[2].plan, steps[2].seq, steps[2].seq).await.unwrap(), 1);
        tx.step_failed(steps[2].id, "no connection").await.unwrap();
        assert!(matches!(tx.step_failed(steps[1].id, "x").await, Err(StoreError::Conflict)));
        assert_eq!(tx.steps_set_applying(row.id, 1, 2).await.unwrap(), 1, "the first is done");
        let between = tx.plan_steps_between(row.id, 2, 3).await.unwrap();
        let states: Vec<_> = between.iter().map(|step| (step.seq, step.state, step.attempts)).collect();
        assert_eq!(states, [(2, StepState::Applying, 1), (3, StepState::Failed, 1)]);
        tx.step_set_pending(steps[1].id).await.unwrap();
        let put_back = &tx.plan_steps_between(row.id, 2, 2).await.unwrap()[0];
        assert_eq!((put_back.state, put_back.attempts), (StepState::Pending, 0));
        tx.steps_set_applying(row.id, 2, 2).await.unwrap();
        tx.step_verified(steps[1].id, 1, 1, 0, 8).await.unwrap();
        let failed = tx.step_by_id(steps[2].id).await.unwrap().unwrap();
        assert_eq!(
            (failed.state, failed.problem.as_deref(), failed.attempts),
            (StepState::Failed, Some("no connection"), 1)
        );
        assert_eq!(
            tx.steps_set_applying(failed.plan, failed.seq, failed.seq).await.unwrap(),
            1,
            "what failed is tried again"
        );
        assert_eq!(tx.step_by_id(failed.id).await.unwrap().unwrap().problem, None);
        tx.step_verified(failed.id, 1, 1, 0, 9).await.unwrap();

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
        assert!(tx.plans_waiting(at(50)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_plan_waits_for_its_sources_until_the_time_has_come() {
    for db in databases().await {
        let row = plan("P-1");
        let steps = [step(row.id, 1), step(row.id, 2)];
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &steps).await.unwrap();
        tx.plan_set_retry(row.id, Some(at(90))).await.unwrap();
        assert_eq!(tx.plan_by_id(row.id).await.unwrap().unwrap().retry_at, None, "it does not run");
        tx.plan_approve(row.id, "noor", at(1)).await.unwrap();
        tx.plan_set_state(row.id, PlanState::Approved, PlanState::Running).await.unwrap();
        let early = tx.step_waits(steps[0].id, "down", at(10), at(70)).await;
        assert!(matches!(early, Err(StoreError::Conflict)), "it was not tried");
        tx.steps_set_applying(steps[0].plan, steps[0].seq, steps[0].seq).await.unwrap();
        tx.step_waits(steps[0].id, "down", at(10), at(70)).await.unwrap();
        tx.plan_set_retry(row.id, Some(at(70))).await.unwrap();
        assert!(tx.plans_waiting(at(69)).await.unwrap().is_empty());
        assert_eq!(tx.plans_waiting(at(70)).await.unwrap(), [row.id]);

        tx.steps_set_applying(steps[0].plan, steps[0].seq, steps[0].seq).await.unwrap();
        tx.step_waits(steps[0].id, "still down", at(70), at(190)).await.unwrap();
        let heads = tx.plan_step_heads(row.id).await.unwrap();
        let waits = &heads[0];
        assert_eq!((waits.state, waits.problem.as_deref()), (StepState::Waiting, Some("still down")));
        assert_eq!((waits.waiting_since, waits.retry_at), (Some(at(10)), Some(at(190))), "since the first time");
        let told = (heads[1].seq, heads[1].records, heads[1].state, heads[1].verb, heads[1].class.as_str());
        assert_eq!(told, (2, 1, StepState::Pending, StepVerb::Clear, "payment"));

        tx.plan_set_retry(row.id, Some(at(190))).await.unwrap();
        tx.plan_set_retry(row.id, None).await.unwrap();
        assert_eq!(tx.plans_waiting(at(71)).await.unwrap(), [row.id]);
        tx.steps_set_applying(steps[0].plan, steps[0].seq, steps[0].seq).await.unwrap();
        let step = tx.step_by_id(steps[0].id).await.unwrap().unwrap();
        assert_eq!((step.retry_at, step.waiting_since), (None, Some(at(10))));
        tx.step_verified(step.id, 1, 1, 0, 7).await.unwrap();
        assert_eq!(tx.step_by_id(step.id).await.unwrap().unwrap().waiting_since, None);
    }
}

#[tokio::test]
async fn what_stood_there_is_kept_once() {
    for db in databases().await {
        let row = plan("P-1");
        let (first, second) = (Sealed::from_bytes(vec![1]), Sealed::from_bytes(vec![2]));
        let made = StepRow { new_values: Some(second.clone()), ..step(row.id, 1) };
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, std::slice::from_ref(&made)).await.unwrap();
        tx.step_keep_old(made.id, &first).await.unwrap();
        let kept = async |tx: &mut gestand_store::Tx| tx.step_by_id(made.id).await.unwrap().unwrap();
        assert_eq!(kept(&mut tx).await.old_values, None, "nothing is being changed");
        tx.steps_set_applying(made.plan, made.seq, made.seq).await.unwrap();
        tx.step_keep_old(made.id, &first).await.unwrap();
        tx.step_keep_old(made.id, &second).await.unwrap();
        let step = kept(&mut tx).await;
        assert_eq!(
            (step.old_values, step.new_values),
            (Some(first), Some(second)),
            "a second try has seen the new ones"
        );
    }
}

#[tokio::test]
async fn what_plans_have_yet_to_do_is_told_by_rule() {
    for db in databases().await {
        let (row, rejected, ended) = (plan("P-1"), plan("P-2"), plan("P-3"));
        let other = StepRow { rule: "other".into(), ..step(row.id, 3) };
        let steps = [step(row.id, 1), step(row.id, 2), other];
        let rule = steps[0].rule.clone();
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &steps).await.unwrap();
        for (ended, state) in [(&rejected, PlanState::Rejected), (&ended, PlanState::Completed)] {
            tx.plan_insert(ended, &[step(ended.id, 1)]).await.unwrap();
            assert!(tx.plan_set_state(ended.id, PlanState::Proposed, state).await.unwrap());
        }
        let left = |rule: &str| (row.id, "P-1".to_owned(), rule.to_owned());
        let mut both = [left(&rule), left("other")];
        both.sort_by(|a, b| a.2.cmp(&b.2));
        assert_eq!(tx.plan_rules_left().await.unwrap(), both, "a rule of two steps once; nothing of plans that ended");
        tx.steps_set_applying(steps[2].plan, steps[2].seq, steps[2].seq).await.unwrap();
        tx.step_verified(steps[2].id, 1, 1, 0, 7).await.unwrap();
        assert_eq!(tx.plan_rules_left().await.unwrap(), [left(&rule)]);
    }
}

#[tokio::test]
async fn a_case_has_its_plans_in_order() {
    for db in databases().await {
        let (one, other) = (case("2026-1"), case("2026-2"));
        let mut tx = db.store.write("test").await.unwrap();
        for row in [&one, &other] {
            tx.case_insert(row).await.unwrap();
        }
        for (number, of) in [("P-1", Some(one.id)), ("P-2", None), ("P-3", Some(other.id)), ("P-4", Some(one.id))] {
            tx.plan_insert(&PlanRow { case: of, ..plan(number) }, &[]).await.unwrap();
        }
        let plans = tx.plans_of(one.id).await.unwrap();
        assert_eq!(plans.iter().map(|plan| plan.number.as_str()).collect::<Vec<_>>(), ["P-1", "P-4"]);
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

fn erased(plan: PlanId, digest: [u8; 32], about: [u8; 32]) -> ErasedRow {
    ErasedRow { digest, about, plan, step: id!(StepId) }
}

#[tokio::test]
async fn the_erased_are_remembered() {
    for db in databases().await {
        let row = plan("P-1");
        let (one, two, three) = (token(), token(), token());
        // As many as a step has, so that the last piece of the parameter is read too.
        let step: Vec<ErasedRow> = (0..500).map(|_| erased(row.id, token(), [0; 32])).collect();
        let first = erased(row.id, one, token());
        let mut tx = db.store.write("test").await.unwrap();
        tx.erased_insert(&[], at(0)).await.unwrap();
        tx.erased_insert(&step, at(0)).await.unwrap();
        tx.erased_insert(&[first], at(1)).await.unwrap();
        let again = ErasedRow { step: id!(StepId), ..first };
        tx.erased_insert(&[again, erased(row.id, two, [0; 32])], at(2)).await.unwrap();
        assert!(tx.erased_among(&[one]).await.unwrap().is_empty(), "they wait for their rows");
        for batch in [true, true, true, false] {
            assert_eq!(tx.erased_spread().await.unwrap(), batch);
        }
        let found = tx.erased_among(&[three, one, two]).await.unwrap();
        assert_eq!(found.len(), 2, "what is there stays as it is");
        let kept = found.iter().find(|found| found.digest == one).unwrap();
        assert_eq!((kept.about, kept.plan, kept.step), (first.about, row.id, first.step));
        assert!(tx.erased_among(&[three]).await.unwrap().is_empty() && tx.erased_among(&[]).await.unwrap().is_empty());
        let digests: Vec<[u8; 32]> = step.iter().map(|row| row.digest).collect();
        assert_eq!(tx.erased_among(&digests).await.unwrap().len(), 500);

        // The same key, used for somebody else and erased again.
        tx.erased_insert(&[erased(row.id, one, token())], at(3)).await.unwrap();
        assert!(tx.erased_spread().await.unwrap());
        assert_eq!(tx.erased_among(&[one]).await.unwrap().len(), 2);
        tx.erased_delete(&one).await.unwrap();
        assert!(tx.erased_among(&[one]).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        assert_eq!(db.count("erased_record", "1 = 1").await, 501);
    }
}

#[tokio::test]
async fn only_classes_of_which_something_was_erased_are_named() {
    for db in databases().await {
        let row = plan("P-1");
        let of = |seq, class: &str, verb| StepRow { class: class.into(), verb, ..step(row.id, seq) };
        let steps = [
            of(1, "payment", StepVerb::Delete),
            of(2, "payment", StepVerb::Delete),
            of(3, "contract", StepVerb::Delete),
            of(4, "person", StepVerb::Clear),
            of(5, "letter", StepVerb::Delete),
        ];
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &steps).await.unwrap();
        for (step, absent) in steps[..4].iter().zip([1, 1, 0, 1]) {
            tx.steps_set_applying(step.plan, step.seq, step.seq).await.unwrap();
            tx.step_verified(step.id, absent, absent, 1 - absent, 1).await.unwrap();
        }
        assert_eq!(tx.erased_classes().await.unwrap(), [("erp".to_owned(), "payment".to_owned())]);
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
