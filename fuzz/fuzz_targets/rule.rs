//! Any text as a rule of a term: an error or a rule that reads back as itself and counts without a panic.
#![no_main]

use gestand_policy::terms::{Rule, RuleStart};
use jiff::civil::date;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(rule) = text.parse::<Rule>() else { return };
    assert_eq!(rule.to_string().parse(), Ok(rule.clone()));
    let _ = rule.due(RuleStart::Day(date(2026, 11, 20)), &TimeZone::UTC);
});
