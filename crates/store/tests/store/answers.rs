//! Findings, tasks, packages and holds.

use gestand_base::{CaseId, FindingId, FollowUpId, HoldId, PackageId, TaskId};
use gestand_store::{
    ArchiveTaskRow, CaseRow, CaseSearchRow, CaseState, FindingRow, FollowUpKind, FollowUpRow, FollowUpState, HoldIndex,
    HoldKind, HoldMark, HoldMarkRow, HoldRow, PackageRow, PartRow, SearchState, StoreError, TaskAnswerRow, TaskRow,
    TaskState, Tx, Verdict,
};
use jiff::civil::date;
use serde_json::json;

use crate::common::{at, case, databases, id, sealed};

/// Telling a recipient of a change.
pub fn follow_up(case: CaseId, recipient: &str) -> FollowUpRow {
    FollowUpRow {
        id: id!(FollowUpId),
        case,
        kind: FollowUpKind::Tell,
        target: recipient.into(),
        state: FollowUpState::Open,
        due_on: date(2026, 6, 7),
        done_on: None,
        note: None,
        done_by: None,
    }
}

pub fn finding(case: CaseId, class: &str) -> FindingRow {
    FindingRow {
        id: id!(FindingId),
        case,
        source: "erp".into(),
        class: class.into(),
        records: 3,
        content: sealed("inhoud"),
        proposal: Verdict::Redact,
        needs_review: true,
        verdict: None,
        grounds: json!([{"node": "rights.access", "law": "AVG 15"}]),
        decided_by: None,
    }
}

pub fn task(case: CaseId, source: &str) -> TaskRow {
    TaskRow { id: id!(TaskId), case, source: source.into(), state: TaskState::Open, due_on: date(2026, 6, 5) }
}

pub fn answer(task: TaskId, seq: u32, state: TaskState) -> TaskAnswerRow {
    let answer = (state == TaskState::Answered).then(|| sealed("twee brieven"));
    TaskAnswerRow { task, seq, state, answer, done_by: "bas".into(), done_at: at(40) }
}

/// A rule is asked for once a year in a source that nobody can connect to.
#[tokio::test]
async fn a_question_about_terms_is_asked_once_a_period() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        let task = |period: &str, due| ArchiveTaskRow {
            id: id!(TaskId),
            source: "archive".into(),
            rule: "contracts".into(),
            period: period.into(),
            state: TaskState::Open,
            due_on: due,
            records: None,
            done_by: None,
            done_at: None,
        };
        let first = task("2026", date(2026, 6, 1));
        assert!(tx.archive_task_insert(&first).await.unwrap());
        assert!(!tx.archive_task_insert(&task("2026", date(2026, 7, 1))).await.unwrap());
        assert!(tx.archive_task_insert(&task("2027", date(2027, 6, 1))).await.unwrap());
        assert_eq!(tx.archive_tasks_open(10).await.unwrap()[0].id, first.id);
        tx.archive_task_answer(first.id, TaskState::Answered, Some(7), "bas", at(3)).await.unwrap();
        tx.archive_task_answer(first.id, TaskState::Answered, Some(8), "noor", at(4)).await.unwrap();
        let answered = tx.archive_task_by_id(first.id).await.unwrap().unwrap();
        assert_eq!((answered.records, answered.done_by.as_deref()), (Some(8), Some("noor")));
        assert_eq!(tx.archive_tasks_open(10).await.unwrap().len(), 1);
        let missing = tx.archive_task_answer(id!(TaskId), TaskState::Answered, None, "bas", at(5)).await;
        assert!(matches!(missing, Err(StoreError::Missing(_))));
    }
}

fn build(number: u8) -> PackageId {
    format!("00000000-0000-7000-8000-0000000000{number:02}").parse().unwrap()
}

pub fn package(case: CaseId) -> PackageRow {
    PackageRow {
        case,
        build: build(7),
        head: sealed("answer"),
        built_at: at(30),
        digest: "ab".repeat(32),
        expires_at: at(500),
        downloads: 0,
    }
}

