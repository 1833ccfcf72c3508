//! What plans do beside destroying: rectifying, restricting, lifting, anonymising, with their receipts.

use std::collections::BTreeMap;
use std::path::Path;

use gestand_app::Lang;
use gestand_app::testing::TestApp;
use gestand_base::{CaseId, PlanId};
use gestand_ledger::EntryKind;
use gestand_plans::{
    Boundary, MarkTarget, Outcome, PlanError, RectificationTarget, propose_lift, propose_rectification,
    propose_restriction,
};
use gestand_store::{CaseKind, StepKey, StepRow, StepVerb};
use gestand_vault::{Cell, Sensitive};
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::common::*;

fn keys(of: &[String]) -> Vec<StepKey> {
    of.iter().map(|key| StepKey { key: key.clone(), subjects: Vec::new() }).collect()
}

/// A plan that gives the e-mail addresses of a person another value.
async fn rectification(t: &TestApp, case: CaseId, ids: &[String], value: &str) -> PlanId {
    let values = BTreeMap::from([("email".to_owned(), Sensitive::new(value.to_owned()))]);
    let (source, class, role) = ("primary".into(), "email_address".into(), "subject".into());
    let target = RectificationTarget { source, class, role, values, keys: keys(ids) };
    let plan = propose_rectification(t.app.engine(), case, "officer", &t.permit(), vec![target]).await.unwrap();
    t.app.approve_as("officer", plan).await.unwrap();
    plan
}

async fn addresses(t: &TestApp, person: i64) -> Vec<String> {
    let sql = format!("SELECT CAST(id AS TEXT) FROM contactgegeven WHERE soort = 'EMA' AND relatie_id = {person}");
    rows(t.dir.path(), &sql).await.into_iter().map(|row| row[0].clone()).collect()
}

/// What is sealed in a column of a step, opened with the key of the person of the case.
async fn opened(t: &TestApp, case: CaseId, step: &StepRow, column: &'static str) -> Value {
    let person = t.app.engine().store.read().await.unwrap().case_by_id(case).await.unwrap().unwrap().person;
    let sealed = if column == "old_values" { &step.old_values } else { &step.new_values };
    let cell = Cell { table: "plan_step", row: step.id.uuid(), column };
    let plain = sealed.as_ref().unwrap().unseal(&t.app.engine().keys, person, cell).unwrap();
    serde_json::from_slice(plain.open(&t.permit(), "test")).unwrap()
}

/// Killed after the source has changed: the second try sees the new value, and still knows the old one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_old_value_is_kept_before_it_is_changed() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let case = identified(&t, intake(CaseKind::Access, fenna)).await.id;
        let ids = addresses(&t, fenna.id).await;
        assert_eq!(ids.len(), 1);
        let plan = rectification(&t, case, &ids, "later@example.nl").await;
        let app = t.app.clone();
        let died = tokio::spawn(async move {
            let die = |at| assert_ne!(at, Boundary::Applied(0), "killed");
            app.run_plan(plan, &die).await
        });
        assert!(died.await.unwrap_err().is_panic());
        let now = format!("SELECT waarde FROM contactgegeven WHERE id = {}", ids[0]);
        assert_eq!(rows(t.dir.path(), &now).await, [["later@example.nl"]]);
        t.clock.advance(jiff::SignedDuration::from_secs(2));
        assert_eq!(t.app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);

        let step = t.app.engine().store.read().await.unwrap().plan_steps(plan).await.unwrap().remove(0);
        assert_eq!(opened(&t, case, &step, "old_values").await[&ids[0]]["waarde"], fenna.email.as_str());
        assert_eq!(opened(&t, case, &step, "new_values").await["values"]["email"], "later@example.nl");
        let entries = t.app.engine().store.read().await.unwrap().ledger_entries_for(&plan.to_string()).await.unwrap();
        let receipts: Vec<_> = entries.iter().filter(|(_, entry)| entry.kind == EntryKind::StepApplied).collect();
        assert_eq!(receipts.len(), 1);
        let facts = &receipts[0].1.facts;
        assert_eq!((&facts["verb"], &facts["rectified"]), (&Value::from("rectify"), &Value::from(1)));
        let digests = ["old_values_digest", "new_values_digest"].map(|name| facts[name].as_str().unwrap().to_owned());
        assert!(digests[0] != digests[1] && digests.iter().all(|digest| digest.len() == 64), "{digests:?}");
        for leaf in leaves(&t).await {
            assert!(!leaf.contains("later@example.nl") && !leaf.contains(&fenna.email), "{leaf}");
        }
        assert!(t.app.engine().store.read().await.unwrap().erased_classes().await.unwrap().is_empty());
        let page = t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        assert!(page.certificate.is_some() && t.app.plan_receipt(&t.officer(), plan).await.is_ok());
        assert!(t.app.certificate(&t.officer(), plan, Lang::Nl).await.is_err(), "nothing was destroyed");
        ledger_is_sound(&t).await;
    }
}

