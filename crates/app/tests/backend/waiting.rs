//! A source that is down, is cut off, or has another schema: nothing is lost, nothing goes outside the plan, and the plan
//! tells the truth until it has come to its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gestand_app::testing::TestApp;
use gestand_app::views::PlanPage;
use gestand_app::{App, Lang};
use gestand_base::{Clock, PlanId};
use gestand_ledger::EntryKind;
use gestand_plans::{Boundary, Outcome};
use gestand_store::{PlanState, StepHead, StepState};
use jiff::SignedDuration;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use crate::common::*;

async fn approved(app: &Arc<App>, t: &TestApp) -> PlanId {
    let plan = app.propose_retention(&t.officer()).await.unwrap();
    app.approve_as("officer", plan).await.unwrap();
    plan
}

async fn seen(app: &App, t: &TestApp, plan: PlanId) -> PlanPage {
    app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap()
}

async fn steps(app: &App, plan: PlanId) -> Vec<StepHead> {
    app.engine().store.read().await.unwrap().plan_step_heads(plan).await.unwrap()
}

/// A minute, then twice as long each time, an hour at most; what another source has is done meanwhile.
#[tokio::test]
async fn a_source_that_is_down_is_tried_again_after_twice_as_long_each_time() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let plan = approved(&t.app, &t).await;
        let asked = t.clock.now();
        primary_down(&dir, true);
        let outcome = t.app.run_plan(plan, &|_| {}).await.unwrap();
        assert_eq!(outcome, Outcome::Waiting { until: asked + SignedDuration::from_mins(1) });
        for step in steps(&t.app, plan).await {
            let first = step.state == StepState::Waiting;
            let expected = match step.source.as_str() {
                "primary" => [StepState::Waiting, StepState::Pending],
                _ => [StepState::Verified, StepState::Verified],
            };
            assert!(expected.contains(&step.state), "{step:?}");
            assert_eq!(step.problem.is_some(), first, "only one step has tried it");
        }
        let page = seen(&t.app, &t, plan).await;
        assert_eq!((page.line.state, page.line.waits, page.idle), (PlanState::Running, true, false));
        let wait = &page.waits_for[0];
        assert_eq!((page.waits_for.len(), wait.source.nl.as_str(), wait.since), (1, "Primair systeem", asked));
        assert!(!wait.long && wait.problem.contains("cannot be reached"), "{}", wait.problem);
        assert_eq!(conflict(t.app.propose_retention(&t.officer()).await), "plan-open");

        let mut pauses = Vec::new();
        for _ in 0..8 {
            let wait = seen(&t.app, &t, plan).await.waits_for.remove(0);
            let pause = wait.retry_at.duration_since(t.clock.now());
            pauses.push(pause.as_mins());
            assert_eq!(wait.since, asked, "since the first time");
            t.clock.advance(pause - SignedDuration::from_secs(1));
            assert_eq!(t.app.resume_all().await.unwrap(), 0, "it is not time yet");
            t.clock.advance(SignedDuration::from_secs(1));
            assert_eq!(t.app.resume_all().await.unwrap(), 1);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        t.clock.advance(SignedDuration::from_hours(24));
        t.app.resume_all().await.unwrap();
        let page = seen(&t.app, &t, plan).await;
        assert!(page.waits_for[0].long, "after a day somebody has to look");
        assert_eq!((page.line.state, page.certificate), (PlanState::Running, None), "never told as done");

        // An officer need not wait for the hour.
        primary_down(&dir, false);
        t.app.resume_plan(&t.officer(), plan).await.unwrap();
        for _ in 0..3000 {
            if seen(&t.app, &t, plan).await.line.state == PlanState::Completed {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let page = seen(&t.app, &t, plan).await;
        assert_eq!((page.line.state, page.waits_for.len()), (PlanState::Completed, 0));
        let verified: u64 = page.groups.iter().map(|group| group.verified).sum();
        assert_eq!(verified, page.line.records);
        ledger_is_sound(&t).await;
    }
}

/// What a crash leaves of a plan that waits goes on at once; what waits goes on waiting.
#[tokio::test]
async fn a_restart_does_not_hurry_a_plan_that_waits() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let plan = approved(&t.app, &t).await;
        primary_down(&dir, true);
        t.app.run_plan(plan, &|_| {}).await.unwrap();
        let other = t.reopened().await;
        assert_eq!(other.resume_all().await.unwrap(), 0);
        primary_down(&dir, false);
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(other.resume_all().await.unwrap(), 1);
        assert_eq!(seen(&other, &t, plan).await.line.state, PlanState::Completed);
    }
}

