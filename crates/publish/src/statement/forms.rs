//! The statement as a file: HTML, Markdown, PDF, plain text and JSON, all from the same struct.

use askama::Template;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Detail, Part, Section, Sentence, Statement};
use crate::lang::{Texts, t};
use crate::paper::{Block, EntryRow, Paper};
use crate::pdf::{PdfError, pdf};
use crate::words;

/// The statement as one HTML file that needs nothing else: the first layer open, each section opening to its details.
///
/// # Errors
/// [`PdfError::Text`] when the template fails to write.
pub fn statement_html(statement: &Statement) -> Result<String, PdfError> {
    let texts = Texts::new(statement.lang, statement.address);
    let page = Page {
        statement,
        more: t!(texts, "short-more"),
        version: t!(texts, "statement-policy-version", version = statement.policy_version.as_str()),
    };
    page.render().map_err(|error| PdfError::Text(error.to_string()))
}

#[derive(Template)]
#[template(path = "statement.html")]
struct Page<'a> {
    statement: &'a Statement,
    more: String,
    version: String,
}

impl Page<'_> {
    /// The language of a sentence, where it is not that of the page.
    fn other_lang(&self, sentence: &Sentence) -> Option<&'static str> {
        (sentence.lang != self.statement.lang).then(|| sentence.lang.code())
    }
}

/// The statement as Markdown.
pub fn statement_markdown(statement: &Statement) -> String {
    paper(statement).markdown()
}

/// The statement as plain text.
pub fn statement_text(statement: &Statement) -> String {
    paper(statement).plain()
}

/// The statement as PDF/UA-1, and as PDF/A-2a where the policy dates its version.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn statement_pdf(statement: &Statement) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(statement))
}

/// The statement as JSON: the fields of [`Statement`] under `format: gestand.statement/1`.
pub fn statement_json(statement: &Statement) -> Value {
    let mut value = json!({ "format": "gestand.statement/1" });
    if let (Some(target), Ok(Value::Object(fields))) = (value.as_object_mut(), serde_json::to_value(statement)) {
        target.extend(fields);
    }
    value
}

/// More than this and a list of short words reads better in a line.
const LONGEST_LIST: usize = 8;

fn paper(statement: &Statement) -> Paper {
    let texts = Texts::new(statement.lang, statement.address);
    let date = statement.version.as_deref().and_then(|version| version.parse::<Date>().ok());
    let title = statement.title.clone();
    let mut paper = Paper::new(&texts, title, &statement.organisation, date.map(|date| date.to_string()));
    paper.compact = true;
    add(&mut paper, &texts, &statement.short);
    paper.note(t!(texts, "short-more"));
    for section in &statement.sections {
        add(&mut paper, &texts, section);
    }
    paper.para(t!(texts, "statement-policy-version", version = statement.policy_version.as_str()));
    paper
}

fn add(paper: &mut Paper, texts: &Texts, section: &Section) {
    paper.heading(1, &section.title);
    if let Some(intro) = &section.intro {
        paper.para(intro);
    }
    for part in section.parts() {
        if let Some(title) = part.title {
            paper.heading(2, title);
        }
        if !part.shared.is_empty() {
            paper.para(part.shared_text());
        }
        if part.sentences.iter().any(|(sentence, _)| sentence.entry.is_some()) {
            paper.blocks.push(entries(section, &part));
        } else {
            for run in part.sentences.chunk_by(|(one, own), (next, more)| {
                own.is_empty() && more.is_empty() && one.node == next.node && one.lang == next.lang
            }) {
                match run {
                    [(sentence, own)] => add_sentence(paper, texts, sentence, own),
                    many => paper.para(many.iter().map(|(one, _)| one.text.as_str()).collect::<Vec<_>>().join(" ")),
                }
            }
        }
    }
}

fn entries(section: &Section, part: &Part) -> Block {
    let row = |sentence: &Sentence, own: &[&Detail]| {
        let entry = sentence.entry.as_ref();
        let facts = own.iter().map(|detail| match section.label(detail) {
            Some(label) => (Some(label.to_owned()), stopped(&detail.text)),
            None => (None, stopped(&words::capital(&detail.text))),
        });
        EntryRow {
            name: entry.map(|entry| entry.name.clone()).unwrap_or_default(),
            says: entry.map(|entry| entry.says.clone()).unwrap_or_default(),
            facts: facts.collect(),
        }
    };
    let rows: Vec<EntryRow> = part.sentences.iter().map(|(sentence, own)| row(sentence, own)).collect();
    if rows.iter().all(|row| row.says.is_empty() && row.facts.is_empty()) {
        return Block::List { items: rows.into_iter().map(|row| row.name).collect() };
    }
    Block::Entries { head: section.heads.clone(), rows }
}

fn stopped(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// The article between brackets, before the full stop.
fn with_law(text: &str, law: &str) -> String {
    match text.strip_suffix('.') {
        Some(text) => format!("{text} ({law})."),
        None => format!("{text} ({law})"),
    }
}

fn add_sentence(paper: &mut Paper, texts: &Texts, sentence: &Sentence, own: &[&Detail]) {
    let law = t!(texts, "label-law");
    match own {
        [one] if one.label.as_ref() == Some(&law) => paper.para(with_law(&sentence.text, &one.text)),
        many if sentence.text.ends_with(':') && many.len() > LONGEST_LIST => {
            let items: Vec<String> = many.iter().map(ToString::to_string).collect();
            paper.para(format!("{} {}.", sentence.text, words::list_in_words(&items, sentence.lang)));
        }
        [] => paper.para(&sentence.text),
        [one] if !sentence.text.ends_with(':') => paper.para(format!("{} {}", sentence.text, one.sentence())),
        many => {
            paper.para(&sentence.text);
            paper.list(many.iter().map(ToString::to_string).collect());
        }
    }
}
