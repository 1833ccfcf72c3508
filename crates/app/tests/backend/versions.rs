//! Versions of the policy: one is in force, the next takes its place while everything runs, and earlier ones stay.

use std::path::Path;
use std::sync::Arc;

use gestand_app::testing::{self, TestApp, reopen};
use gestand_app::{Actor, App, Lang, OpenError, Parts, compile_pack};
use gestand_base::{Clock, SystemRandom};
use gestand_documents::worker::Reader;
use gestand_plans::{Boundary, Outcome};
use gestand_sources::Sources;
use gestand_store::{CaseKind, DraftState, PlanState, Store, VersionOrigin};
use gestand_vault::KeyRing;
use jiff::SignedDuration;
use jiff::civil::date;

use crate::common::*;
use crate::publishing::*;

/// Restarts with a pack: a name, or a folder.
async fn restarted(t: &TestApp, pack: &str) -> Arc<App> {
    reopen(pack, &t.database, t.dir.path(), t.clock.clone()).await
}

/// Changes the database behind Gestand's back (SQLite only).
async fn store(t: &TestApp, sql: String) {
    use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
    let mut connection = SqliteConnection::connect(&t.database).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
}

fn path(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

#[tokio::test]
async fn the_first_start_writes_the_first_version_and_a_restart_nothing() {
    for t in engines(PACK).await {
        let (all, upcoming) = t.app.statement_versions().await.unwrap();
        assert_eq!((all.len(), all[0].number, all[0].origin, upcoming), (1, 1, VersionOrigin::Files, None));
        assert_eq!((all[0].effective_on, all[0].until), (date(2026, 11, 20), None));
        assert_eq!(restarted(&t, PACK).await.policy_number(), 1);
        assert_eq!(count(&t, "policy_activated").await, 1);
        let mut tx = t.app.engine().store.read().await.unwrap();
        let row = tx.policy_version(1).await.unwrap().unwrap();
        assert_eq!(row.version, t.app.policy().version);
        assert!(row.files.iter().any(|file| file.pack == PACK && file.name == "rights.yaml"));
        assert!(row.files.iter().any(|file| file.pack == "sector"), "it can be compiled without this program's own");
    }
}

#[tokio::test]
async fn a_version_takes_over_while_everything_runs_and_the_old_one_stays_readable() {
    for t in engines(PACK).await {
        // Another process on the same database.
        let other = t.reopened().await;
        let (before, old) = (t.app.statement(Lang::Nl), t.app.policy().version.clone());
        let next = publish(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        assert_eq!(
            (next.policy_number(), t.app.policy_number()),
            (2, 1),
            "what began under the first goes on under it"
        );
        assert_ne!(next.policy().version, old);
        assert_eq!(t.app.policy().version, old);
        assert_eq!(other.policy_number(), 1);
        let other = other.current().await.unwrap();
        assert_eq!((other.policy_number(), &other.policy().version), (2, &next.policy().version));
        assert_ne!(next.statement(Lang::Nl), before);

        let page = next.statement_version(1, Lang::Nl).await.unwrap();
        assert_eq!(page.statement, before, "the statement as it was");
        assert_eq!((page.line.until, page.changes.len()), (Some(date(2026, 11, 20)), 0));
        let page = next.statement_version(2, Lang::Nl).await.unwrap();
        assert_eq!(page.line.reason, "Wij antwoorden sneller.");
        assert!(!page.changes.is_empty());
        for change in &page.changes {
            assert!(change.old.is_some() && change.new.is_some() && change.old != change.new, "{change:?}");
        }
        assert!(matches!(next.statement_version(3, Lang::Nl).await, Err(gestand_app::AppError::NotFound)));
        assert!(matches!(next.statement_version(0, Lang::Nl).await, Err(gestand_app::AppError::NotFound)));

        // The files on disk are those of the first version: what officers published stays.
        let again = restarted(&t, PACK).await;
        assert_eq!((again.policy_number(), &again.policy().version), (2, &next.policy().version));
        assert_eq!(count(&t, "policy_activated").await, 2);
        // The way back is a version of its own, with the content of the first.
        let back = publish(&t, &again, "rights.yaml", "term: 2 weeks", "term: 1 month").await;
        assert_eq!((back.policy_number(), &back.policy().version), (3, &old));
        assert_eq!(back.statement_versions().await.unwrap().0.len(), 3);
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn a_version_comes_into_force_on_its_day_and_not_before() {
    for t in engines(PACK).await {
        edit(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let revision = propose(&t, &t.app, "1-12-2026").await;
        assert!(!t.app.editor_approve(&t.second(), revision).await.unwrap(), "it waits for its day");
        assert_eq!(t.app.current().await.unwrap().policy_number(), 1);
        let upcoming = t.app.statement_versions().await.unwrap().1.unwrap();
        assert_eq!((upcoming.on, upcoming.reason.as_str()), (date(2026, 12, 1), "Wij antwoorden sneller."));
        assert_eq!((count(&t, "policy_approved").await, count(&t, "policy_activated").await), (1, 1));
        // The last minute of November in Amsterdam, then the first of December; two visitors at once.
        t.clock.advance("2026-11-30T22:59:00Z".parse::<jiff::Timestamp>().unwrap().duration_since(t.clock.now()));
        assert_eq!(t.app.current().await.unwrap().policy_number(), 1);
        t.clock.advance(SignedDuration::from_mins(2));
        let (one, two) = tokio::join!(t.app.current(), t.app.current());
        assert_eq!((one.unwrap().policy_number(), two.unwrap().policy_number()), (2, 2));
        assert_eq!(count(&t, "policy_activated").await, 2, "once");
        let (all, upcoming) = t.app.statement_versions().await.unwrap();
        assert_eq!((all[0].effective_on, all[1].until, upcoming), (date(2026, 12, 1), Some(date(2026, 12, 1)), None));
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn a_day_that_came_while_nothing_ran_is_met_at_the_start_and_at_night() {
    for at_night in [false, true] {
        let t = testing::app(PACK).await;
        edit(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let revision = propose(&t, &t.app, "2026-12-01").await;
        t.app.editor_approve(&t.second(), revision).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 20));
        if at_night {
            t.app.nightly().await;
            assert_eq!(count(&t, "policy_activated").await, 2);
        } else {
            assert_eq!(t.reopened().await.policy_number(), 2);
        }
        assert_eq!(t.app.current().await.unwrap().policy_number(), 2);
    }
}

/// Files that were never seen are what the administrator wants; files that were seen are a copy left behind.
#[tokio::test]
async fn changed_files_are_the_next_version_and_old_files_are_not() {
    for t in engines(PACK).await {
        let changed = folder(&t, "rights.yaml", "term: 1 month", "term: 3 weeks");
        let second = restarted(&t, path(&changed)).await;
        assert_eq!(second.policy_number(), 2, "never seen");
        // Without the editor the files are in charge: also when they go back.
        let third = restarted(&t, PACK).await;
        assert_eq!((third.policy_number(), &third.policy().version), (3, &t.app.policy().version));
        publish(&t, &third, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        for seen in [PACK, path(&changed)] {
            assert_eq!(restarted(&t, seen).await.policy_number(), 4, "{seen} was followed by what officers published");
        }
        // Another comment is not another policy.
        let comment = folder(&t, "rights.yaml", "requests:", "# Een opmerking.\nrequests:");
        assert_eq!(restarted(&t, path(&comment)).await.policy_number(), 4);
        let new = folder(&t, "rights.yaml", "term: 1 month", "term: 10 days");
        assert_eq!(restarted(&t, path(&new)).await.policy_number(), 5, "never seen");
        let origins: Vec<_> = t.app.statement_versions().await.unwrap().0.iter().map(|line| line.origin).collect();
        use VersionOrigin::{Editor, Files};
        assert_eq!(origins, [Files, Editor, Files, Files, Files]);
        ledger_is_sound(&t).await;
    }
}

/// Another release may read the same files otherwise: then that is a version of its own, for files and for the editor.
#[tokio::test]
async fn what_another_release_reads_otherwise_is_a_new_version() {
    let t = testing::app(PACK).await;
    let misread = "UPDATE policy_version SET version = '00000000000000000000000000000000' WHERE number = ";
    store(&t, format!("{misread} 1")).await;
    let second = t.reopened().await;
    assert_eq!((second.policy_number(), &second.policy().version), (2, &t.app.policy().version));
    let third = publish(&t, &second, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
    store(&t, format!("{misread} 3")).await;
    let fourth = t.reopened().await;
    assert_eq!((fourth.policy_number(), &fourth.policy().version), (4, &third.policy().version));
    assert_eq!(t.reopened().await.policy_number(), 4, "once");
    assert_eq!(fourth.statement_of(3, Lang::Nl).await.unwrap(), third.statement(Lang::Nl), "as it was");
}

/// Another release may word the same policy otherwise: its words are a version too, and those of before stay.
#[tokio::test]
async fn what_was_said_stays_in_the_words_of_then() {
    let t = testing::app(PACK).await;
    let now = t.app.statement(Lang::Nl);
    let sentence = now.sections.iter().flat_map(|section| &section.sentences).find(|one| one.text.is_ascii()).unwrap();
    let then = "Zo zei een eerdere uitgave het.";
    let reworded = format!(
        "UPDATE policy_version SET statement = replace(statement, '{}', '{then}') WHERE number = 1",
        sentence.text.replace('\'', "''")
    );
    store(&t, reworded).await;
    let again = t.reopened().await;
    assert_eq!((again.policy_number(), &again.policy().version), (2, &t.app.policy().version));
    assert_eq!(t.reopened().await.policy_number(), 2, "once");
    let before = again.statement_of(1, Lang::Nl).await.unwrap();
    assert!(gestand_publish::statement_markdown(&before).contains(then));
    assert_eq!(again.statement_of(2, Lang::Nl).await.unwrap(), now);
    let page = again.statement_version(2, Lang::Nl).await.unwrap();
    assert_eq!((page.line.origin, page.for_people.len()), (VersionOrigin::Program, 0));
    let [change] = page.changes.as_slice() else { panic!("{:?}", page.changes) };
    let said = |said: &Option<gestand_app::Said>| said.as_ref().unwrap().text.clone();
    assert_eq!((&change.id, said(&change.old), said(&change.new)), (&sentence.id, then.into(), sentence.text.clone()));
    assert!(matches!(again.statement_of(3, Lang::Nl).await, Err(gestand_app::AppError::NotFound)));
    ledger_is_sound(&t).await;
}

/// What cannot be put in force on its day must not stop everything.
#[tokio::test]
async fn what_was_approved_and_cannot_be_compiled_goes_back_to_its_authors() {
    // Without a file; and the same when it was made from a version that holds no more.
    for base in [
        "",
        "; INSERT INTO policy_version SELECT 2, '1', pack, document, statement, files, origin, effective_on, reason,
        despite, written_by, approved_by, activated_at FROM policy_version",
    ] {
        let t = testing::app(PACK).await;
        edit(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let revision = propose(&t, &t.app, "2026-12-01").await;
        t.app.editor_approve(&t.second(), revision).await.unwrap();
        store(&t, format!("UPDATE pack_draft SET files = '[]'{base}")).await;
        t.clock.advance(SignedDuration::from_hours(24 * 12));
        let now = t.app.current().await.unwrap();
        assert_eq!(now.policy_number(), if base.is_empty() { 1 } else { 2 });
        let view = now.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.unwrap();
        assert_eq!((view.state, view.note.as_str()), (DraftState::Draft, "outdated"));
        now.editor_discard(&t.officer(), view.revision).await.unwrap();
    }
}

#[tokio::test]
async fn a_database_is_not_opened_with_the_pack_of_another() {
    for t in engines(PACK).await {
        let dir = t.dir.path();
        let parts = Parts {
            store: Store::open(&t.database).await.unwrap(),
            sources: Sources::open(&dir.join("sources"), &Reader::none()).unwrap(),
            keys: KeyRing::open(dir.join("keys")).unwrap(),
            policy: compile_pack("woonbron").unwrap(),
            reader: Reader::none(),
            clock: t.clock.clone(),
            random: Arc::new(SystemRandom::new().unwrap()),
        };
        let refused = App::open(parts).await.unwrap_err();
        let OpenError::OtherPack { given, holds } = &refused else { panic!("{refused}") };
        assert_eq!((given.as_str(), holds.as_str()), ("woonbron", PACK));
        assert_eq!(count(&t, "policy_activated").await, 1);
    }
}

#[tokio::test]
async fn the_deadline_of_an_open_case_keeps() {
    for t in engines(PACK).await {
        let fenna = known(&t, "Fenna");
        let before = t.app.submit_request(intake(CaseKind::Access, fenna), &Actor::Requester).await.unwrap();
        let next = publish(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks").await;
        let page = next.case_page(&t.officer(), before.id, 0).await.unwrap();
        assert_eq!(page.line.due_on, before.due_on);
        let after = next.submit_request(intake(CaseKind::Access, fenna), &Actor::Requester).await.unwrap();
        assert!(after.due_on < before.due_on, "{} {}", after.due_on, before.due_on);
        let policy = |number: &str| leaves_of(&t, number.to_owned());
        assert!(policy(&before.number).await.contains(&t.app.policy().version));
        assert!(policy(&after.number).await.contains(&next.policy().version));
    }
}

async fn leaves_of(t: &TestApp, number: String) -> String {
    leaves(t).await.into_iter().find(|leaf| leaf.contains("case_opened") && leaf.contains(&number)).unwrap()
}

/// An approved plan must not destroy under a term that was shorter than the one that holds now.
#[tokio::test]
async fn a_plan_that_was_approved_under_a_shorter_term_leaves_what_is_kept_longer_now() {
    for t in engines(PACK).await {
        let dir = t.dir.path().to_owned();
        let days = |files: Vec<String>| -> Vec<String> {
            files.iter().filter_map(|file| file.split('/').nth(1)).map(str::to_owned).collect()
        };
        let young = |day: &String| day.as_str() > "2026-10-30" && day.as_str() < "2026-11-12";
        let there = days(files(&dir, "cameras")).iter().filter(|day| young(day)).count();
        assert!(there > 0, "footage between 8 and 21 days old");
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        t.app.approve(&t.officer(), plan).await.unwrap();
        let longer = ("keep: 7 days after recorded", "keep: 21 days after recorded");
        let next = publish(&t, &t.app, "retention.yaml", longer.0, longer.1).await;
        assert_eq!(t.app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        assert_eq!(days(files(&dir, "cameras")).iter().filter(|day| young(day)).count(), there);
        let page = next.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!(page.policy, t.app.policy().version, "the plan names the version it was made under");
        assert!(page.groups.iter().any(|group| group.withheld > 0));
    }
}

/// The same when the version changes between two steps of a run: the rest is done under the one that holds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_comes_during_a_run_holds_from_the_next_step() {
    for t in engines(PACK).await {
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        t.app.approve(&t.officer(), plan).await.unwrap();
        let steps = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.steps;
        assert!(steps > 2);
        let change = |boundary: Boundary| {
            if boundary == Boundary::Recorded(0) {
                let publish = publish(&t, &t.app, "rights.yaml", "term: 1 month", "term: 2 weeks");
                tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(publish));
            }
        };
        assert_eq!(t.app.run_plan(plan, &change).await.unwrap(), Outcome::Completed);
        let now = t.app.current().await.unwrap();
        let page = now.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!((page.line.state, page.line.steps_done), (PlanState::Completed, steps));
        let applied = leaves(&t).await.into_iter().filter(|leaf| leaf.contains("\"step_applied\""));
        let under: Vec<bool> = applied.map(|leaf| leaf.contains(&now.policy().version)).collect();
        assert_eq!(under.len(), steps as usize);
        assert!(!under[0] && under[1..].iter().all(|new| *new), "{under:?}");
        ledger_is_sound(&t).await;
    }
}
