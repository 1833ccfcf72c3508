//! A document for people, independent of its form: title, header and a row of plain blocks.

mod html;
mod text;

use serde::Serialize;

use crate::lang::{Texts, t};

/// A document of blocks. May hold opened personal data: no `Debug`.
#[derive(Serialize)]
pub(crate) struct Paper {
    pub title: String,
    pub organisation: String,
    /// `nl` or `en`.
    pub lang: &'static str,
    /// `YYYY-MM-DD`, for the metadata.
    pub date: Option<String>,
    /// "Page" and "of" in the language.
    pub page_words: (String, String),
    /// Small type and narrow margins, for a long text.
    pub compact: bool,
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Block {
    /// Level 1 is the part of a document; the title itself is not a block.
    Heading {
        level: u8,
        text: String,
    },
    Para {
        text: String,
    },
    List {
        items: Vec<String>,
    },
    /// Labels with their values.
    Fields {
        rows: Vec<(String, String)>,
    },
    /// Columns carry their relative width; a row has as many cells as there are columns.
    Table {
        head: Vec<String>,
        widths: Vec<u8>,
        rows: Vec<Vec<String>>,
    },
    /// Things of one kind, each with what is said of it; with heads they read as a table.
    Entries {
        head: Option<(String, String)>,
        rows: Vec<EntryRow>,
    },
    /// Something the reader must not miss.
    Note {
        text: String,
    },
    PageBreak,
}

/// Which part of an HTML file a paper is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// The head and the first blocks.
    Start,
    Middle,
    /// The last blocks and the foot.
    End,
}

/// A name, what is said of it (may be empty), and facts with their labels.
#[derive(Serialize)]
pub(crate) struct EntryRow {
    pub name: String,
    pub says: String,
    pub facts: Vec<(Option<String>, String)>,
}

impl Paper {
    pub fn new(texts: &Texts, title: String, organisation: &str, date: Option<String>) -> Self {
        let page_words = (t!(texts, "page"), t!(texts, "page-of"));
        let lang = texts.lang.code();
        Paper {
            title,
            organisation: organisation.to_owned(),
            lang,
            date,
            page_words,
            compact: false,
            blocks: Vec::new(),
        }
    }

    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading { level, text: text.into() });
    }

    pub fn para(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Para { text: text.into() });
    }

    /// A list; nothing when it is empty.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List { items });
        }
    }

    /// Fields; nothing when there are none.
    pub fn fields(&mut self, rows: Vec<(String, String)>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Fields { rows });
        }
    }

    pub fn note(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Note { text: text.into() });
    }

    pub fn page_break(&mut self) {
        self.blocks.push(Block::PageBreak);
    }

    /// A table with a heading above it; nothing when it has no rows.
    pub fn table<const N: usize>(&mut self, heading: String, head: [(String, u8); N], rows: Vec<[String; N]>) {
        if rows.is_empty() {
            return;
        }
        self.heading(1, heading);
        let (head, widths) = head.into_iter().unzip();
        let rows = rows.into_iter().map(Vec::from).collect();
        self.blocks.push(Block::Table { head, widths, rows });
    }
}
