//! A running Gestand on each engine, the corporation's own database beside it, and the first steps of a request.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, Once, OnceLock};

use gestand_app::testing::{self, TestApp};
use gestand_app::views::{CandidateLine, CasePage, FindingLine};
use gestand_app::{Actor, AppError, Intake, PackageForm, Submitted};
use gestand_base::{CaseId, Clock, HoldId, SystemRandom};
use gestand_store::{CaseKind, CaseState, FollowUpKind, FollowUpState, HoldKind, HoldRow, TaskState};
use gestand_synthetic::KnownPerson;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

/// The same Gestand on each engine.
pub async fn engines(pack: &str) -> Vec<TestApp> {
    log();
    let mut all = vec![testing::app(pack).await];
    match std::env::var("GESTAND_TEST_POSTGRES") {
        Ok(server) => {
            static COUNTER: AtomicU32 = AtomicU32::new(1);
            let name = format!("gestand_app_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
            let mut connection = PgConnection::connect(&server).await.unwrap();
            let script = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
            sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut connection).await.unwrap();
            let joint = if server.contains('?') { '&' } else { '?' };
            let address = format!("{server}{joint}options=-csearch_path%3D{name}");
            all.push(testing::app_on(pack, &address, tempfile::tempdir().unwrap()).await);
        }
        Err(_) if std::env::var("GESTAND_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") => {
            panic!("GESTAND_REQUIRE_POSTGRES=1, but GESTAND_TEST_POSTGRES holds no address of a PostgreSQL server")
        }
        Err(_) => {
            static ONCE: Once = Once::new();
            // Written past the capture of the test harness, so that a run without PostgreSQL is seen.
            ONCE.call_once(|| {
                let _ = writeln!(std::io::stderr(), "SKIPPED on PostgreSQL: GESTAND_TEST_POSTGRES is not set");
            });
        }
    }
    all
}

/// Everything that any test of this program has logged, down to `debug`.
pub fn log() -> &'static Mutex<Vec<u8>> {
    static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
    struct Sink;
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            log().lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    static ONCE: Once = Once::new();
    let log = LOG.get_or_init(Mutex::default);
    ONCE.call_once(|| {
        let _ = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(|| Sink).try_init();
    });
    log
}

/// Rows of the corporation's own system, as text; NULL is empty.
pub async fn rows(dir: &Path, sql: &str) -> Vec<Vec<String>> {
    let options = SqliteConnectOptions::new().filename(dir.join("sources/primary.sqlite")).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.unwrap();
    let text = |row: &sqlx::sqlite::SqliteRow, at| row.get_unchecked::<Option<String>, _>(at).unwrap_or_default();
    rows.iter().map(|row| (0..row.len()).map(|at| text(row, at)).collect()).collect()
}

/// One number out of the corporation's own system.
pub async fn number(dir: &Path, sql: &str) -> u64 {
    rows(dir, &format!("SELECT CAST(({sql}) AS TEXT)")).await[0][0].parse().unwrap()
}

/// Changes the corporation's own system behind Gestand's back.
pub async fn change(dir: &Path, sql: &str) {
    let options = SqliteConnectOptions::new().filename(dir.join("sources/primary.sqlite"));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
}

/// Files below a folder of a source, by path.
pub fn files(dir: &Path, folder: &str) -> Vec<String> {
    fn walk(at: &Path, out: &mut Vec<String>) {
        let Ok(items) = std::fs::read_dir(at) else { return };
        for item in items {
            let path = item.unwrap().path();
            if path.is_dir() { walk(&path, out) } else { out.push(path.display().to_string()) }
        }
    }
    let root = dir.join("sources").join(folder);
    let mut out = Vec::new();
    walk(&root, &mut out);
    out.iter_mut().for_each(|path| *path = path[root.display().to_string().len() + 1..].to_owned());
    out.sort();
    out
}

/// A known person by first name.
pub fn known<'t>(t: &'t TestApp, first: &str) -> &'t KnownPerson {
    t.known.iter().find(|person| person.name.contains(first)).unwrap()
}