/// A hold keeps data from being destroyed; it does not keep what is wrong in them.
#[tokio::test]
async fn a_hold_does_not_stop_a_rectification() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let case = identified(&t, intake(CaseKind::Access, fenna)).await.id;
        let ids = addresses(&t, fenna.id).await;
        record_hold(&t, "primary", "email_address", &ids[0]).await;
        let plan = rectification(&t, case, &ids, "toch@example.nl").await;
        assert_eq!(t.app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        let line = &t.app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap().groups[0];
        assert_eq!((line.verified, line.withheld), (1, 0));
    }
}

/// The corporation adds a column for the mark: records are marked, held or not, and freed again.
#[tokio::test]
async fn records_are_restricted_and_freed_again() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let case = identified(&t, intake(CaseKind::Access, fenna)).await.id;
        let ids = addresses(&t, fenna.id).await;
        let target = || MarkTarget { source: "primary".into(), class: "email_address".into(), keys: keys(&ids) };
        let nowhere = propose_restriction(t.app.engine(), case, "officer", vec![target()]).await;
        assert!(
            matches!(&nowhere, Err(PlanError::Refused(error)) if error.to_string().contains("restricted")),
            "{nowhere:?}"
        );

        change(&dir, "ALTER TABLE contactgegeven ADD COLUMN beperkt TEXT").await;
        let file = dir.join("sources/primary.yaml");
        let yaml = std::fs::read_to_string(&file).unwrap();
        let place = "    columns: {waarde: {item: email}, soort: {plain: true}}\n";
        assert!(yaml.contains(place));
        let marked = "    restricted: {column: beperkt, value: beperkt}\n";
        std::fs::write(&file, yaml.replacen(place, &format!("{place}{marked}"), 1)).unwrap();
        let app = t.reopened().await;
        record_hold(&t, "primary", "email_address", &ids[0]).await;
        let count = "SELECT COUNT(*) FROM contactgegeven WHERE beperkt = 'beperkt'";
        for (lift, expected, word) in [(false, 1, "restricted"), (true, 0, "lifted")] {
            let plan = match lift {
                false => propose_restriction(app.engine(), case, "officer", vec![target()]).await.unwrap(),
                true => propose_lift(app.engine(), case, "officer", vec![target()]).await.unwrap(),
            };
            app.approve_as("officer", plan).await.unwrap();
            assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
            assert_eq!(number(&dir, count).await, expected);
            let entries = app.engine().store.read().await.unwrap().ledger_entries_for(&plan.to_string()).await.unwrap();
            let ends: Vec<_> = entries.iter().filter(|(_, entry)| entry.facts.contains_key(word)).collect();
            assert_eq!(ends.len(), 2, "the step and the plan say so");
        }
    }
}

const SURVEY: &str = "
source: survey
label: {nl: Enquêtes, en: Surveys}
kind: sqlite
mode: write
path: survey.sqlite
person: {table: persoon, key: [id], name: [naam]}
classes:
  answer:
    label: {nl: Antwoord op een enquête, en: Answer to a survey}
    table: antwoord
    key: [id]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {naam: {item: ITEM}, cijfer: {plain: true}}
    events: {survey_link_cut: gesloten}
  invited:
    label: {nl: Uitnodiging, en: Invitation}
    table: uitnodiging
    key: [id]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {naam: {item: ITEM}}
    events: {survey_link_cut: gesloten}
    delete: row
  panel:
    label: {nl: Klantenpanel, en: Customer panel}
    table: panel
    key: [persoon]
    subjects: [{role: subject, path: [persoon -> persoon.id]}]
    columns: {naam: {item: ITEM}}
    events: {survey_link_cut: gesloten}
    delete: row
";

async fn in_survey(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("sources/survey.sqlite")).create_if_missing(true);
    SqliteConnection::connect_with(&options.foreign_keys(false)).await.unwrap()
}

async fn survey(dir: &Path, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut in_survey(dir).await).await.unwrap();
}

/// One text per row, NULL as nothing.
async fn of_survey(dir: &Path, sql: &str) -> Vec<String> {
    let rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql.to_owned()));
    rows.fetch_all(&mut in_survey(dir).await).await.unwrap()
}

