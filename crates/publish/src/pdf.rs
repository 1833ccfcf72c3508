//! A paper as PDF: typst with the fonts inside the binary, checked against PDF/UA-1 and PDF/A-2a while writing.

use std::borrow::Cow;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::paper::{Block, Paper};

/// Why a document could not be made. No document was produced; the message holds no personal data.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the PDF could not be made: the template does not compile ({0})")]
    Layout(String),
    #[error("the PDF could not be made: it would not be accessible ({0})")]
    Standard(String),
    #[error("the document could not be made: its text could not be written ({0})")]
    Text(String),
}

/// What all compilations share.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

fn shared() -> Result<&'static Shared, PdfError> {
    static SHARED: OnceLock<Result<Shared, String>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| {
        let id = |path: &str| {
            let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
            Ok::<_, String>(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let fonts: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        Ok(Shared {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(id("/paper.typ")?, include_str!("../templates/paper.typ").to_owned()),
            data: id("/data.json")?,
        })
    });
    shared.as_ref().map_err(|error| PdfError::Layout(error.clone()))
}

/// One compilation: the shared parts and the data of one paper. No disk, no network, no clock.
struct Desk {
    shared: &'static Shared,
    data: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }
    fn main(&self) -> FileId {
        self.shared.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.template.id() { Ok(self.shared.template.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The paper as PDF/UA-1, and as PDF/A-2a where it has a date, which that standard demands. The cache of typst is emptied afterwards: it would keep personal data in memory.
pub(crate) fn pdf(paper: &mut Paper) -> Result<Vec<u8>, PdfError> {
    paper.blocks.iter_mut().for_each(let_long_words_break);
    let data = serde_json::to_vec(&paper).map_err(|error| PdfError::Text(error.to_string()))?;
    let desk = Desk { shared: shared()?, data: Bytes::new(data) };
    let standards: &[PdfStandard] = match paper.date {
        Some(_) => &[PdfStandard::Ua_1, PdfStandard::A_2a],
        None => &[PdfStandard::Ua_1],
    };
    let bytes = compile(&desk, standards);
    typst::comemo::evict(0);
    bytes
}

fn compile(desk: &Desk, standards: &[PdfStandard]) -> Result<Vec<u8>, PdfError> {
    let document: PagedDocument = typst::compile(desk).output.map_err(|errors| PdfError::Layout(messages(&errors)))?;
    let standards = PdfStandards::new(standards).map_err(|error| PdfError::Standard(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Standard(messages(&errors)))
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// Longest run without a break that fits in the narrowest column.
const LONGEST_RUN: usize = 18;

fn let_long_words_break(block: &mut Block) {
    let fix = |text: &mut String| {
        if let Cow::Owned(new) = breakable(text) {
            *text = new;
        }
    };
    match block {
        Block::Heading { text, .. } | Block::Para { text } | Block::Note { text } => fix(text),
        Block::List { items } => items.iter_mut().for_each(fix),
        Block::Fields { rows } => rows.iter_mut().for_each(|(label, value)| {
            fix(label);
            fix(value);
        }),
        Block::Entries { rows, .. } => rows.iter_mut().for_each(|row| {
            fix(&mut row.name);
            fix(&mut row.says);
            row.facts.iter_mut().for_each(|(_, text)| fix(text));
        }),
        Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(fix),
        Block::PageBreak => {}
    }
}

/// Puts zero-width spaces in runs that hyphenation cannot break (addresses, keys, numbers); the template turns them
/// into empty boxes, where a line may break.
fn breakable(text: &str) -> Cow<'_, str> {
    let is_plain = |word: &str| word.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
    let long = |word: &str| word.chars().count() > LONGEST_RUN;
    if !text.split_whitespace().any(|word| long(word) && (!is_plain(word) || word.len() > 3 * LONGEST_RUN)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let must_break = long(bare) && (!is_plain(bare) || bare.len() > 3 * LONGEST_RUN);
        for (place, letter) in word.chars().enumerate() {
            if must_break && place > 0 && place % (LONGEST_RUN / 2) == 0 {
                out.push('\u{200b}');
            }
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_runs_that_cannot_be_hyphenated_get_breaks() {
        assert!(matches!(breakable("Een gewone zin."), Cow::Borrowed(_)));
        assert_eq!(breakable("woningzoekendenregistratie"), "woningzoekendenregistratie");
        let key = "A".repeat(64);
        assert_eq!(breakable(&key).matches('\u{200b}').count(), 7);
        assert_eq!(breakable(&key).replace('\u{200b}', ""), key);
    }
}
