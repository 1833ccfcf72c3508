//! Late discoveries: what was erased and is there again is seen, told, and erased again after approval.

use std::path::Path;

use gestand_app::testing::{self, TestApp};
use gestand_app::{Lang, Replayed};
use gestand_base::PlanId;
use gestand_store::{CaseKind, PlanKind, PlanState, PromiseStatus};

use crate::common::*;

/// Approves and runs a plan, in the foreground.
async fn run(t: &TestApp, plan: PlanId) {
    t.app.approve(&t.officer(), plan).await.unwrap();
    t.app.run_plan(plan, &|_| {}).await.unwrap();
}

async fn replay(t: &TestApp) -> Replayed {
    t.app.replay(&t.officer()).await.unwrap()
}

/// What the proof page says of the promise.
async fn promise(t: &TestApp) -> PromiseStatus {
    let checks = t.app.engine().store.read().await.unwrap().promise_checks().await.unwrap();
    checks.into_iter().find(|row| row.check == "nothing_came_back").unwrap().status
}

/// Copies the corporation's own system: to put it back later, as from a backup.
fn copy(dir: &Path, from: &str, to: &str) {
    std::fs::copy(dir.join("sources").join(from), dir.join("sources").join(to)).unwrap();
}

#[tokio::test]
async fn what_a_restore_brings_back_is_told_and_erased_again() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        copy(&dir, "primary.sqlite", "backup");
        let (ruben, imke) = (known(&t, "Ruben"), known(&t, "Imke"));
        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let first = t.app.propose_retention(&t.officer()).await.unwrap();
        run(&t, first).await;
        let fine = replay(&t).await;
        assert_eq!((fine.back, fine.reused, fine.plan, promise(&t).await), (0, 0, None, PromiseStatus::Kept));
        assert!(fine.looked_at > 0 && fine.down.is_empty());

        copy(&dir, "backup", "primary.sqlite");
        // A hold wins.
        let hold = incident_hold(&t, &imke.id.to_string()).await;
        let found = replay(&t).await;
        assert!(found.back > found.held && found.held > 0, "{found:?}");
        assert_eq!((found.reused, promise(&t).await), (0, PromiseStatus::Broken));
        assert_eq!(t.app.today_page(&t.officer()).await.unwrap().came_back, found.back);
        assert_eq!(replay(&t).await.plan, None, "one plan at a time");

        let plan = found.plan.unwrap();
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!((page.line.kind, page.line.state), (PlanKind::Reappeared, PlanState::Proposed));
        assert_eq!((page.line.records, page.line.held), (found.back - found.held, found.held));
        let first = t.app.plan_page(&t.officer(), first, Lang::Nl).await.unwrap().line.number;
        let by =
            |earlier: &str| page.groups.iter().filter(|group| group.earlier.as_ref().unwrap().1 == earlier).count();
        assert!(by(&first) > 0 && by(&first) < page.groups.len(), "erased by a rule, and by a request");
        assert!(page.groups.iter().any(|group| group.rule == "request"));

        run(&t, plan).await;
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!(page.line.state, PlanState::Completed);
        assert_eq!(page.groups.iter().map(|group| group.verified).sum::<u64>(), page.line.records);
        assert_eq!(t.app.today_page(&t.officer()).await.unwrap().came_back, found.held, "the plan looked again");
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        let rest = replay(&t).await;
        assert_eq!((rest.back, rest.held), (found.held, 0));
        run(&t, rest.plan.unwrap()).await;
        assert_eq!((replay(&t).await.back, promise(&t).await), (0, PromiseStatus::Kept));
        ledger_is_sound(&t).await;
    }
}

/// A file that is put back in a folder is seen as a row is.
#[tokio::test]
async fn a_file_that_is_put_back_is_seen() {
    let t = testing::app("model").await;
    let ruben = known(&t, "Ruben");
    let letter =
        files(t.dir.path(), "documents").into_iter().find(|path| path.contains(&ruben.relation_number)).unwrap();
    let path = t.dir.path().join("sources/documents").join(&letter);
    let content = std::fs::read(&path).unwrap();
    answered(&t, CaseKind::Erasure, ruben).await;
    assert!(!path.exists());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, content).unwrap();
    // The request is still open: its own hold protects its records from other plans.
    let found = replay(&t).await;
    assert_eq!((found.back, found.held, found.plan), (1, 1, None));
}

#[tokio::test]
async fn a_key_that_is_used_for_somebody_else_is_no_late_discovery() {
    for t in engines("model").await {
        let (dir, ruben, fenna) = (t.dir.path().to_owned(), known(&t, "Ruben"), known(&t, "Fenna"));
        let moment = format!("SELECT MAX(id) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        let key = number(&dir, &moment).await;
        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let theirs = format!("SELECT MIN(id) FROM contactmoment WHERE relatie_id = {}", fenna.id);
        change(&dir, &format!("UPDATE contactmoment SET id = {key} WHERE id = ({theirs})")).await;
        let found = replay(&t).await;
        assert_eq!((found.back, found.reused, found.plan), (0, 1, None), "{found:?}");

        // The record of nobody under that key cannot be told apart: a person decides.
        change(&dir, &format!("UPDATE contactmoment SET relatie_id = NULL WHERE id = {key}")).await;
        let found = replay(&t).await;
        assert_eq!((found.back, found.reused), (1, 0), "{found:?}");
        t.app.reject_plan(&t.officer(), found.plan.unwrap()).await.unwrap();
        let again = replay(&t).await;
        assert_eq!((again.back, again.plan), (0, None), "what a person has looked at is not told again");
        assert_eq!(number(&dir, &format!("SELECT COUNT(*) FROM contactmoment WHERE id = {key}")).await, 1);
    }
}

#[tokio::test]
async fn a_source_that_is_down_leaves_the_promise_unknown() {
    let t = testing::app("model").await;
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, plan).await;
    primary_down(t.dir.path(), true);
    let found = replay(&t).await;
    assert_eq!((found.back, found.down.as_slice()), (0, ["primary".to_owned()].as_slice()));
    assert_eq!(promise(&t).await, PromiseStatus::Unknown);
    assert!(matches!(t.app.replay(&t.desk()).await, Err(gestand_app::AppError::Forbidden(_))));
}
