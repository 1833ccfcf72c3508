//! Killed at every boundary, started again: the end is that of a run which nothing disturbed.
//!
//! The test starts itself as a child, which does the work on a copy of a folder and aborts without any farewell. The
//! parent then does what a restart of the server does, and compares everything that is left.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gestand_app::testing::{self, TestApp, reopen};
use gestand_app::{Actor, App, Lang, PackageForm, Submitted};
use gestand_base::{CaseId, Clock, FixedClock, PlanId};
use gestand_ledger::{Entry, EntryKind};
use gestand_store::{CaseKind, CaseState, PlanState, StepState};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::common::*;

const PACK: &str = "model";

/// A clock that kills the program when it is asked the time once too often: between and inside all transactions.
#[derive(Debug)]
struct DeadlyClock {
    clock: FixedClock,
    asked: AtomicU32,
    deadly: u32,
}

impl Clock for DeadlyClock {
    fn now(&self) -> Timestamp {
        if self.asked.fetch_add(1, Ordering::Relaxed) + 1 == self.deadly {
            std::process::abort();
        }
        self.clock.now()
    }
    fn zone(&self) -> TimeZone {
        self.clock.zone()
    }
}

fn address(dir: &Path) -> String {
    format!("sqlite://{}/gestand.sqlite", dir.display())
}

/// A minute later: what a killed process was working on is nobody's any more.
async fn restarted(dir: &Path) -> Arc<App> {
    let later = testing::start() + jiff::SignedDuration::from_mins(1);
    reopen(PACK, &address(dir), dir, Arc::new(FixedClock::at(later))).await
}

/// What the child does: the work of the environment, until it dies.
#[tokio::test]
#[ignore = "a part of the other tests here: they start it"]
async fn killed() {
    let var = |name: &str| std::env::var(format!("GESTAND_CRASH_{name}")).unwrap();
    let (dir, at) = (std::path::PathBuf::from(var("DIR")), var("AT"));
    let id = var("ID").parse::<uuid::Uuid>().unwrap();
    if var("WORK") == "plan" {
        let app = reopen(PACK, &address(&dir), &dir, Arc::new(FixedClock::at(testing::start()))).await;
        let abort = |boundary: gestand_plans::Boundary| {
            if format!("{boundary:?}") == at {
                std::process::abort();
            }
        };
        app.run_plan(PlanId::from_uuid(id), &abort).await.unwrap();
    } else {
        let deadly = at.parse().unwrap();
        let clock = FixedClock::at(testing::start());
        let clock = Arc::new(DeadlyClock { clock, asked: AtomicU32::new(0), deadly });
        let app = reopen(PACK, &address(&dir), &dir, clock).await;
        app.complete_review(&officer(), CaseId::from_uuid(id)).await.unwrap();
    }
}

fn officer() -> Actor {
    let functions = vec!["privacy_officer".into()];
    Actor::Employee { login: "officer".into(), name: "Test officer".into(), functions }
}

/// Does the work in a child; true when it was killed, false when it came to its end first.
fn child(dir: &Path, work: &str, id: uuid::Uuid, at: &str) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crash::killed", "--ignored"]);
    for (name, value) in [("DIR", dir.to_str().unwrap()), ("WORK", work), ("ID", &id.to_string()), ("AT", at)] {
        command.env(format!("GESTAND_CRASH_{name}"), value);
    }
    let output = command.output().unwrap();
    assert!(output.status.success() || output.status.code().is_none(), "{}", String::from_utf8_lossy(&output.stdout));
    output.status.code().is_none()
}

/// A copy of everything a restart finds.
fn copy_of(dir: &Path) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for item in std::fs::read_dir(from).unwrap() {
            let path = item.unwrap().path();
            let to = to.join(path.file_name().unwrap());
            if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(drop).unwrap() }
        }
    }
    let to = tempfile::tempdir().unwrap();
    copy(dir, to.path());
    to
}

/// Everything that must be the same whether the work was disturbed or not.
#[derive(Debug, PartialEq)]
struct End {
    rows: Vec<(String, Vec<Vec<String>>)>,
    files: Vec<String>,
    /// Per step: class, records, absent, withheld.
    steps: Vec<(String, usize, u64, u64)>,
    /// Facts of the certificate, without the places of the steps in the ledger.
    certificate: String,
}

