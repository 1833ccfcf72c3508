//! Any text before the finder of identification numbers: every hit passes the eleven-test, and nothing panics.
#![no_main]

use gestand_documents::bsn::{certain_bsns, find_bsns};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let hits = find_bsns(text);
    assert!(certain_bsns("opmerking", text).len() <= hits.len());
});