/// A request of a known person who fills in everything.
pub fn intake(kind: CaseKind, person: &KnownPerson) -> Intake {
    Intake {
        kind,
        name: person.name.clone(),
        email: person.email.clone(),
        birth_date: Some(person.birth_date.to_string()),
        relation_number: Some(person.relation_number.clone()),
        postcode: Some(person.postcode.clone()),
        message: None,
        asked: Default::default(),
        channel: "website".into(),
        received_on: None,
    }
}

pub async fn page(t: &TestApp, id: CaseId) -> CasePage {
    t.app.case_page(&t.officer(), id, 0).await.unwrap()
}

pub async fn state(t: &TestApp, id: CaseId) -> CaseState {
    page(t, id).await.line.state
}

/// All findings, over all pages.
pub async fn findings(t: &TestApp, id: CaseId) -> Vec<FindingLine> {
    let mut all = Vec::new();
    for at in 0.. {
        let page = t.app.case_page(&t.officer(), id, at).await.unwrap();
        if page.findings.is_empty() {
            return all;
        }
        all.extend(page.findings);
    }
    all
}

/// Asked and identified, with the first method that the policy allows.
pub async fn identified(t: &TestApp, intake: Intake) -> Submitted {
    let submitted = t.app.submit_request(intake, &Actor::Requester).await.unwrap();
    let method = page(t, submitted.id).await.identity_methods[0].clone();
    t.app.confirm_identity(&t.officer(), submitted.id, &method).await.unwrap();
    submitted
}

/// The candidates in which the relation number is that of the person.
pub fn same_person(candidates: &[CandidateLine], person: &KnownPerson) -> Vec<(String, String)> {
    let same = candidates.iter().filter(|line| line.relation_number.as_deref() == Some(&person.relation_number));
    same.map(|line| (line.source.clone(), line.key.clone())).collect()
}

/// Asked, identified, found, searched, and the colleague of the paper archive found nothing: ready for review.
pub async fn to_review(t: &TestApp, kind: CaseKind, person: &KnownPerson) -> Submitted {
    review_of(t, intake(kind, person), person).await
}

/// As [`to_review`], of a request that asks more.
pub async fn review_of(t: &TestApp, intake: Intake, person: &KnownPerson) -> Submitted {
    let submitted = identified(t, intake).await;
    let chosen = same_person(&page(t, submitted.id).await.candidates, person);
    t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
    nothing_in_archive(t, submitted.id).await;
    assert_eq!(state(t, submitted.id).await, CaseState::Reviewing);
    submitted
}

pub async fn nothing_in_archive(t: &TestApp, id: CaseId) {
    for task in page(t, id).await.tasks.into_iter().filter(|task| task.state == TaskState::Open) {
        t.app.answer_task(&t.desk(), task.id, None).await.unwrap();
    }
}

/// Ready for review, every proposal accepted, review completed.
pub async fn answered(t: &TestApp, kind: CaseKind, person: &KnownPerson) -> Submitted {
    let submitted = to_review(t, kind, person).await;
    t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
    assert_eq!(state(t, submitted.id).await, CaseState::Answered);
    submitted
}

/// The answer as its requester gets it.
pub async fn download(t: &TestApp, submitted: &Submitted, form: PackageForm) -> Vec<u8> {
    let token = t.app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}"));
    let download = t.app.download(&token.0, form).await.unwrap_or_else(|e| panic!("{e}"));
    download.bytes().await.unwrap_or_else(|e| panic!("{e}"))
}

pub async fn answer_json(t: &TestApp, submitted: &Submitted) -> serde_json::Value {
    serde_json::from_slice(&download(t, submitted, PackageForm::Json).await).unwrap()
}

/// Holds everything of a person in the primary system because of an incident.
pub async fn incident_hold(t: &TestApp, subject_key: &str) -> HoldId {
    let hold = HoldRow { subject_key: Some(subject_key.to_owned()), ..hold(t, "primary") };
    place(t, hold).await
}

