//! Leases: who works on what, and what waits for somebody to do it.

use gestand_base::{FindingId, HoldId, PlanId, RunId};
use gestand_store::{
    CaseSearchRow, CaseState, FindingRow, FollowUpKind, FollowUpRow, FollowUpState, HoldKind, HoldMark, HoldRow, Job,
    Lease, PlanRow, PlanState, SearchState, Verdict, WaitingRow,
};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::json;

use crate::answers::follow_up;
use crate::common::{at, case, databases, id, plan, sealed};

fn lease(job: Job) -> Lease {
    Lease { job, run: id!(RunId) }
}

fn later(milliseconds: i64) -> Timestamp {
    at(0) + jiff::SignedDuration::from_millis(milliseconds)
}

#[tokio::test]
async fn work_is_one_persons_until_it_is_given_free_or_its_time_has_passed() {
    for db in databases().await {
        let job = Job::Plan(id!(PlanId));
        let (one, two) = (lease(job), lease(job));
        let mut tx = db.store.write("test").await.unwrap();
        assert!(!tx.lease_renew(one, at(0)).await.unwrap(), "it is nobody's");
        assert!(tx.lease_take(one, at(0)).await.unwrap());
        assert!(tx.lease_live(job, at(0)).await.unwrap());
        assert!(!tx.lease_take(two, later(1400)).await.unwrap());
        assert!(tx.lease_renew(one, later(1400)).await.unwrap());
        assert!(!tx.lease_take(two, later(2800)).await.unwrap(), "it was renewed");
        assert!(tx.lease_take(two, later(2900)).await.unwrap(), "its time has passed");
        assert!(!tx.lease_renew(one, later(2900)).await.unwrap(), "it was taken over");
        tx.lease_release(one).await.unwrap();
        assert!(tx.lease_live(job, later(2900)).await.unwrap(), "only who has it gives it free");
        tx.lease_release(two).await.unwrap();
        assert!(!tx.lease_live(job, later(2900)).await.unwrap());
        assert!(tx.lease_take(one, later(2900)).await.unwrap());
        assert!(tx.lease_take(lease(Job::Night), at(0)).await.unwrap(), "other work is another lease");
        assert!(tx.lease_take(lease(Job::Replay), at(0)).await.unwrap());
        assert!(tx.lease_take(lease(Job::marks("erp")), at(0)).await.unwrap());
        assert!(tx.lease_take(lease(Job::marks("dms")), at(0)).await.unwrap());
        assert!(!tx.lease_take(lease(Job::marks("erp")), at(0)).await.unwrap(), "one does the marks of a source");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_who_take_the_same_work_one_has_it() {
    for db in databases().await {
        let job = Job::Plan(id!(PlanId));
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let (store, mine) = (db.store.clone(), lease(job));
                tokio::spawn(async move {
                    let mut tx = store.write("take").await.unwrap();
                    let taken = tx.lease_take(mine, at(0)).await.unwrap();
                    tx.commit().await.unwrap();
                    taken
                })
            })
            .collect();
        let mut taken = 0;
        for one in tries {
            taken += u32::from(one.await.unwrap());
        }
        assert_eq!(taken, 1);
    }
}

#[tokio::test]
async fn a_plan_that_somebody_runs_does_not_wait() {
    for db in databases().await {
        let row = PlanRow { state: PlanState::Running, ..plan("P-1") };
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &[]).await.unwrap();
        assert_eq!(tx.plans_waiting(at(0)).await.unwrap(), [row.id]);
        tx.lease_take(lease(Job::Plan(row.id)), at(0)).await.unwrap();
        assert!(tx.plans_waiting(at(1)).await.unwrap().is_empty());
        assert_eq!(tx.plans_waiting(at(2)).await.unwrap(), [row.id], "who ran it is gone");
    }
}

