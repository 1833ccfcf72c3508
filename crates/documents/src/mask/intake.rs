//! Papers that a person hands in, such as an income statement: masked before they are kept, and always kept as a PDF.

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};

use super::paint::{Aim, LONG};
use super::picture::{decode, encode};
use super::{Masked, Refusal, pdf};
use crate::bsn::Verdict;

/// Masks a PDF, PNG or JPEG that a person hands in, and makes a PDF of pictures of it.
///
/// Also what is only likely a BSN is masked, as nobody needs such a number on it. An identity document is refused:
/// what it holds is not to be kept (UAVG 46). So is a paper without a word that can be read: a number on it could not
/// be told either.
pub fn take_in(bytes: &[u8]) -> Result<Masked, Refusal> {
    let mut aim = Aim { least: Verdict::Likely, paper: true, read: false };
    let masked = if bytes.starts_with(b"%PDF-") {
        pdf::mask(bytes, &mut aim)?
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") || bytes.starts_with(b"\xFF\xD8\xFF") {
        let mut picture = decode(bytes)?;
        if picture.width().max(picture.height()) > LONG {
            picture = DynamicImage::ImageRgb8(picture).resize(LONG, LONG, FilterType::Triangle).into_rgb8();
        }
        let places = super::paint::paint(&mut picture, &mut aim)?;
        let size = picture.dimensions();
        Masked { bytes: pdf::of_picture(size, encode(picture, ImageFormat::Jpeg)?), places }
    } else {
        return Err(Refusal::Unsupported);
    };
    if aim.read { Ok(masked) } else { Err(Refusal::Unclear) }
}