pub async fn built(tx: &mut Tx, package: &PackageRow) -> bool {
    assert!(tx.package_start(package.case, package.build, true).await.unwrap());
    for (seq, content) in [(0, "records"), (1, "document")] {
        let part = PartRow { seq, document: seq == 1, content: sealed(content) };
        tx.package_parts_insert(package.case, package.build, &[part]).await.unwrap();
    }
    tx.package_finish(package).await.unwrap()
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
        marked: None,
    }
}

#[tokio::test]
async fn findings_come_by_class_and_are_decided() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let (second, first) = (finding(row.id, "tenancy"), finding(row.id, "payment"));
        tx.findings_insert(&[second.clone(), first.clone()]).await.unwrap();
        let heads = tx.finding_heads(row.id).await.unwrap();
        assert_eq!(heads.iter().map(|head| head.id).collect::<Vec<_>>(), [first.id, second.id]);
        let page = tx.findings_page(row.id, None, 1).await.unwrap();
        assert_eq!(format!("{page:?}"), format!("{:?}", [&first]));
        let rest = tx.findings_page(row.id, page.last(), 10).await.unwrap();
        assert_eq!(rest.iter().map(|finding| finding.id).collect::<Vec<_>>(), [second.id]);
        assert!(tx.findings_page(row.id, rest.last(), 10).await.unwrap().is_empty());

        tx.finding_decide(first.id, Verdict::Exclude, &json!(["AVG 15 lid 4"]), "noor").await.unwrap();
        let decided = tx.finding_by_id(first.id).await.unwrap().unwrap();
        assert_eq!((decided.verdict, decided.decided_by.as_deref()), (Some(Verdict::Exclude), Some("noor")));
        assert_eq!((decided.proposal, decided.grounds), (Verdict::Redact, json!(["AVG 15 lid 4"])));
        let nowhere = tx.finding_decide(id!(FindingId), Verdict::Keep, &json!([]), "noor").await;
        assert!(matches!(nowhere, Err(StoreError::Missing("finding"))));

        // What has a verdict keeps it.
        assert_eq!(tx.findings_accept(row.id, "bas").await.unwrap(), 1);
        let heads = tx.finding_heads(row.id).await.unwrap();
        let verdicts: Vec<_> = heads.iter().map(|head| head.verdict).collect();
        assert_eq!(verdicts, [Some(Verdict::Exclude), Some(Verdict::Redact)]);
    }
}

#[tokio::test]
async fn of_two_who_take_a_record_out_one_is_told_to_look_again() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let finding = finding(row.id, "payment");
        tx.findings_insert(std::slice::from_ref(&finding)).await.unwrap();
        tx.finding_shrink(finding.id, 3, &sealed("two of them")).await.unwrap();
        let again = tx.finding_shrink(finding.id, 3, &sealed("others")).await;
        assert!(matches!(again, Err(StoreError::Missing("finding"))));
        let left = tx.finding_by_id(finding.id).await.unwrap().unwrap();
        assert_eq!((left.records, left.content.as_bytes()), (2, b"two of them".as_slice()));
        tx.finding_set_content(finding.id, &sealed("with new values")).await.unwrap();
        assert_eq!(tx.finding_by_id(finding.id).await.unwrap().unwrap().content.as_bytes(), b"with new values");
        let none = tx.finding_set_content(id!(FindingId), &sealed("x")).await;
        assert!(matches!(none, Err(StoreError::Missing("finding"))));
    }
}

