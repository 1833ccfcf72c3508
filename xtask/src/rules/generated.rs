//! Rule: files that are made from the code are up to date.

use crate::codegen;
use crate::problem::Problem;
use crate::tree::Tree;

/// Compares each generated file with what the code says now.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let stale = |(path, text): (&'static str, String)| match tree.text(path) {
        Some(found) if found == text => None,
        _ => Some(Problem::error(path, 1, "not what the code says now; run `cargo xtask codegen`")),
    };
    match codegen::files(tree) {
        Ok(files) => files.into_iter().filter_map(stale).collect(),
        Err(error) => vec![Problem::error("xtask", 1, error)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_stale() {
        let files = codegen::files(&Tree::of(&[])).unwrap();
        let fresh: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert!(check(&Tree::of(&fresh)).is_empty());
        let (path, text) = fresh[0];
        assert_eq!(check(&Tree::of(&[(path, &format!("{text}\n")), fresh[1], fresh[2]]))[0].file, path);
        assert_eq!(check(&Tree::of(&[])).len(), 3);
    }
}
