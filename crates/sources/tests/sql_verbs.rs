//! Rectifying, anonymising, restricting and lifting on real databases: the same cases on each engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::engine::Db;
use common::*;
use gestand_policy::model::Document;
use gestand_sources::{Source, SourceError, Values, Verb, VerbKind, Work};
use gestand_vault::Sensitive;

/// Made for the engine: types, lengths, a number and a text in JSON, a code of restriction.
fn schema(db: &Db) -> String {
    let (text, amount, json) = db.pick(
        ("TEXT", "REAL", "TEXT"),
        ("VARCHAR(20)", "NUMERIC(6,2)", "JSONB"),
        ("VARCHAR(20) COLLATE utf8mb4_general_ci", "DECIMAL(6,2)", "JSON"),
    );
    format!(
        "CREATE TABLE klant (id INTEGER PRIMARY KEY, nummer {text} NOT NULL UNIQUE, naam {text} NOT NULL, geboren DATE, \
         kinderen INTEGER, inkomen {amount}, extra {json}, status {text});
         CREATE TABLE bericht (id INTEGER PRIMARY KEY, klant_id INTEGER REFERENCES klant (id), melder_id INTEGER, \
         onderwerp {text}, tekst {text}, hoort {text}, gestuurd {text}, beperkt INTEGER NOT NULL DEFAULT 0);
         CREATE TABLE rekening (klant_id INTEGER NOT NULL REFERENCES klant (id), nr INTEGER NOT NULL, iban {text}, \
         PRIMARY KEY (klant_id, nr));
         CREATE TABLE wens (id INTEGER PRIMARY KEY, klant_id INTEGER NOT NULL REFERENCES klant (id), tekst {text});
         INSERT INTO klant VALUES (1, 'K1', 'jansen', '1984-03-12', 2, 1200.50, \
         '{{\"contact\": {{\"mail\": \"oud@example.nl\", \"kamer\": 7}}, \"rest\": [1.50, true]}}', 'actief'),
         (2, 'K2', 'Proef', NULL, NULL, NULL, NULL, NULL);
         INSERT INTO bericht VALUES (1, 1, 2, 'lekkage', 'let op', 'van 2', '2020-01-01', 0),
         (2, 1, NULL, NULL, NULL, NULL, '2020-02-02', 0), (3, 2, NULL, 'vraag', NULL, NULL, '2024-01-01', 0);
         INSERT INTO rekening VALUES (1, 1, 'NL00PROEF');
         INSERT INTO wens VALUES (1, 1, 'een tuin');"
    )
}

const VERBS: &str = "
source: primary
label: Primair
kind: sqlite
mode: write
path: primary.sqlite
person: {table: klant, key: [id], relation_number: nummer, name: [naam]}
classes:
  person:
    label: Klant
    table: klant
    key: [id]
    subjects: [{role: subject, path: []}]
    columns:
      nummer: {item: customer_number, own_number: true}
      naam: {item: name}
      geboren: {item: birth_date, clear: false}
      kinderen: {item: household}
      inkomen: {item: income}
      mail: {column: extra, json: $.contact.mail, item: email}
      kamer: {column: extra, json: $.contact.kamer, item: household}
      status: {plain: true}
    restricted: {column: status, value: beperkt}
  message:
    label: Bericht
    table: bericht
    key: [id]
    subjects:
      - {role: subject, path: [klant_id -> klant.id]}
      - {role: reporter, path: [melder_id -> klant.id]}
    columns:
      onderwerp: {item: correspondence}
      tekst: {item: correspondence, free_text: true}
      hoort: {item: report, about: reporter}
      beperkt: {plain: true}
    events: {recorded: gestuurd}
    restricted: {column: beperkt, value: '1', lifted: '0'}
    delete: row
  account:
    label: Rekening
    table: rekening
    key: [klant_id, nr]
    subjects: [{role: subject, path: [klant_id -> klant.id]}]
    columns: {iban: {item: bank_account}}
    delete: row
  wish:
    label: Wens
    table: wens
    key: [id]
    subjects: [{role: subject, path: [klant_id -> klant.id]}]
    columns: {tekst: {item: wish}}
";

async fn house(db: &Db) -> Box<dyn Source> {
    db.sql(&schema(db)).await;
    db.source(VERBS)
}

fn work(class: &str, verb: Verb, keys: &[&str]) -> Work {
    Work { class: class.into(), verb, keys: keys.iter().map(|key| (*key).to_owned()).collect(), still: None }
}