#[tokio::test]
async fn a_search_goes_on_where_it_was() {
    for db in databases().await {
        let row = CaseRow { state: CaseState::Searching, ..case("2026-1") };
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let search = CaseSearchRow {
            source: "erp".into(),
            state: SearchState::Pending,
            subject_keys: vec!["7".into()],
            progress: None,
            problem: None,
        };
        tx.case_search_upsert(row.id, &search).await.unwrap();
        let pending = SearchState::Pending;
        assert!(tx.case_search_advance(row.id, "erp", None, Some("half"), pending).await.unwrap());
        assert!(
            !tx.case_search_advance(row.id, "erp", None, Some("half"), pending).await.unwrap(),
            "another was first"
        );
        let searched = SearchState::Searched;
        assert!(tx.case_search_advance(row.id, "erp", Some("half"), None, searched).await.unwrap());
        assert!(!tx.case_search_advance(row.id, "erp", None, Some("x"), pending).await.unwrap(), "it is over");
        assert_eq!(tx.case_searches(row.id).await.unwrap()[0].state, SearchState::Searched);

        tx.case_search_upsert(row.id, &search).await.unwrap();
        assert!(tx.case_set_state(row.id, CaseState::Searching, CaseState::Withdrawn).await.unwrap());
        let withdrawn = tx.case_search_advance(row.id, "erp", None, Some("half"), pending).await.unwrap();
        assert!(!withdrawn, "what was taken back gathers nothing more");
    }
}

#[tokio::test]
async fn a_later_answer_to_a_task_corrects_the_first() {
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

        let first = answer(sooner.id, 1, TaskState::Answered);
        assert!(tx.task_answer(&first).await.unwrap());
        tx.task_file_insert(sooner.id, 0, &sealed("een scan")).await.unwrap();
        assert!(!tx.task_answer(&TaskAnswerRow { done_by: "noor".into(), ..first.clone() }).await.unwrap());
        assert_eq!(tx.task_file(sooner.id, 0).await.unwrap().unwrap().as_bytes(), b"een scan");
        assert!(tx.task_answer(&answer(later.id, 1, TaskState::NothingFound)).await.unwrap());
        // A second answer holds; the first is still told, its files are gone.
        assert!(tx.task_answer(&answer(sooner.id, 2, TaskState::NothingFound)).await.unwrap());
        assert_eq!(tx.task_by_id(sooner.id).await.unwrap().unwrap().state, TaskState::NothingFound);
        let answers = tx.task_answers(sooner.id).await.unwrap();
        assert_eq!(
            answers.iter().map(|row| (row.seq, row.state)).collect::<Vec<_>>(),
            [(1, TaskState::Answered), (2, TaskState::NothingFound)]
        );
        assert_eq!(
            (answers[0].done_by.as_str(), answers[0].answer.as_ref().unwrap().as_bytes()),
            ("bas", &b"twee brieven"[..])
        );
        assert!(tx.task_file(sooner.id, 0).await.unwrap().is_none());
        // So are the findings of it, and of no other source.
        let of = |source: &str, key| FindingRow { source: source.into(), ..finding(row.id, key) };
        tx.findings_insert(&[of("mailbox", "1"), of("erp", "2")]).await.unwrap();
        assert_eq!(tx.findings_delete_of(row.id, "mailbox").await.unwrap(), 1);
        assert_eq!(tx.finding_heads(row.id).await.unwrap().len(), 1);
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
        let first = package(row.id);
        assert!(tx.package_start(row.id, first.build, false).await.unwrap());
        assert!(tx.package_of(row.id).await.unwrap().is_none(), "it is still being built");
        assert!(built(&mut tx, &first).await);
        tx.package_count_download(row.id).await.unwrap();
        assert_eq!(tx.package_of(row.id).await.unwrap().unwrap().downloads, 1);
        let part = tx.package_part(row.id, first.build, 0, true).await.unwrap().unwrap();
        assert_eq!((part.seq, part.document, part.content.as_bytes()), (1, true, b"document".as_slice()));
        assert!(tx.package_part(row.id, first.build, 2, true).await.unwrap().is_none());
        assert!(!tx.package_start(row.id, build(9), false).await.unwrap(), "what was given stays");

        let second = PackageRow { build: build(8), head: sealed("answer 2"), ..package(row.id) };
        assert!(built(&mut tx, &second).await);
        let found = tx.package_of(row.id).await.unwrap().unwrap();
        assert_eq!(format!("{found:?}"), format!("{second:?}"));
        assert_eq!(found.head.as_bytes(), b"answer 2");
        assert!(
            tx.package_part(row.id, first.build, 0, false).await.unwrap().is_none(),
            "no part of the old one stays"
        );
        assert!(!tx.package_finish(&first).await.unwrap(), "the first try was overtaken");
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

        let of_kind: Vec<_> = tx.holds_active_of(HoldKind::Request).await.unwrap();
        assert_eq!(of_kind.iter().map(|hold| hold.id).collect::<Vec<_>>(), [request.id]);
        let index = HoldIndex::new(tx.holds_active().await.unwrap());
        let held = |source, class, key, subject| index.holds(source, class, key, subject).map(|hold| hold.id);
        assert_eq!(held("erp", "payment", "12", None), Some(record.id));
        assert_eq!(held("erp", "payment", "13", None), None);
        assert_eq!(held("erp", "note", "12", None), None);
        assert_eq!(held("dms", "payment", "12", Some("R-7")), None, "keys are of one source");
        assert_eq!(held("erp", "payment", "13", Some("R-7")), Some(request.id));
        assert_eq!(index.holds("erp", "note", "1", ["R-1", "R-7"]).map(|hold| hold.id), Some(request.id));
        let on_records: Vec<_> = index.on_records("erp").map(|(class, key, hold)| (class, key, hold.id)).collect();
        assert_eq!((on_records, index.on_records("dms").count()), (vec![("payment", "12", record.id)], 0));

        assert!(tx.hold_release(record.id, at(60)).await.unwrap());
        assert!(!tx.hold_release(record.id, at(61)).await.unwrap());
        assert_eq!(tx.holds_release_for_case(row.id, HoldKind::Request, at(62)).await.unwrap(), 1);
        assert_eq!(tx.holds_release_for_case(row.id, HoldKind::Request, at(63)).await.unwrap(), 0);
        assert!(tx.holds_active().await.unwrap().is_empty());
        let released = tx.hold_by_id(record.id).await.unwrap().unwrap();
        assert_eq!(released.released_at, Some(at(60)), "the first release counts");
        assert!(HoldIndex::new(vec![released]).holds("erp", "payment", "12", None).is_none());
    }
}

