//! Rule: every dependency of the workspace says in one line why it is here.

use crate::problem::Problem;
use crate::tree::Tree;

/// Checks the root manifest.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(manifest) = tree.files.iter().find(|file| file.path == "Cargo.toml") else { return Vec::new() };
    let mut inside = false;
    let mut problems = Vec::new();
    for (number, line) in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim() == "[workspace.dependencies]";
        } else if inside && line.contains('=') && !line.starts_with('#') {
            let reason = line.split_once('#').map_or("", |(_, reason)| reason.trim());
            if reason.len() < 4 {
                let name = line.split('=').next().unwrap_or_default().trim();
                problems.push(Problem::error(
                    "Cargo.toml",
                    number,
                    format!("say behind `{name}` why it is here: # ..."),
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let text = "[package]\nx = 1\n[workspace.dependencies]\na = \"1\" # reads the calendar\nb = \"1\"\nc = \"1\" # ?\n\n# tests\n[x]\ny = 1\n";
        let lines: Vec<usize> = check(&Tree::of(&[("Cargo.toml", text)])).iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [5, 6]);
    }
}
