//! Rule: what the interface says in Dutch it says in the other languages too, and the other way round.

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::tree::{File, Tree};

/// Dutch is the source language.
const SOURCE: &str = "/i18n/nl/";
/// A variant of Dutch (`nl-informal`) says only what it says otherwise.
const VARIANT: &str = "/i18n/nl-";

/// Compares the Fluent files of each crate: `i18n/<language>/<name>.ftl`.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for dutch in tree.ending(".ftl").filter(|file| file.path.contains(SOURCE)) {
        let Some((place, name)) = dutch.path.split_once(SOURCE) else { continue };
        let (start, end) = (format!("{place}/i18n/"), format!("/{name}"));
        let others = tree.files.iter().filter(|file| file.path.starts_with(&start) && file.path.ends_with(&end));
        for other in others.filter(|file| file.path != dutch.path) {
            problems.extend(missing(other, dutch));
            if !other.path.contains(VARIANT) {
                problems.extend(missing(dutch, other));
            }
        }
    }
    problems
}

/// Messages of `there` that `here` does not have.
fn missing(there: &File, here: &File) -> Vec<Problem> {
    let known = keys(here);
    let gone = keys(there).into_iter().filter(|(key, _)| !known.contains_key(key));
    gone.map(|(key, line)| Problem::error(&there.path, line, format!("`{key}` is not in {}", here.path))).collect()
}

/// Messages and their attributes (`message.attribute`), with their line.
fn keys(file: &File) -> BTreeMap<String, usize> {
    let mut keys = BTreeMap::new();
    let mut message = String::new();
    for (number, line) in file.lines() {
        let Some((head, _)) = line.split_once('=') else { continue };
        let head = head.trim_end();
        let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if name(head) {
            message = head.to_owned();
            keys.insert(message.clone(), number);
        } else if let Some(attribute) = head.trim_start().strip_prefix('.').filter(|text| name(text)) {
            keys.insert(format!("{message}.{attribute}"), number);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_one_language_only_is_found() {
        let dutch = "# groet = nee\ngroet = Hallo\n    .titel = Groet\nsoort = { $n ->\n    [een] x = y\n   *[other] z\n }\nmeer = Meer\n";
        let english = "groet = Hello\nsoort = { $n ->\n   *[other] z\n }\nmeer = More\nextra = Extra\n";
        let informal = ("crates/a/i18n/nl-informal/a.ftl", "groet = Hoi\n");
        let tree = Tree::of(&[("crates/a/i18n/nl/a.ftl", dutch), ("crates/a/i18n/en/a.ftl", english), informal]);
        let found: Vec<(usize, String)> =
            check(&tree).into_iter().map(|problem| (problem.line, problem.text)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].0 == 6 && found[0].1.contains("extra"), "{found:?}");
        assert!(found[1].0 == 3 && found[1].1.contains("groet.titel"), "{found:?}");
    }
}