#[tokio::test]
async fn a_mark_is_set_and_after_the_release_taken_away() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let marked = HoldRow { marked: Some(HoldMark::Wanted), ..hold("erp") };
        let elsewhere = HoldRow { marked: Some(HoldMark::Set), ..hold("dms") };
        let restriction = HoldRow { kind: HoldKind::Restriction, case: Some(row.id), ..hold("erp") };
        for hold in [&marked, &elsewhere, &restriction] {
            tx.hold_insert(hold).await.unwrap();
        }
        let waits = async |tx: &mut Tx| -> Vec<HoldId> {
            tx.holds_to_mark().await.unwrap().into_iter().map(|hold| hold.id).collect()
        };
        assert_eq!(waits(&mut tx).await, [marked.id]);
        tx.hold_set_mark(marked.id, Some(HoldMark::Set)).await.unwrap();
        assert!(waits(&mut tx).await.is_empty());
        tx.holds_mark_again(row.id).await.unwrap();
        assert_eq!(waits(&mut tx).await, [marked.id], "only where the case restricted something");
        tx.hold_set_mark(marked.id, Some(HoldMark::Set)).await.unwrap();
        tx.hold_release(marked.id, at(60)).await.unwrap();
        tx.holds_mark_again(row.id).await.unwrap();
        assert_eq!(waits(&mut tx).await, [marked.id]);
        let released = tx.hold_by_id(marked.id).await.unwrap().unwrap();
        assert_eq!(released.marked, Some(HoldMark::Set), "what is released is not marked again");
        tx.hold_set_mark(marked.id, None).await.unwrap();
        assert!(waits(&mut tx).await.is_empty());
    }
}

