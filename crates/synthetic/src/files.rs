//! The files of the document store: small PDFs with text, and plain text.

use std::path::Path;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

use crate::Error;

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Pdf,
    Text,
}

/// A file that waits to be written.
#[derive(Debug)]
pub struct Document {
    /// Below the root of the document store.
    pub path: String,
    pub kind: Kind,
    pub lines: Vec<String>,
}

/// Writes the documents below `root`.
pub fn write(root: &Path, documents: &[Document]) -> Result<(), Error> {
    for document in documents {
        let content = match document.kind {
            Kind::Pdf => pdf(&document.lines),
            Kind::Text => format!("{}\n", document.lines.join("\n")).into_bytes(),
        };
        save(&root.join(&document.path), &content)?;
    }
    Ok(())
}

/// Writes a file and the folders above it.
pub fn save(path: &Path, content: &[u8]) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    std::fs::write(path, content).map_err(Error::file(path))
}

/// One page of A4 in a font that every reader has.
fn pdf(lines: &[String]) -> Vec<u8> {
    let [catalog, pages, page, font, text] = [1, 2, 3, 4, 5].map(Ref::new);
    let name = Name(b"F1");
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(pages).contents(text);
    sheet.resources().fonts().pair(name, font);
    sheet.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let mut content = Content::new();
    content.begin_text().set_font(name, 11.0).next_line(72.0, 760.0);
    for line in lines {
        let bytes: Vec<u8> = line.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        content.show(Str(&bytes)).next_line(0.0, -18.0);
    }
    content.end_text();
    pdf.stream(text, &content.finish());
    pdf.finish()
}
