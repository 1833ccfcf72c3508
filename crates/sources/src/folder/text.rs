//! The text of a document, as far as it can be read: PDF and plain text.

/// Files above this size are not read for their text.
pub const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// The text of a file; `None` for a kind of file that has no text we can read.
///
/// # Errors
/// Why a file of a kind that we can read could not be read.
pub fn text_of(name: &str, bytes: &[u8]) -> Option<Result<String, String>> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    match extension.as_str() {
        "txt" | "csv" | "md" | "html" | "htm" | "xml" | "json" | "eml" => {
            Some(Ok(String::from_utf8_lossy(bytes).into_owned()))
        }
        "pdf" => Some(pdf_text(bytes)),
        _ => None,
    }
}

fn pdf_text(bytes: &[u8]) -> Result<String, String> {
    let limit = usize::try_from(TEXT_LIMIT).unwrap_or(usize::MAX);
    let document = lopdf::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text_with_limit(&pages, limit).map_err(|error| error.to_string())
}

/// The media type of a file by its name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase().as_str() {
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "html" | "htm" => "text/html; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "eml" => "message/rfc822",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "mp4" => "video/mp4",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, dictionary};

    use super::*;

    fn pdf(line: &str) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let font =
            document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        let operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 12.into()]),
            Operation::new("Td", vec![50.into(), 700.into()]),
            Operation::new("Tj", vec![Object::string_literal(line)]),
            Operation::new("ET", vec![]),
        ];
        let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn text_comes_out_of_a_pdf() {
        let text = text_of("brief.PDF", &pdf("Uw BSN is 999999990")).unwrap().unwrap();
        assert!(text.contains("BSN is 999999990"), "{text:?}");
    }

    #[test]
    fn a_broken_pdf_is_told_and_a_picture_has_no_text() {
        let whole = pdf("een regel tekst");
        for cut in (0..whole.len()).step_by(7) {
            let _ = text_of("brief.pdf", &whole[..cut]);
        }
        assert!(text_of("brief.pdf", b"geen pdf").unwrap().is_err());
        assert!(text_of("foto.jpg", b"").is_none());
    }
}