/// Two officers press the button at the same moment, each at another process: one approves.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_approve_a_plan_one_does() {
    for t in engines("model").await {
        let other = t.reopened().await;
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        let (a, b) = (t.officer(), t.second());
        let (one, two) = tokio::join!(t.app.approve(&a, plan), other.approve(&b, plan));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let by = if one.is_ok() { "officer" } else { "second" };
        assert_eq!(conflict(if one.is_ok() { two } else { one }), "plan-state");
        let page = seen(&t.app, &t, plan).await;
        assert_eq!((page.line.state, page.approved_by.as_deref()), (PlanState::Approved, Some(by)));
        let entries = t.app.engine().store.read().await.unwrap().ledger_entries_for(&plan.to_string()).await.unwrap();
        assert_eq!(entries.iter().filter(|(_, entry)| entry.kind == EntryKind::PlanApproved).count(), 1);
        assert_eq!(t.app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
    }
}

/// A PostgreSQL database of the corporation beside the other sources. A trigger ends the connection in the middle of a
/// batch, refuses, or silently keeps a row, as long as it is told to.
struct Beside {
    server: String,
    schema: String,
}

impl Beside {
    /// The same Gestand with this source too; `None` where there is no server.
    async fn of(t: &TestApp) -> Option<(Beside, Arc<App>)> {
        let server = std::env::var("GESTAND_TEST_POSTGRES").ok()?;
        static COUNTER: AtomicU32 = AtomicU32::new(1);
        let schema = format!("gestand_beside_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let beside = Beside { server, schema };
        let schema = &beside.schema;
        beside
            .sql(&format!(
                "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; SET search_path = {schema};
                 CREATE TABLE persoon (id INTEGER PRIMARY KEY, naam TEXT);
                 CREATE TABLE map (id INTEGER PRIMARY KEY, persoon INTEGER REFERENCES persoon (id), tekst TEXT, klaar DATE);
                 CREATE TABLE vraag (id INTEGER PRIMARY KEY, persoon INTEGER REFERENCES persoon (id),
                   map INTEGER REFERENCES map (id), tekst TEXT, klaar DATE);
                 CREATE TABLE gesprek (id INTEGER PRIMARY KEY, persoon INTEGER REFERENCES persoon (id), tekst TEXT, klaar DATE);
                 CREATE TABLE stoornis (soort TEXT);
                 INSERT INTO persoon VALUES (1, 'Proef');
                 INSERT INTO map SELECT n, 1, 'x', '2020-01-01' FROM generate_series(1, 5) n;
                 INSERT INTO vraag SELECT n, 1, NULL, 'x', CASE WHEN n <= 100 THEN DATE '2020-01-01' ELSE '2026-11-01' END
                   FROM generate_series(1, 120) n;
                 INSERT INTO gesprek SELECT n, 1, 'x', '2020-01-01' FROM generate_series(1, 10) n;
                 CREATE FUNCTION stoor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                   IF OLD.id = 50 AND EXISTS (SELECT 1 FROM {schema}.stoornis WHERE soort = 'weg') THEN
                     PERFORM pg_terminate_backend(pg_backend_pid());
                   END IF;
                   IF OLD.id = 50 AND EXISTS (SELECT 1 FROM {schema}.stoornis WHERE soort = 'nee') THEN
                     RAISE EXCEPTION 'nee';
                   END IF;
                   IF OLD.id = 50 AND EXISTS (SELECT 1 FROM {schema}.stoornis WHERE soort = 'stil') THEN
                     RETURN NULL;
                   END IF;
                   RETURN OLD; END $$;
                 CREATE TRIGGER stoor BEFORE DELETE ON vraag FOR EACH ROW EXECUTE FUNCTION stoor()"
            ))
            .await;
        let sources = t.dir.path().join("sources");
        let url = format!("{}?options[search_path]={schema}", beside.server);
        std::fs::write(sources.join("beside.url"), url).unwrap();
        std::fs::write(sources.join("beside.yaml"), ANNOTATION).unwrap();
        let app = t.reopened().await;
        Some((beside, app))
    }

    async fn sql(&self, sql: &str) {
        let mut connection = PgConnection::connect(&self.server).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    }

    /// Questions that are due, for three more batches.
    async fn fill(&self) {
        let more = "SELECT n, 1, NULL, 'x', DATE '2020-01-01' FROM generate_series(1001, 31000) n";
        self.sql(&format!("INSERT INTO {}.vraag {more}", self.schema)).await;
    }

    async fn disturb(&self, how: Option<&str>) {
        let schema = &self.schema;
        let add = how.map(|how| format!("INSERT INTO {schema}.stoornis VALUES ('{how}')")).unwrap_or_default();
        self.sql(&format!("DELETE FROM {schema}.stoornis; {add}")).await;
    }

    async fn count(&self, table_and_where: &str) -> i64 {
        let mut connection = PgConnection::connect(&self.server).await.unwrap();
        let sql = format!("SELECT COUNT(*) FROM {}.{table_and_where}", self.schema);
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap()
    }

    /// The same Gestand, which comes to this source under a name of its own.
    async fn as_guest(&self, t: &TestApp) -> Arc<App> {
        let schema = &self.schema;
        self.sql(&format!(
            "CREATE ROLE {schema} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {schema};
             GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {schema}"
        ))
        .await;
        let url = t.dir.path().join("sources/beside.url");
        let options: PgConnectOptions = std::fs::read_to_string(&url).unwrap().parse().unwrap();
        std::fs::write(url, options.username(schema).to_url_lossy().as_str()).unwrap();
        t.reopened().await
    }

    /// Ends the connections of the guest, and lets it in no more; or lets it in again.
    fn shut_out(&self, out: bool) {
        let schema = &self.schema;
        let login = if out { "NOLOGIN" } else { "LOGIN" };
        let sql = format!(
            "ALTER ROLE {schema} {login};
             SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{schema}'"
        );
        let runtime = tokio::runtime::Runtime::new().unwrap();
        std::thread::scope(|scope| scope.spawn(|| runtime.block_on(self.sql(&sql))).join().unwrap());
        runtime.shutdown_background();
    }

    async fn gone(self) {
        let schema = &self.schema;
        self.sql(&format!(
            "DROP SCHEMA {schema} CASCADE;
             DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{schema}') THEN DROP ROLE {schema}; END IF; END $$"
        ))
        .await;
    }
}

const ANNOTATION: &str = "
source: beside
label: {nl: Ernaast, en: Beside}
kind: postgres
mode: write
url_file: beside.url
person: {table: persoon, key: [id], name: [naam]}
classes:
  a_question:
    label: Vraag
    table: vraag
    key: [id]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {tekst: {item: contact_moment}}
    events: {answered: klaar}
    delete: row
  b_folder:
    label: Map
    table: map
    key: [id]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {tekst: {item: contact_moment}}
    events: {answered: klaar}
    delete: row
    keep_while: [[id -> vraag.map]]
  c_talk:
    label: Gesprek
    table: gesprek
    key: [id]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {tekst: {item: contact_moment}}
    events: {answered: klaar}
    delete: row
";

/// State of the step on each class of the source.
async fn of_beside(app: &App, plan: PlanId) -> Vec<(String, StepState)> {
    let steps = steps(app, plan).await.into_iter().filter(|step| step.source == "beside");
    steps.map(|step| (step.class, step.state)).collect()
}

fn states(states: [StepState; 3]) -> Vec<(String, StepState)> {
    ["a_question", "b_folder", "c_talk"].map(str::to_owned).into_iter().zip(states).collect()
}

#[tokio::test]
async fn a_connection_that_is_cut_in_the_middle_of_a_batch_loses_nothing() {
    use StepState::{Pending, Verified, Waiting};
    for t in engines("model").await {
        let Some((beside, app)) = Beside::of(&t).await else { return };
        let plan = approved(&app, &t).await;
        beside.disturb(Some("weg")).await;
        let outcome = app.run_plan(plan, &|_| {}).await.unwrap();
        assert!(matches!(outcome, Outcome::Waiting { .. }), "{outcome:?}");
        assert_eq!(of_beside(&app, plan).await, states([Waiting, Pending, Pending]), "nothing else of it is tried now");
        assert_eq!((beside.count("vraag").await, beside.count("gesprek").await), (120, 10), "all or nothing");
        assert_eq!(seen(&app, &t, plan).await.certificate, None);

        beside.disturb(None).await;
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(app.resume_all().await.unwrap(), 1);
        assert_eq!(of_beside(&app, plan).await, states([Verified; 3]));
        assert_eq!((beside.count("vraag").await, beside.count("vraag WHERE id <= 100").await), (20, 0), "what was due");
        assert_eq!(seen(&app, &t, plan).await.line.state, PlanState::Completed);
        ledger_is_sound(&t).await;
        beside.gone().await;
    }
}

/// The source goes down after it has done a step, before it has said that the step is on its disk.
#[tokio::test]
async fn what_may_not_be_on_the_disk_of_its_source_gets_no_receipt() {
    use StepState::{Pending, Verified, Waiting};
    for t in engines("model").await {
        let Some((beside, _)) = Beside::of(&t).await else { return };
        let app = beside.as_guest(&t).await;
        let plan = approved(&app, &t).await;
        let first = steps(&app, plan).await.into_iter().find(|step| step.source == "beside").unwrap().seq;
        let cut = |boundary| {
            if boundary == Boundary::Applied(first) {
                beside.shut_out(true);
            }
        };
        let outcome = app.run_plan(plan, &cut).await.unwrap();
        assert!(matches!(outcome, Outcome::Waiting { .. }), "{outcome:?}");
        assert_eq!(beside.count("vraag").await, 20, "the source has done it");
        assert_eq!(of_beside(&app, plan).await, states([Waiting, Pending, Pending]), "nothing says that it has");
        let step = steps(&app, plan).await.remove(first as usize);
        assert_eq!((step.seq, step.ledger_index, step.absent), (first, None, 0));

        beside.shut_out(false);
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(app.resume_all().await.unwrap(), 1);
        assert_eq!(of_beside(&app, plan).await, states([Verified; 3]));
        let step = steps(&app, plan).await.remove(first as usize);
        assert_eq!((step.ledger_index.is_some(), step.absent), (true, 100), "found gone by a fresh read");
        assert_eq!(seen(&app, &t, plan).await.line.state, PlanState::Completed);
        ledger_is_sound(&t).await;
        beside.gone().await;
    }
}

#[tokio::test]
async fn a_step_that_fails_stops_only_what_must_come_after_it() {
    use StepState::{Failed, Pending, Verified};
    for t in engines("model").await {
        let Some((beside, app)) = Beside::of(&t).await else { return };
        let plan = approved(&app, &t).await;
        beside.disturb(Some("nee")).await;
        let outcome = app.run_plan(plan, &|_| {}).await.unwrap();
        assert_eq!(outcome, Outcome::Stopped { failed: 1 });
        assert_eq!(of_beside(&app, plan).await, states([Failed, Pending, Verified]), "the folder waits for questions");
        assert_eq!(
            (beside.count("vraag").await, beside.count("map").await, beside.count("gesprek").await),
            (120, 5, 0)
        );
        beside.disturb(None).await;
        assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        assert_eq!((beside.count("vraag").await, beside.count("map").await), (20, 0));
        let page = seen(&app, &t, plan).await;
        let verified: u64 = page.groups.iter().map(|group| group.verified).sum();
        assert_eq!(verified, page.line.records);
        beside.gone().await;
    }
}

/// Batches of one class go on while those before them are read afresh. What such a reading finds left has no receipt, the
/// others have theirs.
#[tokio::test]
async fn a_batch_that_is_found_undone_while_the_next_goes_on_stops_what_must_come_after_it() {
    use StepState::{Failed, Pending, Verified};
    for t in engines("model").await {
        let Some((beside, app)) = Beside::of(&t).await else { return };
        beside.fill().await;
        let plan = approved(&app, &t).await;
        beside.disturb(Some("stil")).await;
        assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Stopped { failed: 1 });
        let of_class = |class: &'static str, steps: Vec<StepHead>| {
            let of_class = steps.into_iter().filter(move |step| step.source == "beside" && step.class == class);
            of_class.map(|step| (step.state, step.ledger_index.is_some())).collect::<Vec<_>>()
        };
        let now = steps(&app, plan).await;
        let receipt = (Verified, true);
        assert_eq!(of_class("a_question", now.clone()), [(Failed, false), receipt, receipt, receipt]);
        assert_eq!(
            (of_class("b_folder", now.clone()), of_class("c_talk", now)),
            (vec![(Pending, false)], vec![receipt])
        );
        assert_eq!((beside.count("vraag").await, beside.count("vraag WHERE id = 50").await), (21, 1));
        ledger_is_sound(&t).await;

