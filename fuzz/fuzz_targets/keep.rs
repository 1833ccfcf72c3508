//! Any text as a retention term: an error or a term that reads back as itself and counts without a panic.
#![no_main]

use gestand_policy::terms::Keep;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(keep) = text.parse::<Keep>() else { return };
    assert_eq!(keep.to_string().parse(), Ok(keep.clone()));
    keep.last_day(date(2024, 2, 29));
    keep.latest_due(date(2024, 2, 29));
});
