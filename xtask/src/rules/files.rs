//! Rules for single files: they open with a sentence, stay small, and leave nothing for later.

use crate::problem::Problem;
use crate::tree::Tree;

/// Above this many lines a file is looked at; above the next, it is split.
const LARGE: usize = 400;
const TOO_LARGE: usize = 600;
/// Test files tell many small stories in one place.
const TOO_LARGE_TEST: usize = 800;

/// Marks of work that was put off. Written in two halves, so that this file has none.
const LEFTOVERS: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimpl", "emented!(")];

/// Every Rust file opens with a sentence that says what it is for.
pub fn headers(tree: &Tree) -> Vec<Problem> {
    let opens =
        |text: &str| text.strip_prefix("//! ").is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    tree.ending(".rs")
        .filter(|file| !opens(&file.text))
        .map(|file| Problem::error(&file.path, 1, "open the file with one `//!` sentence that says what it is for"))
        .collect()
}

/// Rust files are small.
pub fn sizes(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.ending(".rs") {
        let lines = file.text.lines().count();
        let limit = if file.path.contains("/tests/") { TOO_LARGE_TEST } else { TOO_LARGE };
        if lines > limit {
            problems.push(Problem::error(&file.path, lines, format!("{lines} lines; split it ({limit} is the limit)")));
        } else if lines > LARGE {
            problems.push(Problem::warning(&file.path, lines, format!("{lines} lines; {LARGE} is large")));
        }
    }
    problems
}

/// Nothing is left for later: it is done, or it is an issue.
pub fn leftovers(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|file| !file.is_vendored()) {
        for (number, line) in file.lines() {
            if let Some(mark) = LEFTOVERS.into_iter().find(|mark| has_word(line, mark)) {
                problems.push(Problem::error(&file.path, number, format!("`{mark}`: do it, or write an issue")));
            }
        }
    }
    problems
}

/// Whether `word` stands in `line` with no letter or digit before or after it.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before) && (word.ends_with('(') || !part(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_sentence_is_found() {
        let tree =
            Tree::of(&[("a.rs", "//! What it is for.\n"), ("b.rs", "fn main() {}\n"), ("c.rs", "//!\n"), ("d.md", "")]);
        let found: Vec<String> = headers(&tree).into_iter().map(|problem| problem.file).collect();
        assert_eq!(found, ["b.rs", "c.rs"]);
    }

    #[test]
    fn large_files_warn_and_too_large_files_fail() {
        let lines = |count: usize| "x\n".repeat(count);
        let tree = Tree::of(&[
            ("small.rs", &lines(400)),
            ("large.rs", &lines(401)),
            ("too.rs", &lines(601)),
            ("crates/a/tests/t.rs", &lines(601)),
            ("crates/a/tests/u.rs", &lines(801)),
        ]);
        let found: Vec<(String, bool)> = sizes(&tree).into_iter().map(|p| (p.file, p.warning)).collect();
        let expected =
            [("large.rs", true), ("too.rs", false), ("crates/a/tests/t.rs", true), ("crates/a/tests/u.rs", false)];
        assert_eq!(found, expected.map(|(file, warning)| (file.to_owned(), warning)));
    }

    #[test]
    fn leftovers_are_found_as_whole_words() {
        let text =
            format!("fine\n// {}: later\n{}s are fine\n    {}\"x\")\n", LEFTOVERS[0], LEFTOVERS[0], LEFTOVERS[2]);
        let vendored = LEFTOVERS[0];
        let tree = Tree::of(&[("a.rs", &text), ("assets/vendor/x.css", vendored)]);
        let lines: Vec<usize> = leftovers(&tree).into_iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 4]);
    }
}