        beside.disturb(None).await;
        assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        assert_eq!((beside.count("vraag").await, beside.count("map").await), (20, 0));
        let verified: u64 = seen(&app, &t, plan).await.groups.iter().map(|group| group.verified).sum();
        assert_eq!(verified, seen(&app, &t, plan).await.line.records);
        ledger_is_sound(&t).await;
        beside.gone().await;
    }
}

/// A crash with batches on their way leaves no receipt of what was not found gone, and forgets none of them.
#[tokio::test]
async fn a_run_that_ends_between_batches_is_taken_up_where_it_stood() {
    for t in engines("model").await {
        let Some((beside, app)) = Beside::of(&t).await else { return };
        beside.fill().await;
        let plan = approved(&app, &t).await;
        let questions = steps(&app, plan).await.into_iter().filter(|step| step.class == "a_question");
        let second = questions.map(|step| step.seq).nth(1).unwrap();
        let broken = async {
            let stop = |boundary| assert!(boundary != Boundary::Applied(second), "the power is cut");
            app.run_plan(plan, &stop).await
        };
        let cut = std::panic::AssertUnwindSafe(broken);
        assert!(futures_util::FutureExt::catch_unwind(cut).await.is_err());
        assert_eq!(beside.count("vraag").await, 120 + 30_000 - 20_000, "two batches are gone");
        let done = steps(&app, plan).await.into_iter().filter(|step| step.class == "a_question");
        let receipts = done.filter(|step| step.ledger_index.is_some()).count();
        assert!(receipts <= 1, "{receipts}");

        let other = t.reopened().await;
        t.clock.advance(SignedDuration::from_hours(1));
        other.resume_all().await.unwrap();
        let page = seen(&other, &t, plan).await;
        assert_eq!((page.line.state, beside.count("vraag").await), (PlanState::Completed, 20));
        let verified: u64 = page.groups.iter().map(|group| group.verified).sum();
        assert_eq!(verified, page.line.records);
        ledger_is_sound(&t).await;
        beside.gone().await;
    }
}

