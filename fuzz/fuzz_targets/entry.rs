//! Any bytes as a leaf of the ledger: an error or an entry with one canonical form.
#![no_main]

use gestand_ledger::Entry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(entry) = Entry::from_leaf(bytes) else { return };
    assert_eq!(entry.to_leaf(), bytes);
});
