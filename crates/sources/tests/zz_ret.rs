#![allow(clippy::unwrap_used)]
mod common;
use common::*;
use gestand_sources::*;
use std::time::Instant;
use sqlx::{Connection, PgConnection};
const Y: &str = "
source: ev
label: Ev
kind: postgres
mode: write
url_env: GESTAND_BENCH_SHOP
person: {table: customer, key: [id]}
classes:
  ev:
    label: Ev
    table: ev
    key: [id]
    subjects: [{role: subject, path: [customer_id -> customer.id]}]
    columns: {ip: {item: ip_address}}
    events: {visited: at}
    delete: row
";
#[tokio::test(flavor = "multi_thread")]
async fn retention() {
    let dir = Dir::new();
    let source = dir.source(Y);
    let mut conn = PgConnection::connect(&std::env::var("GESTAND_BENCH_SHOP").unwrap()).await.unwrap();
    let size = 500usize;
    let mut day: jiff::civil::Date = "2015-01-01".parse().unwrap();
    for _ in 0..3 {
        // floor: one month
        day = day.checked_add(jiff::ToSpan::days(30)).unwrap();
        let start = Instant::now();
        let mut n = 0;
        loop {
            let done = sqlx::query("DELETE FROM ev WHERE id IN (SELECT id FROM ev WHERE at < $1::date + 1 ORDER BY id LIMIT 500)").bind(day.to_string()).execute(&mut conn).await.unwrap().rows_affected();
            n += done;
            if done == 0 { break }
        }
        println!("floor {n} {:?}", start.elapsed());
        day = day.checked_add(jiff::ToSpan::days(30)).unwrap();
        let rule = rule(&["ip_address"], "visited", &day.to_string());
        let start = Instant::now();
        let due = source.due(&rule).await.unwrap();
        let t_due = start.elapsed();
        let mut after: Option<String> = None;
        let (mut batches, mut all) = (Vec::new(), 0);
        loop {
            let keys = source.due_keys(&rule, "ev", after.as_deref(), size as u32).await.unwrap();
            let Some(last) = keys.last() else { break };
            after = Some(last.key.clone());
            all += keys.len();
            batches.push(keys.into_iter().map(|k| k.key).collect::<Vec<_>>());
        }
        let t_keys = start.elapsed();
        let (mut a, mut v) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
        for keys in batches {
            let work = Work { class: "ev".into(), verb: Verb::Delete, keys, still: Some(rule.clone()) };
            let s = Instant::now(); source.apply(&work).await.unwrap(); a += s.elapsed();
            let s = Instant::now(); let d = source.verify(&work).await.unwrap(); v += s.elapsed();
            assert!(d.remaining.is_empty());
        }
        println!("ours {} {all} total {:?}: due {t_due:?} keys {:?} apply {a:?} verify {v:?}", due[0].count, start.elapsed(), t_keys - t_due);
    }
}
