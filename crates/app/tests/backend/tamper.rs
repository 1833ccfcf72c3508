//! Somebody changes the ledger behind Gestand's back: the audit names the entry.

use gestand_app::testing;
use gestand_ledger::Fault;
use gestand_store::CaseKind;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::common::*;

async fn script(t: &testing::TestApp, sql: String) {
    let options = SqliteConnectOptions::new().filename(t.dir.path().join("gestand.sqlite"));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

async fn fault(t: &testing::TestApp) -> Option<Fault> {
    t.app.verify_ledger(&t.officer()).await.unwrap().fault
}

#[tokio::test]
async fn one_changed_byte_is_found_at_its_index() {
    let t = testing::app("model").await;
    answered(&t, CaseKind::Access, known(&t, "Yara")).await;
    let leaves = leaves(&t).await;
    assert!(leaves.len() > 8 && fault(&t).await.is_none());
    for index in [0, 5, leaves.len() - 1] {
        // The first digit of the entry becomes another one.
        let at = leaves[index].find(|c: char| c.is_ascii_digit()).unwrap();
        let other = if leaves[index].as_bytes()[at] == b'7' { "8" } else { "7" };
        let forged = format!("{}{other}{}", &leaves[index][..at], &leaves[index][at + 1..]);
        let set = |leaf: &str| {
            let hex: String = leaf.bytes().map(|byte| format!("{byte:02x}")).collect();
            format!("UPDATE ledger_leaf SET leaf = X'{hex}' WHERE idx = {index}")
        };
        script(&t, set(&forged)).await;
        assert_eq!(fault(&t).await, Some(Fault::EntryChanged { index: index as u64 }));
        script(&t, set(&leaves[index])).await;
        assert_eq!(fault(&t).await, None);
    }
    script(&t, "DELETE FROM ledger_leaf WHERE idx = 5".to_owned()).await;
    assert_eq!(fault(&t).await, Some(Fault::EntryMissing { index: 5 }));
}
