//! The shapes that real databases have, the same cases on each engine: keys, types, links, JSON, pages, and what changes
//! under our hands.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use common::engine::{Db, Engine};
use common::*;
use gestand_sources::{Source, SourceError, SubjectQuery, Verb, Work};
use tokio::time::Instant;

/// Customers with a composite key that may be partners of each other, and what hangs on them in other ways.
const SHAPES: &str = "
CREATE TABLE klant (land CHAR(2) NOT NULL, id BIGINT NOT NULL, naam VARCHAR(100), mail VARCHAR(100), mail_werk VARCHAR(100),
  geboren DATE, partner_land CHAR(2), partner_id BIGINT, PRIMARY KEY (land, id));
CREATE TABLE ticket (nr INTEGER PRIMARY KEY, mail VARCHAR(100), tekst VARCHAR(200), data JSON, gemaakt TIMESTAMP NULL, weg_op DATE);
CREATE TABLE vlag (aan BOOLEAN PRIMARY KEY, klant_land CHAR(2), klant_id BIGINT, tekst VARCHAR(100));
CREATE TABLE notitie (id INTEGER, klant_land CHAR(2), klant_id VARCHAR(20), tekst VARCHAR(100), punten INTEGER NOT NULL);
INSERT INTO klant VALUES ('NL', 0, 'Nul Voorbeeld', 'nul@example.nl', 'werk@example.nl', '1980-01-01', NULL, NULL),
  ('NL', 1, 'Een Proef', 'een@example.nl', NULL, '1990-02-02', 'NL', 0), ('BE', 0, 'Ander Mens', 'ander@example.be', NULL, NULL, NULL, NULL);
INSERT INTO ticket VALUES (1, ' NUL@example.nl', 'vraag', '{\"contact\": {\"phone\": \"0612345678\", \"calls\": 0}, \"tags\": [\"a\"]}', '2021-03-04 05:06:07', NULL),
  (2, 'nul@example.nl', '', NULL, NULL, '2022-01-01'), (3, NULL, 'van niemand', NULL, '2020-01-01 00:00:00', NULL);
INSERT INTO vlag VALUES (FALSE, 'NL', 0, 'uit'), (TRUE, 'NL', 1, 'aan');
INSERT INTO notitie VALUES (1, 'NL', '0', 'let op', 0), (2, 'NL', '1', 'x', 5), (3, 'NL', NULL, 'y', 1);
";

const SHAPED: &str = "
source: primary
label: Primair
kind: sqlite
mode: write
path: primary.sqlite
person:
  table: klant
  key: [land, id]
  name: [naam]
  birth_date: geboren
  email: [mail, {column: mail_werk, exact: true}]
classes:
  customer:
    label: Klant
    table: klant
    key: [land, id]
    subjects:
      - {role: subject, path: []}
      - {role: partner, path: [partner_land + partner_id -> klant.land + id]}
    columns:
      naam: {item: name, about: subject, replace_with: GEWIST}
      mail: {item: email, clear: false}
      mail_werk: {item: email}
      geboren: {item: birth_date}
  ticket:
    label: Ticket
    table: ticket
    key: [nr]
    deleted: weg_op set
    subjects: [{role: subject, path: [mail ~> klant.mail]}]
    columns:
      tekst: {item: work_note_text, free_text: true, replace_with: GEWIST}
      telefoon: {column: data, json: $.contact.phone, item: phone}
      gebeld: {column: data, json: $.contact.calls, item: customer_number, replace_with: x}
    events: {recorded: gemaakt, case_closed: weg_op}
    delete: row
  flag:
    label: Vlag
    table: vlag
    key: [aan]
    subjects: [{role: subject, path: [klant_land + klant_id -> klant.land + id]}]
    columns: {tekst: {item: nuisance_report}}
    delete: row
  note:
    label: Notitie
    table: notitie
    key: [id]
    subjects: [{role: subject, path: [klant_land + klant_id -> klant.land + id]}]
    columns: {tekst: {item: payment_history}, punten: {item: tenancy_contract, clear: false}}
    delete: row
