//! Rule: crates use only the crates below them, and libraries of the outside world only where they belong.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::problem::Problem;
use crate::tree::Tree;

const TABLE: &str = "xtask/layers.txt";

/// The table, read.
#[derive(Debug, Default)]
struct Layers {
    /// Crate to the crates it may use, and those it may use in tests.
    crates: BTreeMap<String, [BTreeSet<String>; 2]>,
    /// Library to the crates that may use it.
    only: BTreeMap<String, BTreeSet<String>>,
}

/// Compares the workspace with the table. `metadata` is the answer of `cargo metadata`.
pub fn check(tree: &Tree, metadata: &Value) -> Vec<Problem> {
    let Some(text) = tree.text(TABLE) else { return vec![Problem::error(TABLE, 1, "the table of layers is gone")] };
    match read(text) {
        Ok(layers) => compare(&layers, metadata),
        Err(line) => vec![Problem::error(
            TABLE,
            line,
            "not a line of the table; write `crate NAME: NAMES` or `only NAME: NAMES`",
        )],
    }
}

fn read(text: &str) -> Result<Layers, usize> {
    let mut layers = Layers::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let (head, names) = line.split_once(':').ok_or(index + 1)?;
        let set = |names: &str| names.split_whitespace().map(str::to_owned).collect();
        match head.split_once(' ') {
            Some(("crate", name)) => {
                let (always, tests) = names.split_once('|').unwrap_or((names, ""));
                layers.crates.insert(name.to_owned(), [set(always), set(tests)]);
            }
            Some(("only", name)) => drop(layers.only.insert(name.to_owned(), set(names))),
            _ => return Err(index + 1),
        }
    }
    Ok(layers)
}

fn compare(layers: &Layers, metadata: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    for package in packages.iter().filter(|package| package["source"].is_null()) {
        let path = package["manifest_path"].as_str().unwrap_or_default();
        let root = metadata["workspace_root"].as_str().unwrap_or_default();
        let (name, manifest) = (folder(path), path.strip_prefix(root).unwrap_or(path).trim_start_matches('/'));
        let Some([always, tests]) = layers.crates.get(name) else {
            problems.push(Problem::error(manifest, 1, format!("the crate {name} has no line in {TABLE}")));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // Behind a feature counts as for tests: it is not in the program as it is delivered.
            let in_tests = dependency["kind"] == "dev" || dependency["optional"] == true;
            let used = dependency["name"].as_str().unwrap_or_default();
            let problem = match dependency["path"].as_str().map(folder) {
                Some(used) if always.contains(used) || in_tests && (tests.contains(used) || used == name) => None,
                Some(used) => Some(format!("the crate {name} may not use {used}; see {TABLE} and ARCHITECTURE.md")),
                None if in_tests => None,
                None => layers.only.get(used).filter(|places| !places.contains(name)).map(|places| {
                    let places = places.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                    format!("only {places} may use {used}; see {TABLE}")
                }),
            };
            problems.extend(problem.map(|text| Problem::error(manifest, 1, text)));
        }
    }
    problems
}

/// The last folder of a path to a crate or to its manifest.
fn folder(path: &str) -> &str {
    let path = path.trim_end_matches("Cargo.toml").trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(dependency: Value) -> Vec<String> {
        let table = "crate base:\ncrate store: base | synthetic\nonly axum: web\n";
        let package =
            json!({"manifest_path": "/w/crates/store/Cargo.toml", "source": null, "dependencies": [dependency]});
        let other = json!({"manifest_path": "/r/other/Cargo.toml", "source": "registry"});
        let metadata = json!({"workspace_root": "/w", "packages": [package, other]});
        let problems = check(&Tree::of(&[(TABLE, table)]), &metadata);
        assert!(problems.iter().all(|problem| problem.file == "crates/store/Cargo.toml"), "{problems:?}");
        problems.into_iter().map(|problem| problem.text).collect()
    }

    #[test]
    fn edges_of_the_table_pass_and_others_do_not() {
        let edge = |name: &str, kind: Value| json!({"name": name, "kind": kind, "path": format!("/w/crates/{name}")});
        assert!(found(edge("base", Value::Null)).is_empty());
        assert!(found(edge("synthetic", json!("dev"))).is_empty());
        assert!(found(edge("synthetic", Value::Null))[0].contains("may not use synthetic"));
        let mut behind_a_feature = edge("synthetic", Value::Null);
        behind_a_feature["optional"] = json!(true);
        assert!(found(behind_a_feature).is_empty());
        assert!(found(edge("web", json!("dev")))[0].contains("may not use web"));
    }

    #[test]
    fn libraries_stay_where_they_belong() {
        assert!(found(json!({"name": "axum", "kind": null}))[0].contains("only web may use axum"));
        assert!(found(json!({"name": "axum", "kind": "dev"})).is_empty());
        assert!(found(json!({"name": "serde", "kind": null})).is_empty());
    }

    #[test]
    fn an_unknown_crate_and_a_bad_table_are_told() {
        let metadata = json!({"packages": [{"manifest_path": "/w/crates/new/Cargo.toml", "source": null}]});
        assert!(check(&Tree::of(&[(TABLE, "crate base:\n")]), &metadata)[0].text.contains("no line"));
        assert_eq!(check(&Tree::of(&[(TABLE, "\nnonsense\n")]), &metadata)[0].line, 2);
    }
}
