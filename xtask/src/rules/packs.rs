//! Rule: every folder of packs/ is a pack.

use std::collections::BTreeSet;

use crate::problem::Problem;
use crate::tree::Tree;

/// Checks that each folder has its `pack.yaml`.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let inside = |path: &str| Some(path.strip_prefix("packs/")?.split_once('/')?.0.to_owned());
    let folders: BTreeSet<String> = tree.files.iter().filter_map(|file| inside(&file.path)).collect();
    let path = |folder: &String| format!("packs/{folder}/pack.yaml");
    let missing = folders.iter().map(path).filter(|path| tree.text(path).is_none());
    missing.map(|path| Problem::error(&path, 1, "this pack has no pack.yaml; see docs/src/packs.md")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_pack_yaml_is_found() {
        let tree = Tree::of(&[("packs/a/pack.yaml", ""), ("packs/b/rights.yaml", ""), ("packs/README.md", "")]);
        let found: Vec<String> = check(&tree).into_iter().map(|problem| problem.file).collect();
        assert_eq!(found, ["packs/b/pack.yaml"]);
    }
}
