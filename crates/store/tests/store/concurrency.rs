//! Many at once, and power cuts: what must still be right.

use gestand_store::{CaseEventRow, CaseState, StoreError, retry};
use serde_json::json;

use crate::common::{at, case, databases, plan, sealed, step};
use crate::ledger::{audit, entry};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_make_one_sound_ledger() {
    for db in databases().await {
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let store = db.store.clone();
                tokio::spawn(async move {
                    for number in 0..10 {
                        let mut tx = store.write("append").await.unwrap();
                        tx.ledger_append(entry(writer * 100 + number, None)).await.unwrap();
                        tx.commit().await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let mut tx = db.store.read().await.unwrap();
        let report = audit(&mut tx).await;
        assert_eq!((report.entries, report.fault), (80, None));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_officers_approve_and_one_wins() {
    for db in databases().await {
        let row = plan("P-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.plan_insert(&row, &[step(row.id, 1)]).await.unwrap();
        tx.commit().await.unwrap();
        let approve = |by: &'static str| {
            let store = db.store.clone();
            tokio::spawn(async move {
                let mut tx = store.write("approve").await.unwrap();
                let won = tx.plan_approve(row.id, by, at(1)).await.unwrap();
                tx.commit().await.unwrap();
                won
            })
        };
        let (noor, bas) = (approve("noor"), approve("bas"));
        let (noor, bas) = (noor.await.unwrap(), bas.await.unwrap());
        assert!(noor ^ bas, "noor {noor}, bas {bas}");
        let mut tx = db.store.read().await.unwrap();
        let by = tx.plan_by_id(row.id).await.unwrap().unwrap().approved_by;
        assert_eq!(by.as_deref(), Some(if noor { "noor" } else { "bas" }));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_and_history_have_no_doubles_under_load() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.commit().await.unwrap();
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let store = db.store.clone();
                tokio::spawn(async move {
                    let mut tx = store.write("number").await.unwrap();
                    let number = tx.next_number("case", 2026).await.unwrap();
                    let event = CaseEventRow {
                        at: at(0),
                        actor: "system".into(),
                        kind: "numbered".into(),
                        facts: json!(number),
                    };
                    tx.case_event_insert(row.id, &event).await.unwrap();
                    tx.commit().await.unwrap();
                    number
                })
            })
            .collect();
        let mut numbers = Vec::new();
        for writer in writers {
            numbers.push(writer.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.case_events(row.id).await.unwrap().len(), 8);
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.person_insert(row.person, &sealed("naam"), at(0)).await.unwrap();
        tx.ledger_append(entry(1, None)).await.unwrap();
        drop(tx);
        let mut tx = db.store.write("test").await.unwrap();
        assert!(tx.case_by_id(row.id).await.unwrap().is_none());
        assert!(tx.person_identity(row.person).await.unwrap().is_none());
        assert_eq!(tx.ledger_append(entry(2, None)).await.unwrap(), 0, "the place in the ledger came free");
        tx.commit().await.unwrap();
        assert_eq!(db.count("ledger_leaf", "1 = 1").await, 1);
    }
}

#[tokio::test]
async fn a_reader_sees_one_state_and_cannot_write() {
    for db in databases().await {
        let row = case("2026-1");
        let mut reader = db.store.read().await.unwrap();
        assert!(reader.case_by_id(row.id).await.unwrap().is_none());
        let mut writer = db.store.write("test").await.unwrap();
        writer.case_insert(&row).await.unwrap();
        writer.commit().await.unwrap();
        assert!(reader.case_by_id(row.id).await.unwrap().is_none(), "the reader began before");
        assert!(matches!(reader.case_insert(&case("2026-2")).await, Err(StoreError::Database(_))));
        drop(reader);
        let mut reader = db.store.read().await.unwrap();
        assert!(reader.case_by_id(row.id).await.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_stands_in_each_others_way_succeeds_at_the_next_try() {
    for db in databases().await {
        let (one, two) = (case("2026-1"), case("2026-2"));
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&one).await.unwrap();
        tx.case_insert(&two).await.unwrap();
        tx.commit().await.unwrap();
        let both = |first, second| {
            let store = db.store.clone();
            tokio::spawn(async move {
                retry("both", || async {
                    let mut tx = store.write("both").await?;
                    tx.case_set_state(first, CaseState::Received, CaseState::Received).await?;
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    tx.case_set_state(second, CaseState::Received, CaseState::Received).await?;
                    tx.commit().await
                })
                .await
            })
        };
        let (there, back) = (both(one.id, two.id), both(two.id, one.id));
        there.await.unwrap().unwrap();
        back.await.unwrap().unwrap();
    }
}