";

const NUL: &str = r#"["NL","0"]"#;

async fn shapes(db: &Db) -> Box<dyn Source> {
    let schema = match db.engine {
        Engine::Mysql => SHAPES.replace("TIMESTAMP NULL", "DATETIME"),
        _ => SHAPES.to_owned(),
    };
    db.sql(&schema).await;
    db.source(SHAPED)
}

fn work(class: &str, verb: Verb, keys: &[&str]) -> Work {
    Work { class: class.into(), verb, keys: keys.iter().map(|key| (*key).to_owned()).collect(), still: None }
}

fn clear(items: &[&str]) -> Verb {
    Verb::Clear { items: items.iter().map(|item| (*item).to_owned()).collect() }
}

fn plain_key(db: &Db, truth: bool) -> &'static str {
    let word = if truth { "true" } else { "false" };
    let number = if truth { "1" } else { "0" };
    db.pick(number, word, number)
}

/// Every key of a class, two at a time.
async fn all_keys(source: &dyn Source, class: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    loop {
        let page = source.keys(class, seen.last().map(String::as_str), 2).await.unwrap();
        if page.is_empty() {
            return seen;
        }
        seen.extend(page);
    }
}

crate::on_every_engine! {
    async fn composite_keys_self_references_and_types_that_differ(db) {
        let source = shapes(db).await;
        let records = source.all_records(NUL, &permit()).await.unwrap();
        let flag = format!("flag {} subject", plain_key(db, false));
        assert_eq!(outline(&records), [
            "customer [\"NL\",\"0\"] subject", "customer [\"NL\",\"1\"] partner", flag.as_str(), "note 1 subject",
            "ticket 1 subject", "ticket 2 subject"
        ]);
        let partner = records.iter().find(|record| record.role == "partner").unwrap();
        assert_eq!(*partner.subjects, [r#"["NL","0"]"#, r#"["NL","1"]"#], "both are in it");
        assert_eq!(value(&records, "note", "punten"), Some("0"), "0 is a value");
        let empty = records.iter().find(|record| record.key == "2" && record.class == "ticket").unwrap();
        assert!(empty.values.iter().any(|value| value.field.name == "tekst"), "so is the empty text");
        assert!(source.all_records(r#"["BE","1"]"#, &permit()).await.unwrap().is_empty());
        assert!(matches!(source.all_records("0", &permit()).await, Err(SourceError::BadKey { .. })));
        let subjects = source.subjects("customer", &[r#"["NL","1"]"#.to_owned()]).await.unwrap();
        assert_eq!(subjects[r#"["NL","1"]"#].len(), 2);
    }

    async fn someone_is_known_by_several_addresses(db) {
        let source = shapes(db).await;
        for address in ["NUL@example.nl", "werk@example.nl"] {
            let query = SubjectQuery { email: some(address), ..SubjectQuery::default() };
            let found = source.find(&query, &permit()).await.unwrap();
            assert_eq!((found.len(), found[0].key.as_str(), found[0].score), (1, NUL, 79), "{address}: an address alone makes nobody sure");
        }
        let query = SubjectQuery { birth_date: some("1990-02-02"), name: some("Een Proef"), ..SubjectQuery::default() };
        assert_eq!(source.find(&query, &permit()).await.unwrap()[0].key, r#"["NL","1"]"#);
        let wrong = SubjectQuery { birth_date: some("gisteren"), ..SubjectQuery::default() };
        assert!(source.find(&wrong, &permit()).await.unwrap().is_empty());
    }

    async fn places_in_json_are_fields(db) {
        let source = shapes(db).await;
        let records = source.all_records(NUL, &permit()).await.unwrap();
        assert_eq!(value(&records, "ticket", "telefoon"), Some("0612345678"));
        assert_eq!(value(&records, "ticket", "gebeld"), Some("0"));
        let step = work("ticket", clear(&["phone", "customer_number"]), &["1", "2"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 1, "2 holds nothing");
        assert_eq!(source.verify(&step).await.unwrap().absent, 2);
        let records = source.all_records(NUL, &permit()).await.unwrap();
        assert_eq!((value(&records, "ticket", "telefoon"), value(&records, "ticket", "gebeld")), (None, Some("x")));
        let left = db.pick("data LIKE '%tags%'", "data::text LIKE '%tags%'", "data LIKE '%tags%'");
        assert_eq!(db.count(&format!("ticket WHERE nr = 1 AND {left}")).await, 1, "what nobody asked for stays");
    }

    async fn what_counts_as_deleted_is_still_there(db) {
        let source = shapes(db).await;
        let records = source.all_records(NUL, &permit()).await.unwrap();
        let fields = |key: &str| -> Vec<&str> {
            let record = records.iter().find(|record| record.class == "ticket" && record.key == key).unwrap();
            record.values.iter().map(|value| value.field.name.as_str()).collect()
        };
        assert!(fields("2").contains(&"deleted") && !fields("1").contains(&"deleted"));
        let found = source.check(&policy()).await.unwrap();
        assert!(found.iter().any(|finding| finding.code == "S0014" && finding.place == "ticket"), "{found:#?}");
        assert!(found.iter().any(|finding| finding.place == "ticket.data $.tags"), "{found:#?}");
        assert!(!found.iter().any(|finding| finding.place.starts_with("ticket.data $.contact")));
        assert!(found.iter().any(|finding| finding.code == "S0006" && finding.place == "klant.mail"), "no index on lower case");
        assert!(!found.iter().any(|finding| ["S0001", "S0002", "S0009", "S0010", "S0013"].contains(&finding.code)), "{found:#?}");
    }

    async fn a_constant_takes_the_place_of_a_value(db) {
        let source = shapes(db).await;
        let step = work("ticket", clear(&["work_note_text"]), &["1", "2", "3"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 2, "the empty text is empty");
        assert_eq!(source.apply(&step).await.unwrap().affected, 0, "once");
        assert_eq!(db.count("ticket WHERE tekst = 'GEWIST'").await, 2);
        assert_eq!(source.verify(&step).await.unwrap().absent, 3);
        db.sql("UPDATE ticket SET tekst = 'terug' WHERE nr = 1").await;
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["1"]);
    }

    async fn days_of_every_type_fall_due(db) {
        let source = shapes(db).await;
        let odd = db.pick("", "UPDATE ticket SET gemaakt = '-infinity' WHERE nr = 2",
            "SET SESSION sql_mode = ''; UPDATE ticket SET gemaakt = '0000-00-00' WHERE nr = 2");
        if !odd.is_empty() {
            db.sql(odd).await;
        }
        let items = ["work_note_text", "phone", "customer_number"];
        let due = source.due(&rule(&items, "recorded", "2021-03-04")).await.unwrap();
        let days = (due[0].oldest.unwrap().to_string(), due[0].newest.unwrap().to_string());
        assert_eq!((due[0].count, days.0.as_str(), days.1.as_str()), (2, "2020-01-01", "2021-03-04"));
        assert_eq!(source.due(&rule(&items, "recorded", "2021-03-03")).await.unwrap()[0].count, 1, "the day itself");
        let keys = source.due_keys(&rule(&items, "recorded", "2021-03-04"), "ticket", None, 10).await.unwrap();
        let lines: Vec<_> = keys.iter().map(|due| (due.key.as_str(), due.event_day.to_string(), due.subjects.len())).collect();
        assert_eq!(lines, [("1", "2021-03-04".to_owned(), 1), ("3", "2020-01-01".to_owned(), 0)]);
        let step = Work { still: Some(rule(&items, "recorded", "2021-03-03")), ..work("ticket", Verb::Delete, &["1", "3"]) };
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(source.verify(&step).await.unwrap().not_due, ["1"]);
    }

    async fn an_instant_counts_on_its_dutch_day(db) {
        if db.engine != Engine::Postgres {
            return;
        }
        let source = shapes(db).await;
        db.sql("ALTER TABLE ticket ALTER gemaakt TYPE timestamptz; UPDATE ticket SET gemaakt = '2021-06-30 22:30:00+00' WHERE nr = 1").await;
        let items = ["work_note_text", "phone", "customer_number"];
        let due = source.due_keys(&rule(&items, "recorded", "2021-07-01"), "ticket", Some("0"), 1).await.unwrap();
        assert_eq!((due[0].key.as_str(), due[0].event_day.to_string().as_str()), ("1", "2021-07-01"));
        let before = source.due_keys(&rule(&items, "recorded", "2021-06-30"), "ticket", None, 9).await.unwrap();
        assert!(before.iter().all(|due| due.key != "1"));
    }

    async fn false_is_a_key(db) {
        let source = shapes(db).await;
        let (no, yes) = (plain_key(db, false), plain_key(db, true));
        assert_eq!(all_keys(source.as_ref(), "flag").await, [no, yes]);
        let step = work("flag", Verb::Delete, &[no]);
        assert_eq!(source.verify(&step).await.unwrap().remaining, [no]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!((source.verify(&step).await.unwrap().absent, db.count("vlag").await), (1, 1));
    }

    async fn rows_that_share_a_key_are_refused(db) {
        let source = shapes(db).await;
        db.sql("INSERT INTO notitie VALUES (1, 'NL', '1', 'van een ander', 3)").await;
        let step = work("note", Verb::Delete, &["1"]);
        assert!(matches!(source.apply(&step).await, Err(SourceError::Refused { .. })), "one of them is somebody else's");
        assert_eq!(db.count("notitie").await, 4, "nothing changed");
        db.sql("UPDATE notitie SET klant_id = '0'").await;
        let error = source.all_records(NUL, &permit()).await.unwrap_err().to_string();
        assert!(error.contains("notitie"), "{error}");
        let found = source.check(&policy()).await.unwrap();
        assert!(found.iter().any(|finding| finding.code == "S0013" && finding.place == "notitie.id"));
    }

    async fn text_keys_page_in_their_own_order(db) {
        let source = shapes(db).await;
        db.sql("CREATE TABLE code (k VARCHAR(20) PRIMARY KEY, t VARCHAR(20));
            INSERT INTO code VALUES ('a', ''), ('B', ''), ('á2', ''), ('b2', ''), ('Z', ''), ('', ''), ('10', ''), ('9', ''), ('-', ''), ('ab', '')").await;
        let with = SHAPED.replace("  flag:", "  code: {label: Code, table: code, key: [k], columns: {t: {plain: true}}}\n  flag:");
        let keys = all_keys(db.source(&with).as_ref(), "code").await;
        assert_eq!((keys.len(), keys.iter().collect::<BTreeSet<_>>().len()), (10, 10), "{keys:?}");
        assert_eq!(all_keys(source.as_ref(), "customer").await, [r#"["BE","0"]"#, NUL, r#"["NL","1"]"#]);
    }

    async fn many_records_come_in_pages(db) {
        let source = shapes(db).await;
        let values: Vec<String> = (10..2510).map(|id| format!("({id}, 'NL', '0', 'tekst {id}', 1)")).collect();
        db.sql(&format!("INSERT INTO notitie VALUES {}", values.join(", "))).await;
        let first = source.records(NUL, None, &permit()).await.unwrap();
        let cursor = first.next.clone().unwrap();
        let second = source.records(NUL, Some(&cursor), &permit()).await.unwrap();
        let third = source.records(NUL, second.next.as_deref(), &permit()).await.unwrap();
        assert_eq!((first.records.len(), second.records.len(), third.records.len(), third.next), (1000, 1000, 506, None));
        let all = [first.records, second.records, third.records].concat_keys();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 2506, "each once");
        // After a restart nothing of a reading is left but its cursor.
        let again = db.source(SHAPED);
        let rest = again.records(NUL, Some(&cursor), &permit()).await.unwrap();
        assert_eq!([rest.records].concat_keys(), all[1000..2000]);
        // What changes meanwhile is not seen by a reading that goes on, and is by one that starts.
        let other = source.records(NUL, None, &permit()).await.unwrap();
        db.sql("DELETE FROM notitie WHERE id >= 1500").await;
        let going = source.records(NUL, other.next.as_deref(), &permit()).await.unwrap();
        assert_eq!(going.records.len(), 1000);
        assert_eq!(source.all_records(NUL, &permit()).await.unwrap().len(), 6 + 1490);
        assert!(matches!(source.records(NUL, Some("{}"), &permit()).await, Err(SourceError::BadKey { .. })));
    }

    async fn pages_of_long_texts_hold_few_records(db) {
        shapes(db).await;
        db.sql("ALTER TABLE notitie DROP COLUMN tekst").await;
        db.sql("ALTER TABLE notitie ADD COLUMN tekst TEXT").await;
        let long = "lang ".repeat(12_000);
        let values: Vec<String> = (10..22).map(|id| format!("({id}, 'NL', '0', '{long}', 1)")).collect();
        let rows = values.join(", ");
        db.sql(&format!("INSERT INTO notitie (id, klant_land, klant_id, tekst, punten) VALUES {rows}")).await;
        let source = db.source(SHAPED);
        let first = source.records(NUL, None, &permit()).await.unwrap();
        let bytes: usize = first.records.iter().flat_map(|record| &record.values).map(|value| value.value.size()).sum();
        assert!((1..1_000_000).contains(&bytes), "{bytes}");
        assert!(first.next.is_some());
        assert_eq!(source.all_records(NUL, &permit()).await.unwrap().len(), 6 + 12, "none is left out");
    }

    async fn a_schema_that_changed_after_the_plan_is_noticed(db) {
        let source = shapes(db).await;
        let step = work("ticket", clear(&["work_note_text"]), &["1"]);
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["1"]);
        db.sql("ALTER TABLE ticket RENAME COLUMN tekst TO verhaal").await;
        let error = source.apply(&step).await.unwrap_err();
        assert!(matches!(&error, SourceError::UnknownColumn { table, column, .. } if table == "ticket" && column == "tekst"), "{error}");
        assert_eq!(db.count("ticket WHERE verhaal = 'vraag'").await, 1);
        db.sql("ALTER TABLE ticket RENAME COLUMN verhaal TO tekst").await;
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        db.sql("DROP TABLE ticket").await;
        assert!(matches!(source.verify(&step).await, Err(SourceError::UnknownTable { .. })));
        assert!(matches!(source.all_records(NUL, &permit()).await, Err(SourceError::UnknownTable { .. })));
    }

    async fn more_callers_than_connections(db) {
        let with = SHAPED.replace("mode: write", "mode: write\noptions: {connections: 2, max_per_second: 200}");
        shapes(db).await;
        let source = db.source(&with);
        let start = Instant::now();
        let calls = (0..20).map(|_| async { source.all_records(NUL, &permit()).await.unwrap().len() });
        let found = futures_util::future::join_all(calls).await;
        assert!(found.iter().all(|count| *count == 6));
        assert!(start.elapsed() >= Duration::from_millis(79 * 5), "80 statements at 200 a second: {:?}", start.elapsed());
    }

    async fn a_statement_that_takes_too_long_is_an_error(db) {
        let slow = match db.engine {
            Engine::Sqlite => return,
            Engine::Postgres => "CREATE VIEW traag AS SELECT k.*, pg_sleep(20)::text AS t FROM klant k",
            Engine::Mysql => "CREATE VIEW traag AS SELECT k.*, SLEEP(20) AS t FROM klant k",
        };
        shapes(db).await;
        db.sql(slow).await;
        let with = SHAPED.replace("mode: write", "mode: write\noptions: {statement_timeout_ms: 200}").replace(
            "  flag:",
            "  slow: {label: Traag, table: traag, key: [land, id], columns: {t: {plain: true}}, subjects: [{role: subject, path: [land + id -> klant.land + id]}]}\n  flag:",
        );
        let source = db.source(&with);
        let start = Instant::now();
        let failed = source.all_records(NUL, &permit()).await;
        assert!(matches!(&failed, Err(SourceError::Read { place, .. }) if place == "slow"), "{failed:?}");
        assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
        assert!(source.find(&SubjectQuery { email: some("nul@example.nl"), ..SubjectQuery::default() }, &permit()).await.is_ok());
    }

    async fn reading_cannot_write(db) {
        if db.engine != Engine::Postgres {
            return;
        }
        shapes(db).await;
        db.sql("CREATE FUNCTION wis() RETURNS text LANGUAGE sql AS $$ DELETE FROM vlag; SELECT 'weg'::text $$;
            CREATE VIEW val AS SELECT k.*, wis() AS t FROM klant k").await;
        let with = SHAPED.replace(
            "  flag:",
            "  trap: {label: Val, table: val, key: [land, id], columns: {t: {plain: true}}, subjects: [{role: subject, path: [land + id -> klant.land + id]}]}\n  flag:",
        );
        assert!(db.source(&with).all_records(NUL, &permit()).await.is_err());
        assert_eq!(db.count("vlag").await, 2);
    }

    async fn a_table_may_stand_in_another_schema(db) {
        if db.engine == Engine::Sqlite {
            return;
        }
        shapes(db).await;
        let other = db.elsewhere();
        db.sql(&format!("{}; CREATE TABLE {other}.vlag2 (aan BOOLEAN PRIMARY KEY, klant_land CHAR(2), klant_id BIGINT, tekst VARCHAR(100));
            INSERT INTO {other}.vlag2 VALUES (TRUE, 'NL', 0, 'elders')", db.make_elsewhere())).await;
        let source = db.source(&SHAPED.replace("table: vlag", &format!("table: {other}.vlag2")));
        let records = source.all_records(NUL, &permit()).await;
        let found = source.check(&policy()).await;
        db.sql(&db.drop_elsewhere()).await;
        assert_eq!(value(&records.unwrap(), "flag", "tekst"), Some("elders"));
        assert!(!found.unwrap().iter().any(|finding| ["S0001", "S0002"].contains(&finding.code)));
    }

    async fn columns_without_a_type_and_texts_with_other_collations(db) {
        shapes(db).await;
        db.sql(db.pick(
            "CREATE TABLE los (id, mail, t); INSERT INTO los VALUES (5, 'een@example.nl', 0), ('5', 'nul@example.nl', 'x')",
            "CREATE TABLE los (id numeric UNIQUE, mail text COLLATE \"C\", t boolean); INSERT INTO los VALUES (5.5, 'een@example.nl', false)",
            "CREATE TABLE los (id DECIMAL(5,1) UNIQUE, mail VARCHAR(50) CHARACTER SET latin1, t BIT(1)); INSERT INTO los VALUES (5.5, 'een@example.nl', 0)",
        )).await;
        let with = SHAPED.replace(
            "  flag:",
            "  loose: {label: Los, table: los, key: [id], columns: {t: {item: phone}}, delete: row, subjects: [{role: subject, path: [mail -> klant.mail]}]}\n  flag:",
        );
        let source = db.source(&with);
        let records = source.all_records(r#"["NL","1"]"#, &permit()).await.unwrap();
        let loose = records.iter().find(|record| record.class == "loose").unwrap();
        assert_eq!(value(&records, "loose", "t"), Some(db.pick("0", "false", "0")), "0 and false are values");
        let step = work("loose", Verb::Delete, &[&loose.key]);
        if db.engine == Engine::Sqlite {
            // The number 5 and the text '5' are one key to everyone who reads it.
            assert!(matches!(source.apply(&step).await, Err(SourceError::Refused { .. })));
        } else {
            assert_eq!(source.apply(&step).await.unwrap().affected, 1);
            assert_eq!(source.verify(&step).await.unwrap().absent, 1);
        }
    }
}

/// The keys of records of several pages.
trait Keys {
    fn concat_keys(&self) -> Vec<String>;
}

impl<const N: usize> Keys for [Vec<gestand_sources::Record>; N] {
    fn concat_keys(&self) -> Vec<String> {
        self.iter().flatten().map(|record| format!("{} {}", record.class, record.key)).collect()
    }
}
