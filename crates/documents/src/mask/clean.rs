//! Tells of a PDF that no BSN is in it, so that it can go on as it is: its text stays text for who cannot see it.

use lopdf::{Document, LoadOptions};
use memchr::memmem;

use crate::bsn::{Verdict, certain_bsns, find_bsns};
use crate::extract::{File, Limits, Said, extract};

/// The place of the list of objects; each revision of a file writes one.
const REVISION: &[u8] = b"startxref";

/// Whether all of a PDF was read as text and none of it is a number that is at least `least` sure to be a BSN.
///
/// Not so with a picture that is large enough for text, a page without text, a layer that can be hidden, a file in it or an
/// earlier revision: what they hold is only certainly gone in a picture of the pages.
pub fn is_clean(bytes: &[u8], least: Verdict) -> bool {
    let limits = Limits { ocr_pages: 0, ..Limits::default() };
    if memmem::find_iter(bytes, REVISION).count() != 1 || has_layers(bytes, &limits) {
        return false;
    }
    let without = |text: &str| find_bsns(text).iter().all(|hit| hit.verdict < least);
    let (mut clean, mut read) = (true, false);
    extract(File { name: "", media_type: Some("application/pdf"), bytes }, &limits, &mut |said| match said {
        Said::Is(_) => {}
        Said::Part(part) => {
            read = true;
            clean &= part.inside.is_empty() && without(&part.text);
        }
        Said::Field(field) => {
            let named = certain_bsns(&field.name, &field.value).is_empty();
            clean &= field.inside.is_empty() && named && without(&field.value);
        }
        Said::Problem(_) => clean = false,
    });
    clean && read
}

/// Whether it has layers, or cannot be read.
fn has_layers(bytes: &[u8], limits: &Limits) -> bool {
    let options =
        LoadOptions { max_decompressed_size: usize::try_from(limits.unpacked).ok(), ..LoadOptions::default() };
    let Ok(document) = Document::load_mem_with_options(bytes, options) else { return true };
    document.catalog().map_or(true, |catalog| catalog.has(b"OCProperties"))
}