/// A rule that anonymises: the row stays, nobody is in it any more, and every text says what was done. What cannot be
/// made anonymous is not destroyed instead: the retention page says why.
#[tokio::test]
async fn what_must_be_anonymised_is_not_destroyed_and_is_told_as_such() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let rule = t.app.policy().document.retention.iter().find(|(_, rule)| {
            rule.then.as_ref().is_some_and(|then| then.value == gestand_policy::model::Then::Anonymise)
        });
        let (id, rule) = rule.map(|(id, rule)| (id.clone(), rule.clone())).unwrap();
        let name = &rule.data[0].value;
        let items = t.app.policy().document.categories.get(name).map(|category| category.items.keys().next().unwrap());
        let item = items.unwrap_or(name);
        std::fs::write(dir.join("sources/survey.yaml"), SURVEY.replace("ITEM", item)).unwrap();
        survey(
            &dir,
            "CREATE TABLE persoon (id INTEGER PRIMARY KEY, naam TEXT);
             CREATE TABLE antwoord (id INTEGER PRIMARY KEY, persoon INTEGER, naam TEXT, cijfer INTEGER, gesloten TEXT);
             CREATE TABLE uitnodiging (id INTEGER PRIMARY KEY, persoon INTEGER NOT NULL, naam TEXT, gesloten TEXT);
             CREATE TABLE panel (persoon INTEGER PRIMARY KEY, naam TEXT, gesloten TEXT);
             INSERT INTO persoon VALUES (1, 'Proef');
             INSERT INTO antwoord VALUES (1, 1, 'Proef', 8, '2020-01-01'), (2, 1, 'Proef', 9, '2030-01-01');",
        )
        .await;
        let app = t.reopened().await;
        let line = async || {
            let page = app.retention_page(&t.officer(), Lang::Nl).await.unwrap();
            page.rules.into_iter().find(|line| line.id == id).unwrap()
        };
        let before = line().await;
        assert_eq!((before.due, before.anonymise, before.problem), (Some(1), true, None));
        let plan = app.propose_retention(&t.officer()).await.unwrap();
        app.approve_as("officer", plan).await.unwrap();
        assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        let page = app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
        let group = page.groups.iter().find(|group| group.rule == id).unwrap();
        assert_eq!((group.verb, group.verified), (StepVerb::Anonymise, 1));
        let all =
            "SELECT id || ' ' || COALESCE(persoon, '-') || ' ' || COALESCE(naam, '-') || ' ' || cijfer FROM antwoord";
        assert_eq!(of_survey(&dir, all).await, ["1 - - 8", "2 1 Proef 9"]);
        let pdf = app.certificate(&t.officer(), plan, Lang::Nl).await.unwrap();
        let text = lopdf::Document::load_mem(&pdf).unwrap().extract_text(&[1]).unwrap();
        assert!(text.contains("geanonimiseerd"), "{text}");
        assert_eq!(line().await.due, Some(0));

        // A link in a key: told beforehand, counted, and in no plan.
        survey(&dir, "INSERT INTO panel VALUES (1, 'Proef', '2020-01-01')").await;
        let stuck = line().await;
        assert!(stuck.due == Some(1) && stuck.problem.as_ref().unwrap().contains("part of its key"), "{stuck:?}");
        while let Ok(plan) = app.propose_retention(&t.officer()).await {
            let page = app.plan_page(&t.officer(), plan, Lang::Nl).await.unwrap();
            assert!(page.groups.iter().all(|group| group.rule != id), "what cannot be done is not planned");
            app.approve_as("officer", plan).await.unwrap();
            assert_eq!(app.run_plan(plan, &|_| {}).await.unwrap(), Outcome::Completed);
        }
        assert_eq!(of_survey(&dir, "SELECT naam FROM panel").await, ["Proef"]);
        // A link that may not be empty, which the step finds out.
        survey(&dir, "DELETE FROM panel; INSERT INTO uitnodiging VALUES (1, 1, 'Proef', '2020-01-01')").await;
        let stuck = line().await;
        assert_eq!(stuck.due, Some(1));
        let again = app.propose_retention(&t.officer()).await.unwrap();
        app.approve_as("officer", again).await.unwrap();
        assert_eq!(app.run_plan(again, &|_| {}).await.unwrap(), Outcome::Stopped { failed: 1 });
        let page = app.plan_page(&t.officer(), again, Lang::Nl).await.unwrap();
        assert!(page.groups[0].problem.as_ref().unwrap().contains("uitnodiging.persoon"));
        assert_eq!(of_survey(&dir, "SELECT naam FROM uitnodiging").await, ["Proef"]);
    }
}
