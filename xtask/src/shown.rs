//! Which promises the tests name: a comment `shows: woonbron-055, …` above a test, in Rust or JavaScript.

use std::collections::BTreeMap;

use crate::tree::Tree;

/// The generated file that goes into the program.
pub const PATH: &str = "crates/app/src/shown.json";

/// How far below its comment a test may begin: attributes and comments stand between.
const REACH: usize = 8;

/// Promise id → tests that show it, as `path::name`; as JSON with sorted keys.
///
/// # Errors
/// A comment without a test below it.
pub fn table(tree: &Tree) -> Result<String, String> {
    let mut shown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let tests = tree.files.iter().filter(|file| {
        let is_code = file.path.ends_with(".rs") || file.path.ends_with(".test.js");
        is_code && !file.path.starts_with("xtask/") && !file.is_vendored()
    });
    for file in tests {
        let lines: Vec<&str> = file.text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some(ids) = line.trim_start().strip_prefix("// shows: ") else { continue };
            let name = lines.iter().skip(number + 1).take(REACH).find_map(|line| test_name(line));
            let name = name.ok_or_else(|| format!("{}:{}: no test below 'shows'", file.path, number + 1))?;
            for id in ids.split([',', ' ']).filter(|id| !id.is_empty()) {
                shown.entry(id).or_default().push(format!("{}::{name}", file.path));
            }
        }
    }
    let json = serde_json::to_string_pretty(&shown).map_err(|error| error.to_string())?;
    Ok(format!("{json}\n"))
}

/// The name of the test that begins on `line`, if one does.
fn test_name(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches("pub ").trim_start_matches("async ");
    if let Some(rest) = line.strip_prefix("fn ") {
        return rest.split('(').next();
    }
    let rest = line.strip_prefix("test(")?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    rest[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_names_the_test_below_it() {
        let tree = Tree::of(&[
            ("crates/a/tests/x.rs", "// shows: woonbron-055, woonpunt-001\n#[tokio::test]\nasync fn erases() {}\n"),
            ("e2e/tests/y.test.js", "// shows: woonbron-055\ntest('asks for a copy', async () => {\n"),
        ]);
        let found: BTreeMap<String, Vec<String>> = serde_json::from_str(&table(&tree).unwrap()).unwrap();
        assert_eq!(found["woonbron-055"], ["crates/a/tests/x.rs::erases", "e2e/tests/y.test.js::asks for a copy"]);
        assert_eq!(found["woonpunt-001"].len(), 1);
    }

    #[test]
    fn a_promise_above_no_test_is_refused() {
        let tree = Tree::of(&[("crates/a/tests/x.rs", "// shows: woonbron-055\nconst X: u8 = 1;\n")]);
        assert!(table(&tree).unwrap_err().starts_with("crates/a/tests/x.rs:1"));
    }
}
