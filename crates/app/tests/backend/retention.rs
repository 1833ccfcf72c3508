//! A retention run by its use cases: proposed, approved once, run, proven; and what a hold or a fault does to it.

use gestand_app::{Actor, AppError, Lang, testing};
use gestand_ledger::{Entry, EntryKind, Receipt, VerifierKey};
use gestand_plans::Outcome;
use gestand_store::{CaseKind, PlanState};

use crate::common::*;

/// Records that a rule or all rules find due now, over all sources.
async fn due(t: &testing::TestApp) -> u64 {
    let page = t.app.retention_page(&t.officer(), Lang::Nl).await.unwrap();
    assert!(page.rules.iter().all(|rule| rule.due.is_some() || rule.problem.is_some()));
    page.rules.iter().filter_map(|rule| rule.due).sum()
}

/// Approves and runs, in the foreground.
pub async fn run(t: &testing::TestApp, plan: gestand_base::PlanId) {
    let mut tx = t.app.engine().store.write("test_approve").await.unwrap();
    assert!(tx.plan_approve(plan, "officer", gestand_base::Clock::now(&*t.clock)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(t.app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
}

/// Plan after plan, until there is nothing left to propose.
async fn run_all(t: &testing::TestApp) {
    for _ in 0..5 {
        match t.app.propose_retention(&t.officer()).await {
            Ok(next) => run(t, next).await,
            nothing => return assert_eq!(conflict(nothing), "nothing-due"),
        }
    }
    panic!("the plans do not end");
}

#[tokio::test]
async fn what_is_due_is_approved_once_destroyed_verified_and_proven() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let (before, people) = (due(&t).await, number(&dir, "SELECT COUNT(*) FROM natuurlijk_persoon").await);
        assert!(before > 20, "{before}");
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        assert_eq!(conflict(t.app.propose_retention(&t.officer()).await), "plan-open");
        let shown = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert_eq!((shown.line.state, shown.line.records, shown.line.held), (PlanState::Proposed, before, 0));
        assert!(shown.groups.iter().all(|group| !group.samples.is_empty() && group.verified == 0));
        assert_eq!(due(&t).await, before, "proposing destroys nothing");
        assert_eq!(conflict(t.app.certificate(&t.officer(), plan, Lang::Nl).await), "plan-not-complete");

        // Two officers at once: one of them was first.
        let (a, b) = (t.officer(), t.officer());
        let (one, two) = tokio::join!(t.app.approve_plan(&a, plan), t.app.approve_plan(&b, plan));
        assert!(one.is_ok() != two.is_ok());
        assert_eq!(conflict(if one.is_ok() { two } else { one }), "plan-state");
        let mut waited = 0;
        while t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().line.state != PlanState::Completed {
            waited += 1;
            assert!(waited < 600, "the plan does not end");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }

        let done = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        for group in &done.groups {
            assert_eq!((group.verified, group.withheld, group.failed), (group.records, 0, 0), "{}", group.rule);
        }
        assert!(number(&dir, "SELECT COUNT(*) FROM natuurlijk_persoon").await <= people);
        // A person's own row becomes due when the last thing that hung on it has gone: that is for the next plans.
        run_all(&t).await;
        assert_eq!(due(&t).await, 0);

        let pdf = t.app.certificate(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        let receipt = Receipt::parse(&t.app.plan_receipt(&t.officer(), plan).await.unwrap()).unwrap();
        let key: VerifierKey = t.app.verifier_key().parse().unwrap();
        assert_eq!(receipt.verify(&key).unwrap().index, done.certificate.unwrap());
        let entry = Entry::from_leaf(&receipt.leaf).unwrap();
        assert_eq!((entry.kind, entry.facts["absent"].as_u64()), (EntryKind::PlanCompleted, Some(before)));
        let mut forged = receipt.clone();
        forged.leaf[10] ^= 1;
        assert!(forged.verify(&key).is_err());
        ledger_is_sound(&t).await;
    }
}

// shows: woonpunt-075
#[tokio::test]
async fn woonpunt_destroys_footage_after_28_days() {
    footage("woonpunt").await;
}

// shows: thuisvester-045
#[tokio::test]
async fn thuisvester_destroys_footage_after_28_days() {
    footage("thuisvester").await;
}

/// Footage of the 28th day back stays, that of the 29th goes; with an incident hold it stays until that is released.
async fn footage(pack: &str) {
    let t = testing::app(pack).await;
    let dir = t.dir.path().to_owned();
    let segment = |day: &str| format!("hal-voorbeeldstraat/{day}/07-00-00.mp4");
    let (kept, old) = (segment("2026-10-23"), segment("2026-10-22"));
    let hold = record_hold(&t, "cameras", "camera_segment", &old).await;
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, plan).await;
    let left = files(&dir, "cameras");
    assert!(left.contains(&kept) && left.contains(&old), "{pack}: {left:?}");
    assert!(left.iter().all(|path| *path == old || path.split('/').nth(1).unwrap() >= "2026-10-23"), "{pack}");
    t.app.release_hold(&t.officer(), hold).await.unwrap();
    let next = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, next).await;
    assert!(!files(&dir, "cameras").contains(&old), "{pack}: released, and still there");
}

