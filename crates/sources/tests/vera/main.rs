//! VERA sources: the same person over files and over HTTP, faults of the interface, and what is written back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod files;
mod http;
mod server;
mod tls;
mod world;
mod write;

use gestand_sources::{Record, Source};

use common::permit;

/// Everything of records, in one text per value: what two transports must agree on.
pub fn in_full(records: &[Record]) -> Vec<String> {
    let permit = permit();
    let mut lines = Vec::new();
    for record in records {
        let head = format!("{} {} {} {:?}", record.class, record.key, record.role, record.subjects);
        lines.push(format!("{head} {:?} {:?} {:?}", record.events, record.marks, record.document));
        for value in &record.values {
            let text = value.value.open(&permit, "test");
            lines.push(format!(
                "{head} {:?} {} {:?} {} {text}",
                value.field.item, value.field.name, value.field.about, value.field.free_text
            ));
        }
    }
    lines.sort();
    lines
}

pub async fn records(source: &dyn Source, person: &str) -> Vec<Record> {
    source.all_records(person, &permit()).await.unwrap()
}
