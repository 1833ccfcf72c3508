//! Findings, tasks, packages and holds.

use gestand_base::{CaseId, FindingId, HoldId, TaskId};
use gestand_store::{FindingRow, HoldIndex, HoldKind, HoldRow, PackageRow, StoreError, TaskRow, TaskState, Verdict};
use jiff::civil::date;
use serde_json::json;

use crate::common::{at, case, databases, id, sealed};

pub fn finding(case: CaseId, key: &str) -> FindingRow {
    FindingRow {
        id: id!(FindingId),
        case,
        source: "erp".into(),
        class: "tenancy".into(),
        record_key: key.into(),
        content: sealed("inhoud"),
        proposal: Verdict::Redact,
        needs_review: true,
        verdict: None,
        grounds: json!([{"node": "rights.access", "law": "AVG 15"}]),
        decided_by: None,
    }
}

pub fn task(case: CaseId, source: &str) -> TaskRow {
    TaskRow {
        id: id!(TaskId),
        case,
        source: source.into(),
        state: TaskState::Open,
        due_on: date(2026, 6, 5),
        answer: None,
        done_by: None,
    }
}

pub fn package(case: CaseId) -> PackageRow {
    PackageRow {
        case,
        html: sealed("html"),
        json: sealed("json"),
        pdf: sealed("pdf"),
        zip: sealed("zip"),
        built_at: at(30),
        digest: "ab".repeat(32),
        expires_at: at(500),
        downloads: 0,
    }
}

fn hold(source: &str) -> HoldRow {
    HoldRow {
        id: id!(HoldId),
        kind: HoldKind::Claim,
        source: source.into(),
        class: Some("payment".into()),
        record_key: Some("12".into()),
        subject_key: None,
        case: None,
        reason: "claim".into(),
        until: "judgment is final".into(),
        placed_at: at(1),
        placed_by: "noor".into(),
        released_at: None,
    }
}

#[tokio::test]
async fn a_finding_is_stored_once_and_decided() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let first = finding(row.id, "1");
        assert!(tx.finding_insert(&first).await.unwrap());
        assert!(!tx.finding_insert(&finding(row.id, "1")).await.unwrap(), "a second search does not double it");
        assert!(tx.finding_insert(&finding(row.id, "2")).await.unwrap());
        let found = tx.findings(row.id).await.unwrap();
        assert_eq!(found.iter().map(|finding| finding.record_key.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(format!("{:?}", found[0]), format!("{first:?}"));

        tx.finding_decide(first.id, Verdict::Exclude, &json!(["AVG 15 lid 4"]), "noor").await.unwrap();
        let decided = tx.finding_by_id(first.id).await.unwrap().unwrap();
        assert_eq!((decided.verdict, decided.decided_by.as_deref()), (Some(Verdict::Exclude), Some("noor")));
        assert_eq!((decided.proposal, decided.grounds), (Verdict::Redact, json!(["AVG 15 lid 4"])));
        let nowhere = tx.finding_decide(id!(FindingId), Verdict::Keep, &json!([]), "noor").await;
        assert!(matches!(nowhere, Err(StoreError::Missing("finding"))));
    }
}