// shows: thuisvester-088
#[tokio::test]
async fn thuisvester_destroys_income_files_when_the_audit_is_done_and_not_before() {
    let t = testing::app("thuisvester").await;
    let dir = t.dir.path().to_owned();
    let audited = "SELECT COUNT(*) FROM inkomensbewijs WHERE accountantscontrole_op <= '2026-11-20'";
    let open = "SELECT COUNT(*) FROM inkomensbewijs \
                WHERE accountantscontrole_op IS NULL OR accountantscontrole_op > '2026-11-20'";
    let waiting = number(&dir, open).await;
    assert!(number(&dir, audited).await > 0 && waiting > 0);
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, plan).await;
    assert_eq!((number(&dir, audited).await, number(&dir, open).await), (0, waiting));
}

#[tokio::test]
async fn a_held_record_stays_and_is_due_again_when_released() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        // Ruben left three years ago: his contract is past its two years.
        let ruben = known(&t, "Ruben").id;
        let contract = format!(
            "SELECT COUNT(*) FROM relatierol WHERE relatie_id = {ruben} AND overeenkomst_id IS NOT NULL \
                                AND EXISTS (SELECT 1 FROM huurovereenkomst h WHERE h.id = overeenkomst_id)"
        );
        assert_eq!(number(&dir, &contract).await, 1);
        let hold = incident_hold(&t, &ruben.to_string()).await;
        let all = due(&t).await;
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        let shown = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert!(shown.line.held > 0);
        assert_eq!(shown.line.records + shown.line.held, all);
        run(&t, plan).await;
        run_all(&t).await;
        assert_eq!(number(&dir, &contract).await, 1, "a hold wins over every rule");
        assert_eq!(t.app.today_page(&t.officer()).await.unwrap().overdue_records, Some(0), "held is not overdue");
        t.app.release_hold(&t.officer(), hold).await.unwrap();
        assert_eq!(conflict(t.app.release_hold(&t.officer(), hold).await), "hold-released");
        let next = t.app.propose_retention(&t.officer()).await.unwrap();
        run(&t, next).await;
        assert_eq!(number(&dir, &contract).await, 0);
        ledger_is_sound(&t).await;
    }
}

/// A hold that comes between approval and run wins too, and the certificate says so.
#[tokio::test]
async fn a_hold_that_comes_late_still_wins() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let ruben = known(&t, "Ruben").id.to_string();
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        incident_hold(&t, &ruben).await;
        run(&t, plan).await;
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        let withheld: u64 = page.groups.iter().map(|group| group.withheld).sum();
        let verified: u64 = page.groups.iter().map(|group| group.verified).sum();
        assert!(withheld > 0 && withheld + verified == page.line.records);
        let left =
            format!("SELECT COUNT(*) FROM relatierol WHERE relatie_id = {ruben} AND overeenkomst_id IS NOT NULL");
        assert_eq!(number(&dir, &left).await, 1);
    }
}

/// An open request keeps what it is about out of every plan (invariant 3).
#[tokio::test]
async fn an_open_request_protects_its_records() {
    let t = testing::app("model").await;
    let ruben = known(&t, "Ruben");
    let letters =
        files(t.dir.path(), "documents/brieven").iter().filter(|p| p.contains(&ruben.relation_number)).count();
    assert!(letters > 0);
    let submitted = to_review(&t, CaseKind::Access, ruben).await;
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, plan).await;
    let now = files(t.dir.path(), "documents/brieven").iter().filter(|p| p.contains(&ruben.relation_number)).count();
    assert_eq!(now, letters);
    t.app.withdraw(&t.officer(), submitted.id).await.unwrap();
    let next = t.app.propose_retention(&t.officer()).await.unwrap();
    run(&t, next).await;
    assert!(!files(t.dir.path(), "documents/brieven").iter().any(|path| path.contains(&ruben.relation_number)));
}

