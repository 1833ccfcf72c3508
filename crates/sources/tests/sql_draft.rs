//! A first annotation of a database that nobody annotated: it can be read, checked and used.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::engine::{Db, Engine};
use common::*;
use gestand_sources::{SourceError, SubjectQuery, draft};

fn address(db: &Db) -> String {
    match db.engine {
        Engine::Sqlite => db.dir.path().join("primary.sqlite").display().to_string(),
        _ => db.url.clone(),
    }
}

crate::on_every_engine! {
    async fn a_draft_can_be_read_checked_and_used(db) {
        db.house().await;
        db.sql("CREATE TABLE product (id INTEGER PRIMARY KEY, name VARCHAR(20), price INTEGER);
            INSERT INTO product VALUES (1, 'verf', 5);
            CREATE TABLE klacht (id INTEGER PRIMARY KEY, persoon_id INTEGER NOT NULL REFERENCES persoon (id), behandelaar_id INTEGER REFERENCES persoon (id),
              verhaal VARCHAR(200), afgesloten DATE, deleted_at DATE);
            INSERT INTO klacht VALUES (1, 1, 2, 'Een lang verhaal over het lawaai van de buren, dat al weken duurt en niet ophoudt.', '2020-01-01', NULL);
            CREATE TABLE lezer (id INTEGER PRIMARY KEY, mail VARCHAR(50)); INSERT INTO lezer VALUES (1, 'FENNA@example.nl');
            ALTER TABLE persoon ADD COLUMN mailadres VARCHAR(50); UPDATE persoon SET mailadres = 'fenna@example.nl' WHERE id = 1;
            CREATE TABLE los (tekst VARCHAR(20))").await;
        let text = draft(&address(db)).await.unwrap();
        for line in [
            "  table: persoon", "  key: [id]", "  birth_date: geboren",
            "      - {role: persoon, path: [\"persoon_id -> persoon.id\"]}", "      - {role: behandelaar,",
            "    deleted: deleted_at set", "verhaal: {item: contact_moment, free_text: true}", "case_closed: afgesloten",
            "los has no key", "mode: read",
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        assert!(text.contains("      name: {plain: true}"), "the name of a product is nobody's\n{text}");
        for value in ["Fenna", "fenna", "samen@", "lawaai", "06-1234"] {
            assert!(!text.contains(value), "nothing sampled is written");
        }
        let text = match db.engine {
            Engine::Sqlite => text,
            _ => text.replace("url_env: GESTAND_SOURCE_URL", "url_file: url"),
        };
        db.dir.write("url", &db.url);
        let source = db.dir.source(&text);
        let found = source.check(&policy()).await.unwrap();
        let wrong = ["S0001", "S0002", "S0007", "S0009", "S0013"];
        assert!(!found.iter().any(|finding| wrong.contains(&finding.code)), "{found:#?}");
        let query = SubjectQuery { name: some("Fenna Voorbeeld"), birth_date: some("1984-03-12"), ..SubjectQuery::default() };
        let person = source.find(&query, &permit()).await.unwrap();
        assert_eq!((person.len(), person[0].key.as_str()), (1, "1"));
        let records = source.all_records("1", &permit()).await.unwrap();
        for line in ["contact 3 subject", "contract 10 subject", "klacht 1 persoon", "lezer 1 subject", "betaling [\"10\",\"1\"] subject"] {
            assert!(outline(&records).contains(&line.to_owned()), "{line} in {:?}\n{text}", outline(&records));
        }
        assert!(!records.iter().any(|record| record.class == "product"));
    }

    async fn nobody_in_it(db) {
        db.sql("CREATE TABLE product (id INTEGER PRIMARY KEY, name VARCHAR(20))").await;
        assert!(matches!(draft(&address(db)).await, Err(SourceError::Read { .. })));
    }
}

#[tokio::test]
async fn an_address_is_never_told() {
    for address in [
        "postgres://me:secret@127.0.0.1:1/x",
        "mysql://me:secret@127.0.0.1:1/x",
        "postgres://me:secret@:x",
        "/nowhere/secret.sqlite",
        "env:NOT_SET",
    ] {
        let error = draft(address).await.unwrap_err().to_string();
        assert!(!error.contains("me:") && !error.contains("secret@"), "{error}");
    }
}
