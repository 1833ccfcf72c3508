//! The rules of the house, one file each: what they read is given, so that each can be tested.

mod dependencies;
mod files;
mod generated;
mod layers;
mod licences;
mod links;
mod packs;
mod statements;
mod texts;

use crate::problem::Problem;
use crate::tree::{Tree, run};

/// The published statements, outside the project: none of their sentences may come into it.
const STATEMENTS: &str = "../shared/statements";

/// Every problem in the tree, in the order of the files.
///
/// # Errors
/// When cargo does not tell about the workspace.
pub fn all(tree: &Tree) -> Result<Vec<Problem>, String> {
    let version = run(&tree.root, "rustc", &["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc does not tell its host")?;
    let told = run(&tree.root, "cargo", &["metadata", "--format-version", "1", "--filter-platform", host])?;
    let metadata = serde_json::from_str(&told).map_err(|error| format!("cargo metadata: {error}"))?;

    let mut problems = files::headers(tree);
    problems.extend(files::sizes(tree));
    problems.extend(files::leftovers(tree));
    problems.extend(layers::check(tree, &metadata));
    problems.extend(dependencies::check(tree));
    problems.extend(licences::check(tree, &metadata));
    problems.extend(links::check(tree));
    problems.extend(packs::check(tree));
    problems.extend(texts::check(tree));
    problems.extend(generated::check(tree));
    problems.extend(statements::check(tree, &tree.root.join(STATEMENTS)));
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(problems)
}