/// A column that the annotation names is gone when the plan is carried out: the step says so, and changes nothing.
#[tokio::test]
async fn a_schema_that_changed_after_the_plan_stops_its_step() {
    use StepState::{Failed, Verified};
    for t in engines("model").await {
        let Some((beside, app)) = Beside::of(&t).await else { return };
        let schema = beside.schema.clone();
        let plan = approved(&app, &t).await;
        beside.sql(&format!("ALTER TABLE {schema}.vraag RENAME COLUMN klaar TO afgerond")).await;
        assert!(matches!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Stopped { .. }));
        let of = of_beside(&app, plan).await;
        assert_eq!((of[0].1, of[2].1), (Failed, Verified));
        let page = seen(&app, &t, plan).await;
        let group = page.groups.iter().find(|group| group.class.nl == "Vraag").unwrap();
        assert!(group.problem.as_ref().unwrap().contains("vraag.klaar"), "{:?}", group.problem);
        assert_eq!((beside.count("vraag").await, page.certificate), (120, None));
        beside.sql(&format!("ALTER TABLE {schema}.vraag RENAME COLUMN afgerond TO klaar")).await;
        let outcome = app.run_plan(plan, &|_| {}).await.unwrap();
        assert_eq!(outcome, Outcome::Completed, "{:?}", steps(&app, plan).await);
        assert_eq!(beside.count("vraag").await, 20);
        beside.gone().await;
    }
}
