#![allow(clippy::unwrap_used)]
mod common;
use common::*;
use gestand_sources::*;
use std::time::Instant;
#[tokio::test(flavor = "multi_thread")]
async fn shop() {
    let source = gestand_sources::read(std::path::Path::new("/work/main/benches/src/sources/shop.yaml")).unwrap();
    let p = permit();
    for round in 0..30 {
        let start = Instant::now();
        let q = SubjectQuery { email: some(&format!("user{}@example.com", 77777 - round)), ..SubjectQuery::default() };
        let found = source.find(&q, &p).await.unwrap();
        let t1 = start.elapsed();
        let records = source.all_records(&found[0].key, &p).await.unwrap();
        if round % 10 < 2 { println!("ordinary {} find {t1:?} all {:?}", records.len(), start.elapsed()); }
    }
    for _ in 0..2 {
    let start = Instant::now();
    let (mut n, mut pages) = (0, 0);
    let mut from: Option<String> = None;
    loop {
        let page = source.records("100000001", from.as_deref(), &p).await.unwrap();
        n += page.records.len(); pages += 1;
        from = page.next;
        if from.is_none() { break }
    }
    println!("heavy {n} in {pages} pages {:?}", start.elapsed());
    }
    let zero = source.all_records("0", &p).await.unwrap();
    println!("zero {}", zero.len());
    // erasure of the heavy subject, in batches of 500, verified
    if std::env::var_os("ERASE").is_none() { return }
    for who in ["77777", "100000001"] {
        let mut keys: std::collections::BTreeMap<String, Vec<String>> = Default::default();
        for r in source.all_records(who, &p).await.unwrap() { keys.entry(r.class).or_default().push(r.key) }
        let start = Instant::now();
        let (mut a, mut v) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
        let size: usize = std::env::var("BATCH").map(|b| b.parse().unwrap()).unwrap_or(500);
        for (class, keys) in keys {
            let verb = source.erasure_verb(&class).unwrap();
            for batch in keys.chunks(size) {
                let work = Work { class: class.clone(), verb: verb.clone(), keys: batch.to_vec(), still: None };
                let s = Instant::now();
                source.apply(&work).await.unwrap(); a += s.elapsed();
                let s = Instant::now();
                let done = source.verify(&work).await.unwrap(); v += s.elapsed();
                assert!(done.remaining.is_empty() && done.absent == batch.len() as u64, "{class} {done:?}");
            }
        }
        println!("erase {who} {:?} apply {a:?} verify {v:?}", start.elapsed());
    }
}
