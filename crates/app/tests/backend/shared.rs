//! Several processes on one database: each piece of work is done once, whoever dies; and a database without room.

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use gestand_app::testing::TestApp;
use gestand_app::{App, AppError, Lang};
use gestand_base::PlanId;
use gestand_ledger::EntryKind;
use gestand_plans::{Boundary, Outcome};
use gestand_store::{CaseKind, CaseState, PlanState, StepState};
use jiff::SignedDuration;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::common::*;

/// Waits until something is so.
async fn within(seconds: u64, is_so: impl AsyncFn() -> bool) {
    let wait = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(seconds), wait).await.expect("it takes too long");
}

async fn approved_plan(t: &TestApp) -> PlanId {
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    t.app.approve_as("officer", plan).await.unwrap();
    plan
}

/// The plan is done, each step has one receipt, and only the steps in `twice` were begun twice.
async fn done_once(t: &TestApp, plan: PlanId, twice: &[u32]) {
    let mut tx = t.app.engine().store.read().await.unwrap();
    assert_eq!(tx.plan_by_id(plan).await.unwrap().unwrap().state, PlanState::Completed);
    let steps = tx.plan_steps(plan).await.unwrap();
    for step in &steps {
        assert_eq!(step.state, StepState::Verified);
        assert_eq!(step.attempts, if twice.contains(&step.seq) { 2 } else { 1 }, "step {}", step.seq);
    }
    let entries = tx.ledger_entries_for(&plan.to_string()).await.unwrap();
    let of = |kind| entries.iter().filter(|(_, entry)| entry.kind == kind).map(|(at, _)| *at).collect::<Vec<_>>();
    assert_eq!(of(EntryKind::StepApplied), steps.iter().filter_map(|step| step.ledger_index).collect::<Vec<_>>());
    assert_eq!(of(EntryKind::PlanCompleted).len(), 1);
    drop(tx);
    ledger_is_sound(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_run_a_plan_one_does() {
    for t in engines("model").await {
        let other = t.reopened().await;
        let plan = approved_plan(&t).await;
        let run = |app: &Arc<App>| {
            let app = Arc::clone(app);
            tokio::spawn(async move { app.run_plan(plan, &|_| {}).await })
        };
        let (one, two) = (run(&t.app), run(&other));
        let (one, two) = (one.await.unwrap(), two.await.unwrap());
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let lost = conflict(if one.is_ok() { two } else { one });
        assert!(["work-elsewhere", "plan-state"].contains(&lost), "{lost}");
        done_once(&t, plan, &[]).await;
    }
}

/// One dies in the middle of a step, without a farewell; the other goes on as soon as the lease has ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_dies_is_followed_by_another_within_seconds() {
    for t in engines("model").await {
        let other = t.reopened().await;
        let plan = approved_plan(&t).await;
        let dying = Arc::clone(&t.app);
        let died = tokio::spawn(async move {
            let die = |at| assert_ne!(at, Boundary::Applied(1), "killed");
            dying.run_plan(plan, &die).await
        });
        assert!(died.await.unwrap_err().is_panic());
        assert_eq!(other.resume_all().await.unwrap(), 0, "as far as anybody knows, it is still being worked on");
        assert_eq!(conflict(other.resume_plan(&t.officer(), plan).await), "work-elsewhere");

        let worker = Arc::clone(&other);
        let worker = tokio::spawn(async move { worker.work().await });
        t.clock.advance(SignedDuration::from_secs(2));
        let state = async || {
            let page = other.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
            (page.line.state, page.line.steps_done)
        };
        let (_, before) = state().await;
        within(10, async || state().await != (PlanState::Running, before)).await;
        within(120, async || state().await.0 == PlanState::Completed).await;
        worker.abort();
        done_once(&t, plan, &[1]).await;
    }
}

/// One stands still for so long that another takes over: what it did then is not written down a second time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_stood_still_writes_nothing_down() {
    for t in engines("model").await {
        let other = t.reopened().await;
        let plan = approved_plan(&t).await;
        let (reached, wait) = mpsc::channel();
        let (go_on, standing) = mpsc::channel::<()>();
        let standing = Mutex::new(standing);
        let slow = Arc::clone(&t.app);
        let slow = tokio::spawn(async move {
            let stand_still = |at| {
                if at == Boundary::Verified(0) {
                    reached.send(()).unwrap();
                    // Only the plan stands still: what else waits on this thread goes on.
                    tokio::task::block_in_place(|| standing.lock().unwrap().recv().unwrap());
                }
            };
            slow.run_plan(plan, &stand_still).await
        });
        tokio::task::block_in_place(|| wait.recv().unwrap());
        t.clock.advance(SignedDuration::from_secs(2));
        assert_eq!(other.resume_all().await.unwrap(), 1);
        go_on.send(()).unwrap();
        assert_eq!(conflict(slow.await.unwrap()), "work-elsewhere");
        done_once(&t, plan, &[0]).await;
    }
}

/// Changes Gestand's own database from the outside.
async fn in_store(t: &TestApp, sqlite: &str, postgres: &str) {
    if t.database.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(&t.database).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sqlite.to_owned())).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(&t.database).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(postgres.to_owned())).execute(&mut connection).await.unwrap();
    }
}

/// The database refuses to write in the middle of a plan: the plan stands still and says why, and goes on by the button.
#[tokio::test]
async fn a_database_that_cannot_write_stops_a_plan_which_goes_on_later() {
    for t in engines("model").await {
        let plan = approved_plan(&t).await;
        in_store(
            &t,
            "CREATE TRIGGER no_room BEFORE INSERT ON erased_batch BEGIN SELECT RAISE(ABORT, 'no room'); END",
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$; \
             CREATE TRIGGER no_room BEFORE INSERT ON erased_batch FOR EACH ROW EXECUTE FUNCTION no_room()",
        )
        .await;
        let failed = t.app.run_plan(plan, &|_| {}).await;
        assert!(matches!(failed, Err(AppError::Internal(_))), "{failed:?}");
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        let why =
            if t.database.starts_with("sqlite:") { "the database failed" } else { "the disk of the database is full" };
        assert!(page.trouble.is_some_and(|said| said.starts_with(why)));
        assert_eq!((page.line.state, page.line.steps_done, page.idle), (PlanState::Running, 0, true));
        assert_eq!(t.app.resume_all().await.unwrap(), 0, "what failed a moment ago rests");

        in_store(&t, "DROP TRIGGER no_room", "DROP TRIGGER no_room ON erased_batch").await;
        t.app.resume_plan(&t.officer(), plan).await.unwrap();
        let state = async || t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.state;
        within(120, async || state().await == PlanState::Completed).await;
        assert_eq!(t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().trouble, None);
        done_once(&t, plan, &[0]).await;
    }
}

/// Two officers, each at another process, complete the same review: one plan, one answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_review_is_completed_once() {
    for t in engines("model").await {
        let other = t.reopened().await;
        let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let (a, b) = (t.officer(), t.second());
        let (one, two) = tokio::join!(t.app.complete_review(&a, submitted.id), other.complete_review(&b, submitted.id));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert_eq!(t.app.engine().store.read().await.unwrap().plans_of(submitted.id).await.unwrap().len(), 1);
        let run = t.app.run_plan(page(&t, submitted.id).await.plan.unwrap().id, &|_| {}).await;
        assert_eq!(conflict::<Outcome>(run), "plan-state");
    }
}