fn rectify(role: &str, values: &[(&str, &str)]) -> Verb {
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), Sensitive::new((*value).to_owned())));
    Verb::Rectify { role: role.into(), values: values.collect(), permit: permit() }
}

/// The reason of a refusal.
async fn refused(source: &dyn Source, work: &Work) -> String {
    match source.apply(work).await {
        Err(SourceError::Refused { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn told(values: &Values) -> BTreeMap<String, BTreeMap<String, String>> {
    let of = |values: &BTreeMap<String, Sensitive<String>>| {
        values.iter().map(|(field, value)| (field.clone(), value.open(&permit(), "test").clone())).collect()
    };
    values.iter().map(|(key, values)| (key.clone(), of(values))).collect()
}

/// All records of the person with these fields, as text.
async fn fields(source: &dyn Source, class: &str, key: &str, names: &[&str]) -> Vec<String> {
    let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let values = told(&source.values(class, &[key.to_owned()], "subject", &names, &permit()).await.unwrap());
    names.iter().map(|name| values[key].get(name).cloned().unwrap_or_default()).collect()
}

/// A policy whose only rule anonymises these data.
fn anonymising(data: &str) -> Document {
    serde_saphyr::from_str(&format!(
        "
categories:
  all:
    items: {{customer_number: {{}}, name: {{}}, birth_date: {{}}, household: {{}}, income: {{}}, email: {{}},
      correspondence: {{}}, report: {{}}, bank_account: {{}}, wish: {{}}}}
events: {{recorded: {{}}}}
retention: {{old: {{data: [{data}], keep: 1 year after recorded, then: anonymise}}}}
"
    ))
    .unwrap()
}

crate::on_every_engine! {
    async fn values_of_every_type_become_others(db) {
        let source = house(db).await;
        let names = ["naam", "geboren", "kinderen", "inkomen", "mail", "kamer"];
        let before = fields(&*source, "person", "1", &names).await;
        assert_eq!(before[0], "1984-03-12");
        assert!(before.contains(&"jansen".to_owned()) && before.contains(&"oud@example.nl".to_owned()), "{before:?}");
        let new = [("name", "Jansen"), ("geboren", "1984-12-03"), ("kinderen", "3"), ("income", "1300.25"),
            ("email", "nieuw@example.nl"), ("kamer", "8")];
        let step = work("person", rectify("subject", &new), &["1", "99"]);
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["1"], "upper and lower case differ");
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        let verified = source.verify(&step).await.unwrap();
        assert_eq!((verified.absent, verified.remaining.len()), (2, 0), "what is gone needs no correction");
        assert_eq!(source.apply(&step).await.unwrap().affected, 0, "once");
        let after = fields(&*source, "person", "1", &names).await;
        assert_eq!(after, ["1984-12-03", "1300.25", "8", "3", "nieuw@example.nl", "Jansen"]);
        let extra = db.pick("json_extract(extra, '$.rest[0]') = 1.5 AND json_type(extra, '$.contact.kamer') = 'integer'",
            "extra #> '{rest}' = '[1.50, true]' AND jsonb_typeof(extra #> '{contact,kamer}') = 'number'",
            "JSON_EXTRACT(extra, '$.rest[0]') = 1.5 AND JSON_TYPE(JSON_EXTRACT(extra, '$.contact.kamer')) = 'INTEGER'");
        assert_eq!(db.count(&format!("klant WHERE id = 1 AND {extra} AND nummer = 'K1' AND status = 'actief'")).await, 1);
        assert_eq!(db.count("klant WHERE id = 2 AND naam = 'Proef' AND geboren IS NULL").await, 1);
    }

    async fn an_empty_place_is_completed(db) {
        let source = house(db).await;
        let step = work("person", rectify("subject", &[("geboren", "1950-05-05"), ("kinderen", "0")]), &["2"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(source.verify(&step).await.unwrap().absent, 1);
        let step = work("person", rectify("subject", &[("mail", "x@example.nl")]), &["2"]);
        assert!(refused(&*source, &step).await.contains("does not keep"), "there is no document to put it in");
    }

    async fn a_value_that_does_not_fit_changes_nothing(db) {
        let source = house(db).await;
        let wrong = [("kinderen", "drie"), ("inkomen", "veel"), ("kamer", "acht")];
        for (field, value) in wrong {
            let step = work("person", rectify("subject", &[("naam", "Ander"), (field, value)]), &["1"]);
            refused(&*source, &step).await;
        }
        if db.pick(false, true, true) {
            for (field, value) in [("naam", "een naam van meer dan twintig letters"), ("geboren", "12-3-1984"), ("inkomen", "1.005")] {
                let step = work("person", rectify("subject", &[("kinderen", "5"), (field, value)]), &["1"]);
                assert!(refused(&*source, &step).await.contains("does not fit"));
            }
        }
        assert_eq!(db.count("klant WHERE naam = 'jansen' AND kinderen = 2").await, 1);
    }

    async fn only_what_is_about_the_person_and_leads_nowhere_is_rectified(db) {
        let source = house(db).await;
        let both = refused(&*source, &work("message", rectify("subject", &[("correspondence", "x")]), &["1"])).await;
        assert!(both.contains("onderwerp, tekst"), "{both}");
        refused(&*source, &work("message", rectify("subject", &[("hoort", "x")]), &["1"])).await;
        let own = refused(&*source, &work("person", rectify("subject", &[("customer_number", "K9")]), &["1"])).await;
        assert!(own.contains("nummer"), "{own}");
        refused(&*source, &work("person", rectify("subject", &[("status", "weg")]), &["1"])).await;
        let step = work("message", rectify("reporter", &[("report", "van mij")]), &["1"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(db.count("bericht WHERE hoort = 'van mij' AND onderwerp = 'lekkage' AND tekst = 'let op'").await, 1);
    }

    async fn an_anonymous_row_stays_without_what_leads_to_a_person(db) {
        let source = house(db).await;
        let step = work("message", Verb::Anonymise, &["1", "2"]);
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["1", "2"], "a link alone leads to a person too");
        assert_eq!(source.apply(&step).await.unwrap().affected, 2);
        assert_eq!((source.verify(&step).await.unwrap().absent, source.apply(&step).await.unwrap().affected), (2, 0));
        let empty = "klant_id IS NULL AND melder_id IS NULL AND onderwerp IS NULL AND tekst IS NULL AND hoort IS NULL";
        assert_eq!(db.count(&format!("bericht WHERE {empty} AND gestuurd IS NOT NULL")).await, 2);
        assert_eq!(db.count("bericht").await, 3);
    }

    async fn a_rule_that_anonymises_finds_whole_rows_once(db) {
        let source = house(db).await;
        let old = gestand_sources::DueRule {
            anonymise: true, ..rule(&["correspondence", "report"], "recorded", "2021-01-01") };
        let due = source.due(&old).await.unwrap();
        assert_eq!((due.len(), due[0].verb.kind(), due[0].count), (1, VerbKind::Anonymise, 2));
        let keys: Vec<String> =
            source.due_keys(&old, "message", None, 10).await.unwrap().into_iter().map(|due| due.key).collect();
        let step = Work { class: "message".into(), verb: Verb::Anonymise, keys, still: Some(old.clone()) };
        db.sql("UPDATE bericht SET gestuurd = '2024-02-02' WHERE id = 2").await;
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(source.verify(&step).await.unwrap().not_due, ["2"], "it moved after the plan");
        assert!(source.due(&old).await.unwrap().is_empty(), "nothing of it is left to do");
        let part = gestand_sources::DueRule { items: BTreeSet::from(["report".to_owned()]), ..old };
        assert!(source.due(&part).await.unwrap().is_empty());
        let destroyed = rule(&["correspondence", "report"], "recorded", "2024-01-01");
        assert_eq!(source.due(&destroyed).await.unwrap()[0].verb.kind(), VerbKind::Delete, "another rule, another verb");
    }

    async fn a_link_that_cannot_be_broken_is_refused_and_told_beforehand(db) {
        let source = house(db).await;
        let key = source.supports("account", VerbKind::Anonymise).unwrap_err();
        assert!(key.to_string().contains("part of its key"), "{key}");
        assert!(source.supports("person", VerbKind::Anonymise).unwrap_err().to_string().contains("clear: false"));
        source.supports("message", VerbKind::Anonymise).unwrap();
        assert!(refused(&*source, &work("wish", Verb::Anonymise, &["1"])).await.contains("wens.klant_id"));
        assert_eq!(db.count("wens WHERE tekst = 'een tuin'").await, 1);
        let places = |policy: Document| {
            let source = &source;
            async move {
                let found = source.check(&policy).await.unwrap();
                let found = found.into_iter().filter(|finding| finding.code == "S0015");
                found.map(|finding| finding.place).collect::<Vec<_>>()
            }
        };
        assert_eq!(places(anonymising("wish, correspondence, report")).await, ["wens"]);
        assert_eq!(places(anonymising("")).await, ["rekening", "klant", "wens"]);
        assert!(places(policy()).await.is_empty(), "no rule anonymises");
    }

    async fn a_record_is_marked_and_freed_again(db) {
        let source = house(db).await;
        let (on, off) = (work("message", Verb::Restrict, &["1", "3"]), work("message", Verb::Lift, &["1", "3"]));
        assert_eq!(source.verify(&on).await.unwrap().remaining, ["1", "3"]);
        assert_eq!((source.apply(&on).await.unwrap().affected, source.apply(&on).await.unwrap().affected), (2, 0));
        assert_eq!((source.verify(&on).await.unwrap().absent, source.verify(&off).await.unwrap().remaining.len()), (2, 2));
        assert_eq!((db.count("bericht WHERE beperkt = 1").await, db.count("bericht WHERE beperkt = 0").await), (2, 1));
        assert_eq!((source.apply(&off).await.unwrap().affected, source.apply(&off).await.unwrap().affected), (2, 0));
        assert_eq!((source.verify(&off).await.unwrap().absent, db.count("bericht WHERE beperkt = 0").await), (2, 3));
        // Without `lifted` the mark leaves nothing behind; what had none is marked too.
        source.apply(&work("person", Verb::Restrict, &["1", "2"])).await.unwrap();
        assert_eq!(db.count("klant WHERE status = 'beperkt'").await, 2);
        source.apply(&work("person", Verb::Lift, &["1"])).await.unwrap();
        assert_eq!((db.count("klant WHERE status IS NULL").await, db.count("klant WHERE status = 'beperkt'").await), (1, 1));
    }

    async fn without_a_place_for_the_mark_it_is_said_what_to_do(db) {
        let source = house(db).await;
        let reason = source.supports("account", VerbKind::Restrict).unwrap_err().to_string();
        assert!(reason.contains("`restricted`"), "{reason}");
        refused(&*source, &work("account", Verb::Lift, &["[\"1\",\"1\"]"])).await;
        let stuck = VERBS.replace("value: '1', lifted: '0'}", "value: '1'}");
        let found = db.source(&stuck).check(&policy()).await.unwrap();
        assert!(found.iter().any(|finding| finding.code == "S0016" && finding.place == "bericht.beperkt"));
        let found = db.source(VERBS).check(&policy()).await.unwrap();
        assert!(!found.iter().any(|finding| finding.code == "S0016"), "{found:?}");
        let read = db.source(&VERBS.replace("mode: write", "mode: read"));
        assert!(matches!(read.supports("person", VerbKind::Rectify), Err(SourceError::ReadOnly { .. })));
    }

    async fn who_loses_to_another_transaction_tries_again(db) {
        let source = house(db).await;
        if db.engine == common::engine::Engine::Sqlite {
            return;
        }
        // Another program takes the rows in the other order, and has done more: of the two, we are told to begin again.
        let wishes: Vec<String> = (10..60).map(|id| format!("({id}, 1, 'x')")).collect();
        let more = format!("INSERT INTO wens VALUES {}", wishes.join(", "));
        let other = db.holding(&format!("{more}; UPDATE bericht SET onderwerp = 'y' WHERE id = 3")).await;
        let step = work("message", Verb::Restrict, &["1", "2", "3"]);
        let (mine, theirs) = tokio::join!(source.apply(&step), other.goes_on("UPDATE bericht SET onderwerp = 'y' WHERE id = 1"));
        assert_eq!(mine.unwrap().affected, 3);
        assert!(theirs, "the other program was not in the way");
        assert_eq!(source.verify(&step).await.unwrap().absent, 3);
    }

    async fn thousands_go_in_one_batch(db) {
        let source = house(db).await;
        let rows: Vec<String> = (100..10_100).map(|id| format!("({id}, 1, NULL, 'x', NULL, NULL, '2020-01-01', 0)")).collect();
        for some in rows.chunks(1000) {
            db.sql(&format!("INSERT INTO bericht VALUES {}", some.join(", "))).await;
        }
        assert_eq!(source.batch(), 10_000);
        let keys = (100..10_100).map(|id| id.to_string()).collect();
        let step = Work { class: "message".into(), verb: Verb::Delete, keys, still: None };
        assert_eq!(source.apply(&step).await.unwrap().affected, 10_000);
        assert_eq!((source.verify(&step).await.unwrap().absent, db.count("bericht").await), (10_000, 3));
    }
}
