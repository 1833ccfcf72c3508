//! A paper as plain text and as Markdown.

use super::{Block, EntryRow, Paper};

impl Paper {
    /// Plain text: headings underlined, a table row as labelled lines, so nothing depends on the width of a column.
    pub fn plain(&self) -> String {
        let mut out = format!("{}\n{}\n{}\n", self.organisation, self.title, "=".repeat(self.title.chars().count()));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Heading { text, .. } => {
                    out.push_str(&format!("{text}\n{}\n", "-".repeat(text.chars().count())));
                }
                Block::Para { text } | Block::Note { text } => line(&mut out, text),
                Block::List { items } => items.iter().for_each(|item| line(&mut out, &format!("- {item}"))),
                Block::Fields { rows } => {
                    rows.iter().for_each(|(label, value)| line(&mut out, &format!("{label}: {value}")))
                }
                Block::Table { head, rows, .. } => {
                    for (number, row) in rows.iter().enumerate() {
                        if number > 0 {
                            out.push('\n');
                        }
                        head.iter().zip(row).for_each(|(label, value)| line(&mut out, &format!("{label}: {value}")));
                    }
                }
                Block::Entries { rows, .. } => {
                    rows.iter().for_each(|row| line(&mut out, &format!("- {}{}", row.name, row.run_in(str::to_owned))))
                }
                Block::PageBreak => {}
            }
        }
        out
    }

    /// Markdown (CommonMark with tables). Characters that Markdown reads as mark-up are escaped.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", escape(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Heading { level, text } => {
                    line(&mut out, &format!("{} {}", "#".repeat(usize::from(*level) + 1), escape(text)));
                }
                Block::Para { text } => line(&mut out, &escape(text)),
                Block::Note { text } => line(&mut out, &format!("> {}", escape(text))),
                Block::List { items } => items.iter().for_each(|item| line(&mut out, &format!("- {}", escape(item)))),
                Block::Fields { rows } => rows
                    .iter()
                    .for_each(|(label, value)| line(&mut out, &format!("- **{}**: {}", escape(label), escape(value)))),
                Block::Table { head, rows, .. } => {
                    let cells = |row: &[String]| {
                        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
                        format!("| {} |", cells.join(" | "))
                    };
                    line(&mut out, &cells(head));
                    line(&mut out, &format!("|{}", " --- |".repeat(head.len())));
                    rows.iter().for_each(|row| line(&mut out, &cells(row)));
                }
                Block::Entries { rows, .. } => rows
                    .iter()
                    .for_each(|row| line(&mut out, &format!("- **{}**{}", escape(&row.name), row.run_in(escape)))),
                Block::PageBreak => line(&mut out, "---"),
            }
        }
        out
    }
}

impl EntryRow {
    /// What is said and the facts, as one run of sentences behind a colon; nothing when there is nothing.
    fn run_in(&self, write: impl Fn(&str) -> String) -> String {
        let facts = self.facts.iter().map(|(label, text)| match label {
            Some(label) => format!("{}: {}", write(label), write(text)),
            None => write(text),
        });
        let says = Some(write(&self.says)).filter(|says| !says.is_empty());
        let said = says.into_iter().chain(facts).collect::<Vec<_>>().join(" ");
        if said.is_empty() { said } else { format!(": {said}") }
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}
