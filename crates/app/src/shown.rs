//! Which tests show which promises: the tests of the program, and the policy tests of a pack.

use std::collections::BTreeMap;

use crate::pack_tests::{self, TestError};

/// Made by `cargo xtask codegen` from the comments `shows:` of the tests.
const TESTS: &str = include_str!("shown.json");

/// Promise id → what shows it: `path::name` of a test of the program, `path:line` of a table of policy tests of `packs`
/// whose cases all pass. A pack without policy tests shows nothing by itself.
///
/// # Errors
/// [`TestError`] when the tests of a pack cannot be read.
pub fn shown(packs: &[String]) -> Result<BTreeMap<String, Vec<String>>, TestError> {
    let mut shown: BTreeMap<String, Vec<String>> = serde_json::from_str(TESTS).unwrap_or_default();
    for pack in packs {
        match pack_tests::shown(pack) {
            Ok(found) => found.into_iter().for_each(|(id, places)| shown.entry(id).or_default().extend(places)),
            Err(TestError::NoTests(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_the_program_are_read() {
        assert!(!shown(&[]).unwrap().is_empty());
    }
}