#[tokio::test]
async fn a_case_waits_for_what_no_person_must_do() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let search = |state| CaseSearchRow {
            source: "erp".into(),
            state,
            subject_keys: Vec::new(),
            progress: None,
            problem: None,
        };
        assert!(tx.cases_waiting(at(0)).await.unwrap().is_empty());
        tx.case_set_state(row.id, CaseState::Received, CaseState::Searching).await.unwrap();
        for (state, waits) in [
            (SearchState::Pending, true),
            (SearchState::Failed, false),
            (SearchState::Task, false),
            (SearchState::Searched, true),
        ] {
            tx.case_search_upsert(row.id, &search(state)).await.unwrap();
            assert_eq!(tx.cases_waiting(at(0)).await.unwrap().len(), usize::from(waits), "{state:?}");
        }
        tx.lease_take(lease(Job::Case(row.id)), at(0)).await.unwrap();
        assert!(tx.cases_waiting(at(1)).await.unwrap().is_empty(), "somebody does it");

        tx.case_set_state(row.id, CaseState::Searching, CaseState::Executing).await.unwrap();
        assert_eq!(tx.cases_waiting(at(2)).await.unwrap(), [row.id], "no plan was made");
        let of_case = PlanRow { case: Some(row.id), state: PlanState::Stopped, ..plan("P-1") };
        tx.plan_insert(&of_case, &[]).await.unwrap();
        assert!(tx.cases_waiting(at(2)).await.unwrap().is_empty(), "a person must look at the plan");
        tx.plan_set_state(of_case.id, PlanState::Stopped, PlanState::Completed).await.unwrap();
        assert_eq!(tx.cases_waiting(at(2)).await.unwrap(), [row.id], "the answer was not made");
        let by_hand = FollowUpRow { kind: FollowUpKind::Change, ..follow_up(row.id, "archive") };
        tx.follow_up_insert(&by_hand).await.unwrap();
        tx.follow_up_insert(&follow_up(row.id, "contractor")).await.unwrap();
        assert!(tx.cases_waiting(at(2)).await.unwrap().is_empty(), "a colleague must do something");
        tx.follow_up_end(by_hand.id, FollowUpState::Done, date(2026, 6, 1), None, "bas").await.unwrap();
        assert_eq!(tx.cases_waiting(at(2)).await.unwrap(), [row.id], "telling a recipient may come later");
    }
}

#[tokio::test]
async fn what_a_hold_deferred_waits_for_its_release() {
    for db in databases().await {
        let row = case("2026-1");
        let (one, two) = (hold(), hold());
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.case_set_state(row.id, CaseState::Received, CaseState::Answered).await.unwrap();
        for hold in [&one, &two] {
            tx.hold_insert(hold).await.unwrap();
        }
        let finding = FindingRow {
            id: id!(FindingId),
            case: row.id,
            source: "erp".into(),
            class: "payment".into(),
            records: 3,
            content: sealed("bedrag"),
            proposal: Verdict::Keep,
            needs_review: false,
            verdict: Some(Verdict::Keep),
            grounds: json!([]),
            decided_by: None,
        };
        tx.findings_insert(std::slice::from_ref(&finding)).await.unwrap();
        for hold in [one.id, one.id, two.id] {
            tx.deferred_insert(finding.id, hold).await.unwrap();
        }
        let waits = WaitingRow { case: row.id, source: "erp".into(), class: "payment".into(), records: 3 };
        assert_eq!(tx.deferred_of_hold(one.id).await.unwrap(), [waits]);
        assert_eq!(tx.deferred_of_case(row.id).await.unwrap(), 2);
        assert!(tx.deferred_released(row.id).await.unwrap().is_empty());
        assert!(tx.cases_waiting(at(0)).await.unwrap().is_empty());

        tx.hold_set_mark(one.id, Some(HoldMark::Set)).await.unwrap();
        tx.hold_release(one.id, at(1)).await.unwrap();
        assert!(tx.deferred_released(row.id).await.unwrap().is_empty(), "what is marked is not erased");
        assert!(tx.cases_waiting(at(1)).await.unwrap().is_empty());
        tx.hold_set_mark(one.id, None).await.unwrap();
        assert_eq!(tx.deferred_released(row.id).await.unwrap(), [finding.id]);
        assert_eq!(tx.cases_waiting(at(1)).await.unwrap(), [row.id]);
        tx.finding_delete(finding.id).await.unwrap();
        assert!(tx.finding_by_id(finding.id).await.unwrap().is_none());
        assert_eq!(tx.deferred_of_case(row.id).await.unwrap(), 0);
        assert!(tx.cases_waiting(at(1)).await.unwrap().is_empty());
    }
}

fn hold() -> HoldRow {
    HoldRow {
        id: id!(HoldId),
        kind: HoldKind::Incident,
        source: "erp".into(),
        class: None,
        record_key: None,
        subject_key: Some("R-7".into()),
        case: None,
        reason: "inquiry".into(),
        until: "inquiry_closed".into(),
        placed_at: at(0),
        placed_by: "noor".into(),
        released_at: None,
        marked: None,
    }
}
