//! The schema: every column has a class, migrations run once, a newer schema is left alone.

use std::collections::{BTreeMap, BTreeSet};

use gestand_store::{Engine, SCHEMA_VERSION, Store, StoreError};

use crate::common::{Database, addresses, case, databases};

const CLASSES: [&str; 6] = ["operational", "pseudonymous", "staff", "personal_sealed", "secret_hash", "ledger"];

/// `table.column` and its class, from `schema/classification.csv`.
pub fn classified() -> BTreeMap<String, String> {
    let text = include_str!("../../schema/classification.csv");
    let lines: Vec<_> = text.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect();
    let columns: BTreeMap<_, _> = lines.iter().map(|(column, class)| (column.to_string(), class.to_string())).collect();
    assert_eq!(columns.len(), lines.len(), "a column is listed twice");
    columns
}

/// `table.column` and its type, as the engine has it.
async fn columns(db: &Database) -> BTreeMap<String, String> {
    let sql = match db.store.engine() {
        Engine::Sqlite => {
            "SELECT t.name || '.' || c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT table_name || '.' || column_name, CAST(data_type AS TEXT) FROM information_schema.columns
             WHERE table_schema = current_schema()"
        }
    };
    db.query(sql).await.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

#[tokio::test]
async fn every_column_has_a_class_and_what_is_personal_is_bytes() {
    for db in databases().await {
        let (classified, columns) = (classified(), columns(&db).await);
        let names = |map: &BTreeMap<String, String>| map.keys().cloned().collect::<BTreeSet<_>>();
        let (listed, present) = (names(&classified), names(&columns));
        assert!(listed == present, "differ: {:?}", listed.symmetric_difference(&present).collect::<Vec<_>>());
        for (column, class) in &classified {
            assert!(CLASSES.contains(&class.as_str()), "{column}: unknown class {class}");
            let kind = columns[column].to_lowercase();
            if class == "personal_sealed" {
                assert!(["blob", "bytea"].contains(&kind.as_str()), "{column} is {kind}: it can take plain text");
            }
        }
    }
}

#[tokio::test]
async fn opening_again_keeps_everything() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.commit().await.unwrap();
        db.store.close().await;
        let again = Store::open(&db.url).await.unwrap();
        assert!(again.read().await.unwrap().case_by_id(row.id).await.unwrap().is_some());
        again.close().await;
        assert_eq!(db.count("schema_version", "1 = 1").await, SCHEMA_VERSION as u64);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_programs_may_start_at_once() {
    for (url, _folder) in addresses().await {
        let starts: Vec<_> = (0..4)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Store::open(&url).await })
            })
            .collect();
        for start in starts {
            let mut tx = start.await.unwrap().unwrap().read().await.unwrap();
            assert_eq!(tx.ledger_size().await.unwrap(), 0);
        }
    }
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    for db in databases().await {
        db.script(&format!("INSERT INTO schema_version (version) VALUES ({})", SCHEMA_VERSION + 1)).await;
        let refused = Store::open(&db.url).await;
        assert!(matches!(refused, Err(StoreError::SchemaTooNew { found, known }) if found == known + 1), "{refused:?}");
    }
}

#[tokio::test]
async fn another_kind_of_address_is_refused_without_repeating_it() {
    for url in ["mysql://root:geheim@host/db", "geheim", "sqlite::memory:"] {
        let error = Store::open(url).await.unwrap_err();
        assert!(matches!(error, StoreError::Address), "{url}");
        assert!(!error.to_string().contains("geheim"));
    }
}

#[tokio::test]
async fn a_value_that_makes_no_sense_names_its_column() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.commit().await.unwrap();
        db.script("UPDATE case_file SET state = 'nonsense'").await;
        let error = db.store.read().await.unwrap().case_by_id(row.id).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Corrupt { table: "case_file", what } if what == "column state"),
            "{error:?}"
        );
    }
}
