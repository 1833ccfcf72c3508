//! Makes BSNs in a file unreadable: what is masked is nowhere in the result, so it cannot be had back from it.
//!
//! - Plain text and the parts of DOCX and XLSX: each digit is replaced.
//! - PNG and JPEG: the place is painted black; the pixels are written anew, without metadata.
//! - PDF: one that was wholly read as text, and in which no BSN is, stays as it is. Of another each page becomes a
//!   picture of itself and is treated as one. So nothing of the file but what is seen on its pages is in the result: no
//!   text layer, metadata, attachment, form, comment or earlier revision. To rewrite every place in a PDF where text
//!   can hide is not provable; this is.
//!
//! What cannot be masked for certain is refused with its reason. Uses the programs `pdftoppm` and `pdftotext`
//! (poppler-utils) and `tesseract` with Dutch and English, by pipes and without files, as in [`crate::extract`]. Like
//! that it parses untrusted bytes, and has no limits of its own on time and memory: outside tests it runs in the child
//! process of [`crate::worker`] only.

mod clean;
mod intake;
mod ocr;
mod office;
mod paint;
mod pdf;
mod picture;
mod text;

pub use intake::take_in;
pub(crate) use ocr::{Layout, Scan};
pub(crate) use paint::{Place, UNCLEAR, scan};
pub(crate) use picture::{encode, pictures};
pub use text::{STAR, mask_text};

use serde::{Deserialize, Serialize};

use crate::bsn::Verdict;

/// A file without the BSNs that were found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    pub bytes: Vec<u8>,
    /// How many numbers were masked. None: say so to whoever expected one, it may have been read badly.
    pub places: usize,
}

/// Why a file was not masked. It must not go on as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("files of this kind cannot be masked")]
    Unsupported,
    #[error("the file has a password")]
    Encrypted,
    #[error("the file is damaged")]
    Damaged,
    #[error("the file is too large to be masked")]
    TooLarge,
    #[error("the text on a page or picture is too unclear to read")]
    Unclear,
    #[error("a number could still be read after it was masked")]
    StillReadable,
    #[error("a file of another kind stands in the file")]
    Embedded,
    #[error("it is an identity document")]
    Identity,
    /// A program that reads it, or the process that does all this, did not come to its end.
    #[error("it could not be done: {0}")]
    NotDone(crate::extract::Reason),
}

/// Masks every number that is at least `least` sure to be a BSN. The content says what the file is; `media_type` only
/// tells text from text with a meaning of its own, such as a mail.
pub fn mask(bytes: &[u8], media_type: &str, least: Verdict) -> Result<Masked, Refusal> {
    let whole = |(bytes, places)| Masked { bytes, places };
    if bytes.starts_with(b"%PDF-") {
        if clean::is_clean(bytes, least) {
            return Ok(whole((bytes.to_vec(), 0)));
        }
        pdf::mask(bytes, &mut paint::Aim::of(least))
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") || bytes.starts_with(b"\xFF\xD8\xFF") {
        picture::mask(bytes, least).map(whole)
    } else if bytes.starts_with(b"PK\x03\x04") {
        office::mask(bytes, least).map(whole)
    } else if matches!(media_type.split(';').next().unwrap_or_default().trim(), "text/plain" | "text/csv") {
        let text = std::str::from_utf8(bytes).map_err(|_| Refusal::Unsupported)?;
        let (text, places) = mask_text(text, least);
        Ok(whole((text.into_bytes(), places)))
    } else {
        Err(Refusal::Unsupported)
    }
}
