//! Real databases, the same cases on each engine: what is found, what is due, what a change leaves behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::engine::Db;
use common::*;
use gestand_sources::{About, Along, Mark, Source, SourceError, SubjectQuery, Verb, VerbKind, Work};

async fn house(db: &Db) -> Box<dyn Source> {
    db.house().await;
    db.source(ANNOTATION)
}

fn work(class: &str, verb: Verb, keys: &[&str]) -> Work {
    Work { class: class.into(), verb, keys: keys.iter().map(|key| (*key).to_owned()).collect(), still: None }
}

fn clear(items: &[&str]) -> Verb {
    Verb::Clear { items: items.iter().map(|item| (*item).to_owned()).collect() }
}

crate::on_every_engine! {
    async fn a_key_of_zero_is_a_person(db) {
        let source = house(db).await;
        let found = source.find(&by_number("R0"), &permit()).await.unwrap();
        assert_eq!((found.len(), found[0].key.as_str(), found[0].score), (1, "0", 100));
        let records = source.all_records("0", &permit()).await.unwrap();
        assert_eq!(
            outline(&records),
            [
                "contract 10 subject",
                "nuisance  reported",
                "payment [\"10\",\"02\"] subject",
                "payment [\"10\",\"1\"] subject",
                "person 0 subject"
            ]
        );
        assert_eq!(value(&records, "person", "voornaam"), Some("Nul"));
        let contract = records.iter().find(|record| record.class == "contract").unwrap();
        assert_eq!(contract.events["tenancy_ended"].to_string(), "2020-01-31");
        assert!(contract.marks.contains(&Mark::WorkNote));
    }

    async fn the_role_says_whose_a_value_is(db) {
        let source = house(db).await;
        let records = source.all_records("1", &permit()).await.unwrap();
        assert!(outline(&records).contains(&"contract 10 co_tenant".to_owned()));
        assert!(outline(&records).contains(&"nuisance  reporter".to_owned()), "an empty text is a key");
        let case = records.iter().find(|record| record.class == "nuisance" && record.key.is_empty()).unwrap();
        let about = |field: &str| case.values.iter().find(|value| value.field.name == field).unwrap().field.about;
        assert_eq!((about("verhaal"), about("melding"), about("status")), (About::Other, About::Subject, About::Subject));
        assert!(case.marks.contains(&Mark::ThirdParty));
        let open = records.iter().find(|record| record.key == "z2").unwrap();
        assert!(open.events.is_empty() && open.marks.is_empty(), "no reporter, not closed");
        assert!(open.values.iter().any(|value| value.field.free_text));
    }

    async fn a_shared_address_is_never_merged(db) {
        let source = house(db).await;
        let query = SubjectQuery { email: some("samen@EXAMPLE.nl"), ..SubjectQuery::default() };
        let found = source.find(&query, &permit()).await.unwrap();
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|candidate| candidate.score < 80), "a person must confirm");
        let query = SubjectQuery { email: some("samen@example.nl"), name: some("mevrouw F. Voorbeeld"), ..query };
        let found = source.find(&query, &permit()).await.unwrap();
        assert_eq!((found[0].key.as_str(), found[0].score), ("1", 100));
        assert!(found[1].score < 80 && found[1].differs == ["name"]);
    }

    async fn father_and_son_are_two(db) {
        let source = house(db).await;
        let query = SubjectQuery { name: some("Ruben Proef"), ..SubjectQuery::default() };
        let found = source.find(&query, &permit()).await.unwrap();
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|candidate| candidate.score < 80));
        let query = SubjectQuery { birth_date: some("1980-08-08"), ..query };
        let found = source.find(&query, &permit()).await.unwrap();
        assert_eq!((found[0].key.as_str(), found[0].matched.as_slice()), ("3", ["name", "birth_date"].as_slice()));
        assert!(found[0].relation_number.is_none() && found[0].score >= 80);
    }

    async fn a_name_with_accents_is_found(db) {
        let source = house(db).await;
        db.sql("UPDATE persoon SET achternaam = 'Écluse-d''Été' WHERE id = 3").await;
        for name in ["Ruben écluse d'été", "R. Écluse d'Été"] {
            let query = SubjectQuery { name: some(name), ..SubjectQuery::default() };
            assert_eq!(source.find(&query, &permit()).await.unwrap()[0].key, "3", "{name}");
        }
    }

    async fn a_phone_number_is_known_in_every_notation(db) {
        let source = house(db).await;
        for phone in ["+31 6 1234 5678", "0612345678", "0031612345678"] {
            let query = SubjectQuery { phone: some(phone), ..SubjectQuery::default() };
            assert_eq!(source.find(&query, &permit()).await.unwrap()[0].key, "1", "{phone}");
        }
        let other = SubjectQuery { phone: some("12345678"), ..SubjectQuery::default() };
        assert!(source.find(&other, &permit()).await.unwrap().is_empty());
    }

    async fn due_counts_pages_and_verbs(db) {
        let source = house(db).await;
        let all = rule(&["tenancy_contract", "work_note_text", "payment_history"], "tenancy_ended", "2024-06-30");
        let due = source.due(&all).await.unwrap();
        let lines: Vec<_> = due.iter().map(|class| (class.class.as_str(), class.verb.kind(), class.count)).collect();
        assert_eq!(lines, [("payment", VerbKind::Delete, 3)], "contracts wait for their payments");
        assert_eq!(due[0].newest.unwrap().to_string(), "2024-06-30");
        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = source.due_keys(&all, "payment", after.as_deref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.key.clone());
            seen.extend(page);
        }
        let keys: Vec<&str> = seen.iter().map(|due| due.key.as_str()).collect();
        assert_eq!(keys, ["[\"10\",\"02\"]", "[\"10\",\"1\"]", "[\"12\",\"1\"]"]);
        assert_eq!(*seen[0].subjects, ["0", "1"], "everyone in the record");
        let earlier = source.due(&rule(&["payment_history"], "tenancy_ended", "2024-06-29")).await.unwrap();
        assert_eq!(earlier[0].count, 2);
    }

    async fn a_person_is_due_when_the_last_contract_has_ended(db) {
        let source = house(db).await;
        let names = rule(&["name", "first_names"], "tenancy_ended", "2024-12-31");
        let due = source.due(&names).await.unwrap();
        assert_eq!(
            (due[0].class.as_str(), due[0].count),
            ("person", 1),
            "1 still rents, 2 has a day that is none, 3 never did"
        );
        let keys = source.due_keys(&names, "person", None, 10).await.unwrap();
        assert_eq!(keys[0].key, "0");
        let step = Work { still: Some(names.clone()), ..work("person", clear(&["name", "first_names"]), &["0", "1"]) };
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(
            db.count("persoon WHERE id = 0 AND voornaam IS NULL AND achternaam = '' AND geboren = '1980-01-01'").await,
            1
        );
        let verified = source.verify(&step).await.unwrap();
        assert_eq!((verified.absent, verified.remaining.len(), verified.not_due), (1, 0, vec!["1".to_owned()]));
        assert!(source.due(&names).await.unwrap().is_empty(), "an empty row is not due");
    }

    async fn delete_goes_children_first_and_once(db) {
        let source = house(db).await;
        let contract = work("contract", Verb::Delete, &["10", "999"]);
        assert_eq!(source.apply(&contract).await.unwrap().affected, 0, "payments keep it");
        assert_eq!(source.verify(&contract).await.unwrap().not_due, ["10"]);
        let payments = work("payment", Verb::Delete, &["[\"10\",\"1\"]", "[\"10\",\"02\"]"]);
        assert_eq!(source.apply(&payments).await.unwrap().affected, 2);
        assert_eq!(db.count("betaling").await, 1);
        assert_eq!(source.apply(&contract).await.unwrap().affected, 1);
        assert_eq!((db.count("rol WHERE contract_id = 10").await, db.count("rol").await), (0, 3));
        assert_eq!(source.apply(&contract).await.unwrap().affected, 0);
        let verified = source.verify(&contract).await.unwrap();
        assert_eq!((verified.absent, verified.remaining.len()), (2, 0));
    }

    async fn what_goes_along_is_told_with_its_persons(db) {
        let paths = "children: [[id -> rol.contract_id, persoon_id -> zaak.melder], [id -> rol.contract_id]]";
        let with = ANNOTATION.replace("children: [[id -> rol.contract_id]]", paths).replace(
            "columns: {tekst: {item: payment_history}}",
            "columns: {tekst: {item: payment_history}}\n    children: [[contract_id -> rol.contract_id]]",
        );
        let source = db.source(&with);
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        assert!(source.along("nuisance", &keys(&["z2"])).await.unwrap().is_empty(), "no table is asked");
        db.house().await;
        let along = |with: &str, class: &str, key: &str, subjects: &[&str]| Along {
            with: with.into(),
            class: class.into(),
            key: key.into(),
            subjects: keys(subjects),
        };
        let contracts = keys(&["10", "12", "999"]);
        assert_eq!(
            source.along("contract", &contracts).await.unwrap(),
            [
                along("10", "nuisance", "", &["0", "1"]),
                along("12", "nuisance", "z3", &["2"]),
                along("10", "rol", r#"["10","0"]"#, &[]),
                along("10", "rol", r#"["10","1"]"#, &[]),
                along("12", "rol", r#"["12","2"]"#, &[]),
            ]
        );
        let second = r#"["12","1"]"#;
        let of_payment = source.along("payment", &keys(&[second])).await.unwrap();
        assert_eq!(of_payment, [along(second, "rol", r#"["12","2"]"#, &[])]);

        // It is what deletion takes.
        db.sql("DELETE FROM betaling").await;
        let step = Work { keys: contracts, ..work("contract", Verb::Delete, &[]) };
        assert_eq!(source.apply(&step).await.unwrap().affected, 2);
        assert_eq!((db.count("zaak WHERE code = 'z2'").await, db.count("zaak").await), (1, 1));
        assert_eq!((db.count("rol WHERE contract_id IN (11, 13)").await, db.count("rol").await), (2, 2));
    }

    async fn a_refused_batch_changes_nothing(db) {
        let source = house(db).await;
        db.sql("CREATE TABLE bijlage (id INTEGER PRIMARY KEY, contract_id INTEGER REFERENCES contract (id)); INSERT INTO bijlage VALUES (1, 11)").await;
        let step = work("contract", Verb::Delete, &["11", "13"]);
        assert!(matches!(source.apply(&step).await, Err(SourceError::Refused { .. })));
        assert_eq!((db.count("contract").await, db.count("rol").await), (4, 5));
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["11", "13"]);
    }

    async fn rows_of_another_class_in_the_table_stay(db) {
        let source = house(db).await;
        let step = work("email", Verb::Delete, &["1", "3"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        assert_eq!(db.count("contact WHERE id = 3").await, 1);
    }

    async fn clear_empties_the_covered_columns_only(db) {
        let source = house(db).await;
        let notes = rule(&["work_note_text"], "tenancy_ended", "2021-01-01");
        let due = source.due(&notes).await.unwrap();
        let found: Vec<_> = due.iter().map(|class| (class.class.as_str(), class.verb.kind(), class.count)).collect();
        assert_eq!(found, [("contract", VerbKind::Clear, 1)], "payments keep the row, not the note");
        let Verb::Clear { items } = &due[0].verb else { panic!("another verb") };
        assert_eq!(items.iter().collect::<Vec<_>>(), ["work_note_text"]);
        let step = work("contract", clear(&["work_note_text"]), &["12", "13"]);
        assert_eq!(source.apply(&step).await.unwrap().affected, 2);
        assert_eq!(source.apply(&step).await.unwrap().affected, 0);
        assert_eq!(db.count("contract WHERE opmerking = '' AND nummer IS NOT NULL").await, 3);
        assert_eq!(source.verify(&step).await.unwrap().absent, 2);
    }

    async fn retention_leaves_alone_what_came_back(db) {
        let source = house(db).await;
        let cases = rule(&["nuisance_report"], "case_closed", "2020-01-01");
        let step = Work { still: Some(cases.clone()), ..work("nuisance", Verb::Delete, &["", "z3"]) };
        db.sql("UPDATE zaak SET gesloten = NULL WHERE code = 'z3'").await;
        assert_eq!(source.apply(&step).await.unwrap().affected, 1);
        let verified = source.verify(&step).await.unwrap();
        assert_eq!((verified.absent, verified.not_due), (1, vec!["z3".to_owned()]));
    }

    async fn a_record_without_a_key_is_an_error(db) {
        let source = house(db).await;
        db.sql("INSERT INTO zaak VALUES (NULL, 2, NULL, 'x', 'y', '2019-01-01', '')").await;
        let cases = rule(&["nuisance_report"], "case_closed", "2020-01-01");
        assert!(matches!(source.all_records("2", &permit()).await, Err(SourceError::NullKey { .. })));
        assert!(matches!(source.due_keys(&cases, "nuisance", None, 10).await, Err(SourceError::NullKey { .. })));
    }

    async fn a_source_that_is_down_is_an_error(db) {
        let source = db.source(ANNOTATION);
        db.dir.write("url", db.pick("", "postgres://me:secret@127.0.0.1:1/x", "mysql://me:secret@127.0.0.1:1/x"));
        let Err(SourceError::Unreachable { reason, .. }) = source.find(&by_number("R0"), &permit()).await else {
            panic!("an answer from nowhere");
        };
        assert!(!reason.contains("secret"), "{reason}");
        let names = rule(&["name"], "tenancy_ended", "2024-01-01");
        assert!(matches!(source.due(&names).await, Err(SourceError::Unreachable { .. })));
        let step = work("email", Verb::Delete, &["1"]);
        assert!(matches!(source.verify(&step).await, Err(SourceError::Unreachable { .. })));
        assert!(!db.dir.path().join("primary.sqlite").exists(), "nothing is made");
    }

    async fn a_renamed_table_is_named(db) {
        let source = house(db).await;
        db.sql("ALTER TABLE zaak RENAME TO dossier").await;
        let Err(error) = source.all_records("1", &permit()).await else { panic!("an answer without its cases") };
        assert!(error.to_string().contains("'zaak'"), "{error}");
    }

    async fn hostile_names_and_keys_stay_names_and_keys(db) {
        house(db).await;
        for name in ["zaak\"; DROP TABLE persoon; --", "zaak' OR 1=1", "(SELECT 1)"] {
            let source = db.source(&ANNOTATION.replace("table: zaak", &format!("table: {}", serde_json::json!(name))));
            assert!(
                matches!(source.all_records("1", &permit()).await, Err(SourceError::UnknownTable { table, .. }) if table == name)
            );
        }
        let source = db.source(ANNOTATION);
        let key = "1' OR '1'='1";
        assert!(source.all_records(key, &permit()).await.unwrap().is_empty());
        assert_eq!(source.apply(&work("nuisance", Verb::Delete, &[key])).await.unwrap().affected, 0);
        assert!(matches!(source.apply(&work("payment", Verb::Delete, &[key])).await, Err(SourceError::BadKey { .. })));
        assert_eq!((db.count("persoon").await, db.count("zaak").await), (4, 3));
    }

    async fn a_source_that_is_read_only_is_not_written(db) {
        house(db).await;
        let source = db.source(&ANNOTATION.replace("mode: write", "mode: orchestrate"));
        let step = work("email", Verb::Delete, &["1"]);
        assert!(matches!(source.apply(&step).await, Err(SourceError::ReadOnly { .. })));
        assert_eq!(source.verify(&step).await.unwrap().remaining, ["1"]);
    }

    async fn a_number_in_a_text_is_found(db) {
        let source = house(db).await;
        assert!(source.scan_identification_numbers().await.unwrap().is_empty());
        db.sql("UPDATE zaak SET verhaal = 'belde, bsn 999999990 genoemd' WHERE code = 'z2'; UPDATE persoon SET nummer = '111222333' WHERE id = 3").await;
        let hits = source.scan_identification_numbers().await.unwrap();
        assert_eq!(hits.len(), 1, "{hits:?}");
        assert_eq!((hits[0].class.as_str(), hits[0].field.as_str(), hits[0].count), ("nuisance", "verhaal", 1));
        assert_eq!(hits[0].sample_keys, ["z2"]);
        assert!(!serde_json::to_string(&hits).unwrap().contains("999999990"));
    }
}