#[tokio::test]
async fn a_rejected_plan_does_nothing() {
    for t in engines("model").await {
        let before = due(&t).await;
        let plan = t.app.propose_retention(&t.officer()).await.unwrap();
        t.app.reject_plan(&t.officer(), plan).await.unwrap();
        assert_eq!(conflict(t.app.reject_plan(&t.officer(), plan).await), "plan-state");
        assert_eq!(conflict(t.app.approve_plan(&t.officer(), plan).await), "plan-state");
        assert_eq!(conflict(t.app.run_plan(plan, &|_| {}).await), "plan-state");
        assert_eq!(conflict(t.app.resume_plan(&t.officer(), plan).await), "plan-state");
        assert_eq!(due(&t).await, before);
        t.app.propose_retention(&t.officer()).await.unwrap();
    }
}

#[tokio::test]
async fn only_the_officer_decides_on_destruction() {
    let t = testing::app("model").await;
    let desk = t.desk();
    let forbidden = |result: gestand_app::Result<()>| assert!(matches!(result, Err(AppError::Forbidden(_))));
    forbidden(t.app.propose_retention(&desk).await.map(drop));
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    forbidden(t.app.approve_plan(&desk, plan).await);
    forbidden(t.app.reject_plan(&desk, plan).await);
    forbidden(t.app.resume_plan(&desk, plan).await);
    forbidden(t.app.approve_plan(&Actor::Requester, plan).await);
    forbidden(t.app.run_checks(&desk).await);
    forbidden(t.app.verify_ledger(&desk).await.map(drop));
    assert!(matches!(t.app.approve_as("nobody", plan).await, Err(AppError::NotFound)));
    forbidden(t.app.approve_as("desk", plan).await);
    t.app.approve_as("officer", plan).await.unwrap();
}

/// An incomplete plan would look complete: with a source down there is none.
#[tokio::test]
async fn with_a_source_down_there_is_no_plan_and_the_page_says_so() {
    let t = testing::app("model").await;
    primary_down(t.dir.path(), true);
    match t.app.propose_retention(&t.officer()).await {
        Err(AppError::SourceDown { source_id, problem }) => {
            assert_eq!(source_id, "primary");
            assert!(!problem.is_empty());
        }
        other => panic!("{other:?}"),
    }
    let page = t.app.retention_page(&t.officer(), Lang::Nl).await.unwrap();
    assert!(page.plans.is_empty());
    assert!(
        page.rules
            .iter()
            .any(|rule| rule.due.is_none() && rule.problem.as_ref().is_some_and(|p| p.contains("Primair")))
    );
    let today = t.app.today_page(&t.officer()).await.unwrap();
    assert!(today.overdue_records.is_none() && today.source_problems.len() == 1);
}

/// Nearly every tenant once sought a home: the end of that registration must not take the data of the tenant.
#[tokio::test]
async fn a_tenant_who_once_sought_a_home_keeps_the_data_of_the_tenancy() {
    let t = testing::app("model").await;
    let (dir, fenna) = (t.dir.path().to_owned(), known(&t, "Fenna").id);
    change(
        &dir,
        &format!("INSERT INTO relatierol SELECT MAX(id) + 1, {fenna}, NULL, 'WON', '2019-05-01' FROM relatierol"),
    )
    .await;
    let contact = format!("SELECT COUNT(*) FROM contactgegeven WHERE relatie_id = {fenna}");
    let before = number(&dir, &contact).await;
    assert!(before > 0);
    // Imke never rented: her registration ended more than a year ago.
    let imke = format!("SELECT COUNT(*) FROM contactgegeven WHERE relatie_id = {}", known(&t, "Imke").id);
    assert!(number(&dir, &imke).await > 0);
    run_all(&t).await;
    assert_eq!(number(&dir, &contact).await, before, "a tenant lost her contact data");
    assert_eq!(number(&dir, &imke).await, 0);
}

/// What changed in the source after the plan was made is left alone.
#[tokio::test]
async fn a_record_that_is_no_longer_due_is_left_alone() {
    let t = testing::app("model").await;
    let dir = t.dir.path().to_owned();
    let ruben = known(&t, "Ruben").id;
    let plan = t.app.propose_retention(&t.officer()).await.unwrap();
    // He turns out to rent still.
    let of_ruben = format!("(SELECT overeenkomst_id FROM relatierol WHERE relatie_id = {ruben})");
    change(&dir, &format!("UPDATE huurovereenkomst SET einddatum = NULL WHERE id IN {of_ruben}")).await;
    run(&t, plan).await;
    assert_eq!(number(&dir, &format!("SELECT COUNT(*) FROM huurovereenkomst WHERE id IN {of_ruben}")).await, 1);
    let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
    assert_eq!(page.groups.iter().map(|group| group.withheld).sum::<u64>(), 1);
}