/// Looks at everything, and asserts what holds of every end.
async fn end(app: &App, dir: &Path, plan: PlanId) -> End {
    let tables = rows(dir, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").await;
    let mut all = Vec::new();
    for table in tables.into_iter().flatten() {
        all.push((table.clone(), rows(dir, &format!("SELECT * FROM {table} ORDER BY id")).await));
    }
    gestand_plans::spread_erased(app.engine()).await.unwrap();
    let mut tx = app.engine().store.read().await.unwrap();
    let (row, steps) = (tx.plan_by_id(plan).await.unwrap().unwrap(), tx.plan_steps(plan).await.unwrap());
    assert_eq!(row.state, PlanState::Completed);
    let entries = tx.ledger_entries_for(&plan.to_string()).await.unwrap();
    let of = |kind| entries.iter().filter(move |(_, entry): &&(u64, Entry)| entry.kind == kind).collect::<Vec<_>>();
    let applied: Vec<u64> = of(EntryKind::StepApplied).into_iter().map(|(index, _)| *index).collect();
    let receipts: Vec<u64> = steps.iter().filter_map(|step| step.ledger_index).collect();
    assert_eq!(applied, receipts, "every step has exactly one receipt");
    let [(_, certificate)] = of(EntryKind::PlanCompleted)[..] else { panic!("not one certificate") };
    for step in &steps {
        assert_eq!(step.state, StepState::Verified);
        if step.withheld == 0 {
            for key in &step.keys {
                let digest = gestand_plans::digest_of_record(app.engine(), &step.source, &step.class, &key.key);
                let erased = tx.erased_among(&[digest]).await.unwrap();
                assert_eq!(erased.len(), 1, "{} {} is not in the register", step.class, key.key);
            }
        }
    }
    drop(tx);
    assert!(app.verify_ledger(&officer()).await.unwrap().is_sound());
    let mut facts = certificate.facts.clone();
    facts.remove("steps");
    End {
        rows: all,
        files: ["documents", "cameras"].iter().flat_map(|folder| files(dir, folder)).collect(),
        steps: steps.into_iter().map(|step| (step.class, step.keys.len(), step.absent, step.withheld)).collect(),
        certificate: serde_json::to_string(&facts).unwrap(),
    }
}

/// A corporation with a little of everything that steps differ in: rows with children, rows that wait, files.
async fn small() -> TestApp {
    let t = testing::app_of(PACK, 20).await;
    let tables = ["inkomensbewijs", "inkomen", "werknotitie", "overlastzaak", "onderhoudsverzoek", "huurvoorstel"];
    let others = ["huurachterstand", "inschrijving", "betaalgegeven"];
    let sql = tables.into_iter().chain(others).map(|table| format!("DELETE FROM {table};")).collect::<String>();
    change(t.dir.path(), &sql).await;
    for camera in ["garage-proefplein", "entree-modellaan", "kantoor-balie"] {
        std::fs::remove_dir_all(t.dir.path().join("sources/cameras").join(camera)).unwrap();
    }
    t
}

/// Closes the app, so that its folder can be copied.
async fn at_rest(t: TestApp) -> TempDir {
    t.app.engine().store.close().await;
    t.dir
}

#[tokio::test]
async fn a_retention_run_killed_anywhere_ends_as_if_nothing_happened() {
    let t = small().await;
    incident_hold(&t, &known(&t, "Imke").id.to_string()).await;
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    t.app.approve_as("officer", plan).await.unwrap();
    let steps = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.steps;
    assert!(steps > 3, "{steps}");
    let dir = at_rest(t).await;

    let undisturbed = {
        let copy = copy_of(dir.path());
        let app = restarted(copy.path()).await;
        assert_eq!(app.resume_all().await.unwrap(), 1);
        end(&app, copy.path(), plan).await
    };
    let of_step = |step| ["Applying", "Applied", "Verified", "Recorded"].map(|at| format!("{at}({step})"));
    let mut boundaries = vec!["Started".to_owned(), "StepsDone".to_owned(), "Completed".to_owned()];
    boundaries.extend((0..steps).flat_map(of_step));
    for at in boundaries {
        let copy = copy_of(dir.path());
        assert!(child(copy.path(), "plan", plan.uuid(), &at), "no such boundary: {at}");
        let app = restarted(copy.path()).await;
        app.resume_all().await.unwrap();
        assert_eq!(end(&app, copy.path(), plan).await, undisturbed, "killed at {at}");
        app.engine().store.close().await;
    }
}

/// The plan of a case, and its answer without what differs between any two answers.
async fn answer(app: &App, submitted: &Submitted) -> (PlanId, serde_json::Value) {
    let plan = app.case_page(&officer(), submitted.id, 0).await.unwrap().plan.expect("a plan").id;
    let token = app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|error| panic!("{error}")).0;
    let json = app.download(&token, PackageForm::Json).await.unwrap_or_else(|error| panic!("{error}"));
    (plan, serde_json::from_slice(&json.bytes().await.unwrap()).unwrap())
}

/// From the completed review to the stored answer, killed whenever the program looks at its clock: before the plan is
/// made, before it is approved, inside every step, and before the answer.
#[tokio::test]
async fn an_erasure_killed_anywhere_ends_as_if_nothing_happened() {
    let t = small().await;
    let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
    t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
    let dir = at_rest(t).await;

    let undisturbed = {
        let copy = copy_of(dir.path());
        let app = restarted(copy.path()).await;
        app.complete_review(&officer(), submitted.id).await.unwrap();
        let (plan, answer) = answer(&app, &submitted).await;
        (end(&app, copy.path(), plan).await, answer)
    };
    let mut reached = 0;
    for at in 1.. {
        let copy = copy_of(dir.path());
        if !child(copy.path(), "erasure", submitted.id.uuid(), &at.to_string()) {
            break;
        }
        let app = restarted(copy.path()).await;
        let case = app.case_page(&officer(), submitted.id, 0).await.unwrap();
        // Once the answer is there, only the checks of the promises are left.
        if case.line.state == CaseState::Answered {
            break;
        }
        app.resume_all().await.unwrap();
        let case = app.case_page(&officer(), submitted.id, 0).await.unwrap();
        if case.line.state == CaseState::Reviewing {
            // Killed before anything was written: the officer completes the review again.
            app.complete_review(&officer(), submitted.id).await.unwrap();
        }
        let (plan, answer) = answer(&app, &submitted).await;
        assert_eq!((end(&app, copy.path(), plan).await, answer), undisturbed, "killed at look {at} at the clock");
        app.engine().store.close().await;
        reached = at;
    }
    assert!(reached > 20, "the program looked at its clock {reached} times only");
}