#[tokio::test]
async fn a_task_is_answered_once() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let later = TaskRow { due_on: date(2026, 7, 1), ..task(row.id, "archive") };
        let sooner = task(row.id, "mailbox");
        assert!(tx.task_insert(&later).await.unwrap());
        assert!(tx.task_insert(&sooner).await.unwrap());
        assert!(!tx.task_insert(&task(row.id, "archive")).await.unwrap());
        let open = tx.tasks_open(10).await.unwrap();
        assert_eq!(open.iter().map(|task| task.id).collect::<Vec<_>>(), [sooner.id, later.id]);
        assert_eq!(tx.tasks_open(1).await.unwrap().len(), 1);

        let answer = sealed("twee brieven");
        assert!(tx.task_answer(sooner.id, TaskState::Answered, Some(&answer), "bas", at(40)).await.unwrap());
        assert!(!tx.task_answer(sooner.id, TaskState::NothingFound, None, "noor", at(41)).await.unwrap());
        assert!(tx.task_answer(later.id, TaskState::NothingFound, None, "noor", at(42)).await.unwrap());
        let answered = tx.task_by_id(sooner.id).await.unwrap().unwrap();
        assert_eq!((answered.state, answered.done_by.as_deref()), (TaskState::Answered, Some("bas")));
        assert_eq!(answered.answer.unwrap().as_bytes(), answer.as_bytes());
        assert!(tx.tasks_open(10).await.unwrap().is_empty());
        assert_eq!(tx.tasks_of(row.id).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_new_package_replaces_the_old_one() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.package_upsert(&package(row.id)).await.unwrap();
        tx.package_count_download(row.id).await.unwrap();
        assert_eq!(tx.package_of(row.id).await.unwrap().unwrap().downloads, 1);
        let second = PackageRow {
            html: sealed("html 2"),
            json: sealed("json 2"),
            pdf: sealed("pdf 2"),
            zip: sealed("zip 2"),
            ..package(row.id)
        };
        tx.package_upsert(&second).await.unwrap();
        let found = tx.package_of(row.id).await.unwrap().unwrap();
        assert_eq!(format!("{found:?}"), format!("{second:?}"));
        assert_eq!(found.pdf.as_bytes(), b"pdf 2");
        assert!(matches!(tx.package_count_download(id!(CaseId)).await, Err(StoreError::Missing("package"))));
    }
}

#[tokio::test]
async fn a_hold_holds_until_it_is_released() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let record = hold("erp");
        let request = HoldRow {
            kind: HoldKind::Request,
            class: None,
            record_key: None,
            subject_key: Some("R-7".into()),
            case: Some(row.id),
            ..hold("erp")
        };
        tx.hold_insert(&record).await.unwrap();
        tx.hold_insert(&request).await.unwrap();
        assert_eq!(format!("{:?}", tx.hold_by_id(request.id).await.unwrap().unwrap()), format!("{request:?}"));

        let index = HoldIndex::new(tx.holds_active().await.unwrap());
        let held = |source, class, key, subject| index.holds(source, class, key, subject).map(|hold| hold.id);
        assert_eq!(held("erp", "payment", "12", None), Some(record.id));
        assert_eq!(held("erp", "payment", "13", None), None);
        assert_eq!(held("erp", "note", "12", None), None);
        assert_eq!(held("dms", "payment", "12", Some("R-7")), None, "keys are of one source");
        assert_eq!(held("erp", "payment", "13", Some("R-7")), Some(request.id));
        assert_eq!(index.holds("erp", "note", "1", ["R-1", "R-7"]).map(|hold| hold.id), Some(request.id));

        assert!(tx.hold_release(record.id, at(60)).await.unwrap());
        assert!(!tx.hold_release(record.id, at(61)).await.unwrap());
        assert_eq!(tx.holds_release_for_case(row.id, at(62)).await.unwrap(), 1);
        assert_eq!(tx.holds_release_for_case(row.id, at(63)).await.unwrap(), 0);
        assert!(tx.holds_active().await.unwrap().is_empty());
        let released = tx.hold_by_id(record.id).await.unwrap().unwrap();
        assert_eq!(released.released_at, Some(at(60)), "the first release counts");
        assert!(HoldIndex::new(vec![released]).holds("erp", "payment", "12", None).is_none());
    }
}

#[tokio::test]
async fn a_hold_on_nothing_is_refused() {
    for db in databases().await {
        for wrong in [
            HoldRow { class: None, record_key: None, ..hold("erp") },
            HoldRow { record_key: None, subject_key: Some("R-7".into()), ..hold("erp") },
        ] {
            let mut tx = db.store.write("test").await.unwrap();
            assert!(tx.hold_insert(&wrong).await.is_err());
        }
    }
}