#[tokio::test]
async fn what_stood_in_a_record_before_its_mark_is_kept_once() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        let (one, two, elsewhere) = (hold("erp"), hold("erp"), hold("dms"));
        for hold in [&one, &two, &elsewhere] {
            tx.hold_insert(hold).await.unwrap();
        }
        let mark = |hold: &HoldRow, key: &str, code: Option<&str>| HoldMarkRow {
            hold: hold.id,
            class: "payment".into(),
            record_key: key.into(),
            code_before: code.map(str::to_owned),
        };
        let first = [mark(&one, "12", Some("BEW")), mark(&one, "13", None), mark(&two, "12", Some("BEW"))];
        for mark in &first {
            tx.hold_mark_insert(mark).await.unwrap();
        }
        for again in [mark(&one, "12", Some("ACT")), mark(&one, "13", Some("ACT")), mark(&elsewhere, "12", None)] {
            tx.hold_mark_insert(&again).await.unwrap();
        }
        let mut kept = tx.hold_marks_of("erp").await.unwrap();
        kept.sort_by_key(|mark| mark.hold == two.id);
        assert_eq!(kept, first);
        tx.hold_marks_delete(one.id).await.unwrap();
        assert_eq!(tx.hold_marks_of("erp").await.unwrap(), first[2..]);
        assert_eq!(tx.hold_marks_of("dms").await.unwrap(), [mark(&elsewhere, "12", None)]);
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

#[tokio::test]
async fn a_follow_up_is_ended_once_and_opened_again() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let (later, first) = (follow_up(row.id, "bailiff"), follow_up(row.id, "contractor"));
        let first = FollowUpRow { due_on: date(2026, 6, 1), ..first };
        let change = FollowUpRow { kind: FollowUpKind::Change, ..follow_up(row.id, "bailiff") };
        for row in [&later, &first, &change] {
            tx.follow_up_insert(row).await.unwrap();
        }
        let due: Vec<_> = tx.follow_ups_open(2).await.unwrap().into_iter().map(|row| row.id).collect();
        assert_eq!(due, [first.id, later.id], "what is due first");

        let note = sealed("gebeld");
        let end = (FollowUpState::Done, date(2026, 6, 3));
        assert!(tx.follow_up_end(first.id, end.0, end.1, Some(&note), "bas").await.unwrap());
        assert!(!tx.follow_up_end(first.id, FollowUpState::NotDone, end.1, None, "noor").await.unwrap());
        let ended = tx.follow_up_by_id(first.id).await.unwrap().unwrap();
        let expected =
            FollowUpRow { state: end.0, done_on: Some(end.1), note: Some(note), done_by: Some("bas".into()), ..first };
        assert_eq!(format!("{ended:?}"), format!("{expected:?}"));
        assert_eq!(tx.follow_ups_open(9).await.unwrap().len(), 2);
        tx.follow_up_insert(&follow_up(row.id, "contractor")).await.unwrap();
        assert_eq!(tx.follow_ups_open(9).await.unwrap().len(), 3, "there is something to do again");
        assert_eq!(tx.follow_ups_of(row.id).await.unwrap().len(), 3, "one of a kind for a target");
    }
}

/// A restriction outlives its request: the end of the request releases the hold that the request itself was.
#[tokio::test]
async fn holds_of_a_case_are_released_by_kind() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let of = |kind| HoldRow { kind, case: Some(row.id), ..hold("erp") };
        let restriction = of(HoldKind::Restriction);
        for hold in [of(HoldKind::Request), restriction.clone()] {
            tx.hold_insert(&hold).await.unwrap();
        }
        assert_eq!(tx.holds_release_for_case(row.id, HoldKind::Request, at(1)).await.unwrap(), 1);
        let left: Vec<_> = tx.holds_active().await.unwrap().into_iter().map(|hold| hold.id).collect();
        assert_eq!(left, [restriction.id]);
    }
}
