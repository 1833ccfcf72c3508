//! Any text as a signed checkpoint: an error or a checkpoint, never a panic.
#![no_main]

use gestand_ledger::SignedCheckpoint;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(checkpoint) = SignedCheckpoint::parse(text) else { return };
    checkpoint.claimed_size();
});