/// Holds one record because of an incident.
pub async fn record_hold(t: &TestApp, source: &str, class: &str, key: &str) -> HoldId {
    let (class, record_key) = (Some(class.to_owned()), Some(key.to_owned()));
    place(t, HoldRow { class, record_key, ..hold(t, source) }).await
}

fn hold(t: &TestApp, source: &str) -> HoldRow {
    let now = t.clock.now();
    HoldRow {
        id: HoldId::new(now, &SystemRandom::new().unwrap()),
        kind: HoldKind::Incident,
        source: source.to_owned(),
        class: None,
        record_key: None,
        subject_key: None,
        case: None,
        reason: "inquiry".into(),
        until: "inquiry_closed".into(),
        placed_at: now,
        placed_by: "officer".into(),
        released_at: None,
        marked: None,
    }
}

async fn place(t: &TestApp, hold: HoldRow) -> HoldId {
    let mut tx = t.app.engine().store.write("test_hold").await.unwrap();
    t.app.place_hold(&mut tx, &hold).await.unwrap();
    tx.commit().await.unwrap();
    hold.id
}

/// Makes the primary system unreachable, or reachable again.
pub fn primary_down(dir: &Path, down: bool) {
    let (here, away) = (dir.join("sources/primary.sqlite"), dir.join("sources/primary.away"));
    let (from, to) = if down { (here, away) } else { (away, here) };
    std::fs::rename(from, to).unwrap();
}

pub async fn ledger_is_sound(t: &TestApp) {
    let report = t.app.verify_ledger(&t.officer()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.fault);
    assert!(report.entries > 0);
}

/// Every leaf of the ledger as text.
pub async fn leaves(t: &TestApp) -> Vec<String> {
    let store = &t.app.engine().store;
    store.settle_waiting().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let size = u32::try_from(tx.ledger_size().await.unwrap()).unwrap();
    let leaves = tx.ledger_leaves(0, size).await.unwrap();
    leaves.into_iter().map(|stored| String::from_utf8(stored.leaf).unwrap()).collect()
}

/// The `what` of a conflict; anything else is a failure of the test.
pub fn conflict<T>(result: gestand_app::Result<T>) -> &'static str {
    match result {
        Err(AppError::Conflict { what }) => what,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was done"),
    }
}

/// The problems of a refused form.
pub fn problems<T>(result: gestand_app::Result<T>) -> Vec<(&'static str, &'static str)> {
    match result {
        Err(AppError::Invalid(fields)) => fields.into_iter().map(|field| (field.field, field.problem)).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was done"),
    }
}

/// Everything is accepted as proposed, and the review is completed.
pub async fn accepted(t: &TestApp, submitted: &Submitted) {
    t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap_or_else(|e| panic!("{e}"));
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap_or_else(|e| panic!("{e}"));
}

/// Colleagues say that they have done everything that is open for a request, but telling recipients.
pub async fn done_by_hand(t: &TestApp, id: CaseId) -> usize {
    let open = page(t, id).await.follow_ups.into_iter();
    let open: Vec<_> =
        open.filter(|line| line.state == FollowUpState::Open && line.kind != FollowUpKind::Tell).collect();
    for line in &open {
        t.app.end_follow_up(&t.desk(), line.id, true, None, None).await.unwrap_or_else(|e| panic!("{e}"));
    }
    open.len()
}

/// The same with another text in an annotation: the corporation's sources are opened anew.
pub async fn annotated(mut t: TestApp, file: &str, change: impl Fn(&str) -> String) -> TestApp {
    let path = t.dir.path().join("sources").join(file);
    let (old, new) = (std::fs::read_to_string(&path).unwrap(), change(&std::fs::read_to_string(&path).unwrap()));
    assert_ne!(old, new, "nothing was changed");
    std::fs::write(&path, new).unwrap();
    t.app = t.reopened().await;
    t
}

/// A file of a zip that is stored as it is.
pub fn unzipped(zip: &[u8], ends_with: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut names = archive.file_names().map(|name| name.unwrap().into_owned());
    let name = names.find(|name| name.ends_with(ends_with))?;
    drop(names);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
    Some(text)
}
