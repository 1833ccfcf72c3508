//! A person of whom PostgreSQL knows very much: read over two connections, all of one moment.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::time::Duration;

use common::engine::{Db, Engine};
use common::*;
use gestand_sources::{Source, SourceError};

/// A text of which few fill a page.
const LONG: usize = 10_000;
/// Classes with more than a page each, their rows, and how long a text is. Of the long ones not all pages are read ahead.
const PIECES: [(&str, usize, usize); 4] = [("a", 2_000, LONG), ("b", 1_200, 5), ("c", 2_000, LONG), ("d", 1_200, 5)];
/// The person of all pieces, and somebody of whom nothing is known.
const MUCH: &str = "0";
const NOTHING: &str = "1";

/// A source that knows very much about one person, with its connections made.
async fn large(db: &Db, connections: i64) -> Box<dyn Source> {
    db.sql("DROP TABLE IF EXISTS klant; CREATE TABLE klant (id INTEGER PRIMARY KEY, naam TEXT)").await;
    let mut annotation = format!(
        "source: primary\nlabel: Primair\nkind: sqlite\nmode: write\noptions: {{connections: {connections}}}\n\
         path: primary.sqlite\nperson: {{table: klant, key: [id], name: [naam]}}\nclasses:\n"
    );
    for (piece, rows, long) in PIECES {
        db.sql(&format!(
            "DROP TABLE IF EXISTS stuk_{piece};
            CREATE TABLE stuk_{piece} (id INTEGER PRIMARY KEY, klant_id INTEGER, tekst TEXT);
            INSERT INTO stuk_{piece} SELECT id, {MUCH}, repeat('x', {long}) FROM generate_series(1, {rows}) AS id"
        ))
        .await;
        annotation += &format!(
            "  piece_{piece}: {{label: Stuk, table: stuk_{piece}, key: [id], columns: {{tekst: {{item: payment_history}}}}, \
             subjects: [{{role: subject, path: [klant_id -> klant.id]}}]}}\n"
        );
    }
    let source = db.source(&annotation);
    let calls = (0..connections).map(|_| async { source.all_records(NOTHING, &permit()).await.is_ok() });
    assert!(futures_util::future::join_all(calls).await.into_iter().all(|read| read));
    none_stays_open(db).await;
    source
}

/// Sessions whose transaction has read a table of this test.
async fn open_sessions(db: &Db) -> i64 {
    db.count(
        "(SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE l.mode = 'AccessShareLock' AND c.relkind = 'r' \
         AND n.nspname = current_schema()) AS sessions",
    )
    .await
}

async fn none_stays_open(db: &Db) {
    for _ in 0..200 {
        if open_sessions(db).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("a transaction stays open");
}

#[tokio::test]
async fn a_large_reading_is_of_one_moment() {
    let Some(db) = Db::new(Engine::Postgres).await else { return };
    for connections in [4, 1] {
        let source = large(&db, connections).await;
        let mut page = source.records(MUCH, None, &permit()).await.unwrap();
        // The reading waits within the first piece: the other ones are looked up later.
        db.sql("DELETE FROM stuk_b; UPDATE stuk_c SET tekst = 'later'; DELETE FROM stuk_d WHERE id > 10").await;
        let (mut records, mut sessions) = (Vec::new(), None);
        loop {
            if sessions.is_none() && page.records.iter().any(|record| record.class == "piece_c") {
                sessions = Some(open_sessions(&db).await);
            }
            records.append(&mut page.records);
            let Some(next) = page.next else { break };
            page = source.records(MUCH, Some(&next), &permit()).await.unwrap();
        }
        assert_eq!(sessions, Some(connections.min(2)), "one ahead, where there may be one");
        let mut pieces = records.iter().filter(|record| record.class == "piece_c");
        assert!(pieces.all(|record| record.values[0].value.open(&permit(), "test").len() == LONG), "as it was");
        let found = records.iter().map(|record| format!("{} {}", record.class, record.key));
        let expected =
            PIECES.iter().flat_map(|(piece, rows, _)| (1..=*rows).map(move |id| format!("piece_{piece} {id}")));
        assert!(found.eq(expected), "each once, in order");
        none_stays_open(&db).await;
    }
    db.close().await;
}

#[tokio::test]
async fn a_large_reading_that_is_left_or_fails_leaves_nothing_open() {
    let Some(db) = Db::new(Engine::Postgres).await else { return };
    let source = large(&db, 4).await;
    let mut page = source.records(MUCH, None, &permit()).await.unwrap();
    while page.records.iter().all(|record| record.class != "piece_c") {
        page = source.records(MUCH, page.next.as_deref(), &permit()).await.unwrap();
    }
    assert_eq!(open_sessions(&db).await, 2);
    // Nobody takes the next page.
    none_stays_open(&db).await;
    db.sql("DROP TABLE stuk_d; CREATE VIEW stuk_d AS SELECT id, klant_id, (1 / (id - 700))::text AS tekst FROM stuk_b")
        .await;
    let failed = source.all_records(MUCH, &permit()).await;
    let told = matches!(&failed, Err(SourceError::Read { place, .. }) if place == "piece_d");
    assert!(told, "{:?}", failed.map(|found| found.len()));
    none_stays_open(&db).await;
    db.close().await;
}
