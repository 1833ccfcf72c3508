//! Rule: every library in the graph has a licence that deny.toml allows, and comes from crates.io.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::problem::Problem;
use crate::tree::Tree;

const LIST: &str = "deny.toml";
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Compares the graph with the list. `metadata` is the answer of `cargo metadata`.
pub fn check(tree: &Tree, metadata: &Value) -> Vec<Problem> {
    let allowed = allowed(tree.text(LIST).unwrap_or_default());
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let Some(source) = package["source"].as_str() else { continue };
        let name = package["name"].as_str().unwrap_or_default();
        if source != REGISTRY {
            problems.push(Problem::error("Cargo.lock", 1, format!("{name} does not come from crates.io")));
        }
        let licence = package["license"].as_str().unwrap_or_default();
        if !fits(licence, &allowed) {
            problems.push(Problem::error(LIST, 1, format!("{name} has the licence `{licence}`, which is not allowed")));
        }
    }
    problems
}

/// The names between `allow = [` and `]` under `[licenses]`.
fn allowed(list: &str) -> BTreeSet<&str> {
    let part = list.split("[licenses]").nth(1).and_then(|part| part.split_once("allow = ["));
    let part = part.and_then(|(_, part)| part.split(']').next()).unwrap_or_default();
    part.split('"').skip(1).step_by(2).collect()
}

/// Whether an SPDX expression can be met with allowed licences; `/` is the old way to write OR.
fn fits(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words, allowed) && words.next().is_none()
}

type Words<'w> = std::iter::Peekable<std::str::SplitWhitespace<'w>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut fine = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        fine |= both(words, allowed);
    }
    fine
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut fine = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        fine &= one(words, allowed);
    }
    fine
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let fine = either(words, allowed);
        return words.next() == Some(")") && fine;
    }
    let Some(name) = words.next() else { return false };
    if words.next_if_eq(&"WITH").is_some() {
        let exception = words.next().unwrap_or_default();
        return allowed.contains(name) && allowed.contains(exception)
            || allowed.contains(&*format!("{name} WITH {exception}"));
    }
    allowed.contains(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions_are_met_or_not() {
        let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
        for fine in
            ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(GPL-3.0 OR MIT) AND ISC", "Apache-2.0 WITH LLVM-exception"]
        {
            assert!(fits(fine, &allowed), "{fine}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR GPL-3.0) AND GPL-3.0", "(MIT", "MIT ISC"] {
            assert!(!fits(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn a_licence_and_a_source_that_are_not_allowed_are_told() {
        let list = "[advisories]\n[licenses]\nallow = [\n  \"MIT\",\n]\n";
        let packages = json!({"packages": [
            {"name": "ours", "source": null, "license": "EUPL-1.2"},
            {"name": "fine", "source": REGISTRY, "license": "MIT"},
            {"name": "bad", "source": REGISTRY, "license": "GPL-3.0"},
            {"name": "forked", "source": "git+https://example.invalid", "license": "MIT"},
        ]});
        let found = check(&Tree::of(&[(LIST, list)]), &packages);
        assert!(found[0].text.starts_with("bad has") && found[1].text.starts_with("forked does"), "{found:?}");
        assert_eq!(found.len(), 2);
    }
}
