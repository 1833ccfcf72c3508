//! Any bytes as a document: our readers of mail, Outlook messages, office documents and text end within their limits.
#![no_main]

use gestand_documents::extract::{Extracted, File, Limits, extract};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Images and PDF are read by programs: no parser of ours.
    let limits = Limits { ocr_pages: 0, output: 1 << 16, unpacked: 1 << 20, files: 100, ..Limits::default() };
    if bytes.windows(5).any(|part| part == b"%PDF-") {
        return;
    }
    let mut said = Extracted::default();
    extract(File { name: "a", media_type: None, bytes }, &limits, &mut |piece| said.take(piece));
    let size: usize = said.parts.iter().map(|part| part.text.len()).sum();
    assert!(size <= 1 << 16);
});
