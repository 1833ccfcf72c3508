//! Rule: no sentence of a published statement is copied into the project; our words are our own.

use std::collections::HashMap;
use std::path::Path;

use crate::problem::Problem;
use crate::tree::{File, Tree};

/// Shorter lines are names, headings and phrases that nobody owns.
const SHORTEST: usize = 40;
/// Characters that a place is first compared by.
const START: usize = 24;

/// Lines of the statements, by how they start.
#[derive(Debug, Default)]
struct Sentences(HashMap<String, Vec<(String, String)>>);

/// Compares every file with the statements in `folder`, if that folder is there.
pub fn check(tree: &Tree, folder: &Path) -> Vec<Problem> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut sentences = Sentences::default();
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "txt"))
    {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // The statements may come in another encoding than ours.
        let text = std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        sentences.add(&name, &text);
    }
    tree.files.iter().filter(|file| file.path != "Cargo.lock").flat_map(|file| sentences.copies_in(file)).collect()
}

impl Sentences {
    fn add(&mut self, name: &str, text: &str) {
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() >= SHORTEST {
                let start = line.chars().take(START).collect();
                self.0.entry(start).or_default().push((line, format!("{name}, line {}", index + 1)));
            }
        }
    }

    /// The sentences that stand in a file, however its lines are broken.
    fn copies_in(&self, file: &File) -> Vec<Problem> {
        let mut folded = String::with_capacity(file.text.len());
        let mut starts = Vec::new();
        for (number, line) in file.lines() {
            starts.push((folded.len(), number));
            for word in line.split_whitespace() {
                folded.push_str(word);
                folded.push(' ');
            }
        }
        let mut problems = Vec::new();
        let mut before = ' ';
        for (at, c) in folded.char_indices() {
            if c.is_alphanumeric() && !before.is_alphanumeric() {
                let rest = &folded[at..];
                let end = rest.char_indices().nth(START).map_or(rest.len(), |(end, _)| end);
                let known = self.0.get(&rest[..end]).into_iter().flatten();
                for (_, place) in known.filter(|(sentence, _)| rest.starts_with(sentence.as_str())) {
                    let line =
                        starts[..starts.partition_point(|(start, _)| *start <= at)].last().map_or(1, |(_, line)| *line);
                    problems.push(Problem::error(
                        &file.path,
                        line,
                        format!("copied from a statement ({place}); write your own words"),
                    ));
                }
            }
            before = c;
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "- De verzonnen corporatie bewaart verzonnen gegevens in verzonnen kasten.";

    fn found(text: &str) -> Vec<usize> {
        let mut sentences = Sentences::default();
        sentences.add("x.txt", &format!("Kort.\n{SENTENCE}\n"));
        let tree = Tree::of(&[("a.yaml", text)]);
        sentences.copies_in(&tree.files[0]).into_iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn a_copied_sentence_is_found_over_line_breaks() {
        assert_eq!(
            found("a: 1\nnl: De verzonnen corporatie bewaart   verzonnen\n  gegevens in verzonnen kasten.\n"),
            [2]
        );
        assert_eq!(found("{nl: \"De verzonnen corporatie bewaart verzonnen gegevens in verzonnen kasten.\"}"), [1]);
    }

    #[test]
    fn other_words_and_short_lines_are_free() {
        assert!(found("De verzonnen corporatie bewaart verzonnen gegevens in echte kasten. Kort.").is_empty());
    }

    #[test]
    fn without_the_folder_there_is_nothing_to_compare() {
        assert!(check(&Tree::of(&[("a.md", SENTENCE)]), Path::new("/nowhere/at/all")).is_empty());
    }
}
