//! Masks a PNG or JPEG. The pixels are decoded, painted and encoded anew: no metadata goes along.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::paint::{Aim, paint};
use super::{Refusal, pdf};
use crate::bsn::Verdict;

/// Neither side of a picture may be longer.
const SIDE: u32 = 12_000;

/// The picture without the BSNs in it, in the format it came in; and how many numbers were masked.
pub fn mask(bytes: &[u8], least: Verdict) -> Result<(Vec<u8>, usize), Refusal> {
    let format = image::guess_format(bytes).map_err(|_| Refusal::Unsupported)?;
    let mut picture = decode(bytes)?;
    let places = paint(&mut picture, &mut Aim::of(least))?;
    Ok((encode(picture, format)?, places))
}

/// The pictures that a file shows: itself, or the pages of a PDF.
pub fn pictures(bytes: &[u8], most: usize) -> Result<Vec<RgbImage>, Refusal> {
    if bytes.starts_with(b"%PDF-") {
        pdf::pages(bytes, most)
    } else if most == 0 {
        Err(Refusal::TooLarge)
    } else {
        Ok(vec![decode(bytes)?])
    }
}

/// The pixels of a picture as it is meant to be seen: turned as its metadata say, on white where it is transparent.
pub fn decode(bytes: &[u8]) -> Result<RgbImage, Refusal> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::Damaged)?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let turned = decoder.orientation().map_err(refusal)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(turned);
    if !picture.color().has_alpha() {
        return Ok(picture.into_rgb8());
    }
    let mut seen = picture.into_rgba8();
    for pixel in seen.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for channel in &mut pixel.0[..3] {
            *channel = ((u32::from(*channel) * alpha + 255 * (255 - alpha)) / 255) as u8;
        }
    }
    Ok(DynamicImage::ImageRgba8(seen).into_rgb8())
}

/// The picture as a file without metadata.
pub fn encode(picture: RgbImage, format: ImageFormat) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).map_err(refusal)?;
    Ok(bytes.into_inner())
}

fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge,
        ImageError::Unsupported(_) => Refusal::Unsupported,
        _ => Refusal::Damaged,
    }
}
