//! Any text as a receipt: an error or a receipt that reads back as itself.
#![no_main]

use gestand_ledger::Receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(receipt) = Receipt::parse(text) else { return };
    let again = Receipt::parse(&receipt.to_string()).unwrap();
    assert_eq!(again.to_string(), receipt.to_string());
});
