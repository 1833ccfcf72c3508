//! Rule: links between our own pages lead somewhere, and every page of the book is in its list of contents.

use crate::problem::Problem;
use crate::tree::{File, Tree};

const CONTENTS: &str = "docs/src/SUMMARY.md";

/// Checks all Markdown pages of our own.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let contents = tree.text(CONTENTS).unwrap_or_default();
    for page in tree.ending(".md").filter(|file| !file.is_vendored()) {
        for (line, target) in links(page) {
            if !tree.root.join(resolve(&page.path, target)).exists() {
                problems.push(Problem::error(&page.path, line, format!("the link to {target} leads nowhere")));
            }
        }
        if let Some(name) = page.path.strip_prefix("docs/src/")
            && page.path != CONTENTS
            && !contents.contains(&format!("({name})"))
        {
            problems.push(Problem::error(&page.path, 1, format!("this page is not in {CONTENTS}")));
        }
    }
    problems
}

/// The relative targets of `[text](target)`, outside code, with their line.
fn links(page: &File) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (number, line) in page.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code || line.starts_with("    ") {
            continue;
        }
        // Every second part of the line is `code`.
        let outside = line.split('`').step_by(2);
        for rest in outside.flat_map(|part| part.split("](").skip(1)) {
            let target = rest.split([')', ' ', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains(':') {
                found.push((number, target));
            }
        }
    }
    found
}

/// A target, from the root: `docs/src/a.md` and `../b.md` give `docs/b.md`.
fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_links_outside_code_count() {
        let text = "[a](b.md#part) and ![c](d/e.png \"title\")\n```\n[x](y.md)\n```\n`[x](y.md)` [w](https://example.invalid) [h](#here)\n";
        let tree = Tree::of(&[("p.md", text)]);
        assert_eq!(links(&tree.files[0]), [(1, "b.md"), (1, "d/e.png")]);
    }

    #[test]
    fn targets_are_found_from_the_page() {
        assert_eq!(resolve("docs/src/a.md", "../adr/0001.md"), "docs/adr/0001.md");
        assert_eq!(resolve("README.md", "./docs/x.png"), "docs/x.png");
    }

    #[test]
    fn a_broken_link_and_a_page_outside_the_contents_are_told() {
        let tree = Tree::of(&[(CONTENTS, "- [in](in.md)"), ("docs/src/in.md", ""), ("docs/src/out.md", "")]);
        let found: Vec<String> =
            check(&tree).into_iter().map(|problem| format!("{} {}", problem.file, problem.text)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("leads nowhere") && found[1].starts_with("docs/src/out.md"), "{found:?}");
    }
}
