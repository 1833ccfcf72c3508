//! Masks a PDF: every page becomes a picture with the BSNs painted over, and a new PDF is made of the pictures.

use image::{ImageFormat, RgbImage};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use super::paint::{Aim, LONG, Place, black, bsn_places, paint};
use super::picture::{decode, encode};
use super::{Masked, Refusal, Scan};
use crate::extract::program;

/// More pages are refused: each is read twice at least.
const PAGES: usize = 60;

/// Width and height in points, and the picture as JPEG.
type Page = (f32, f32, (u32, u32), Vec<u8>);

pub fn mask(bytes: &[u8], aim: &mut Aim) -> Result<Masked, Refusal> {
    let layer = text_layer(bytes)?;
    if layer.len() > PAGES {
        return Err(Refusal::TooLarge);
    }
    let (mut pages, mut places) = (Vec::new(), 0);
    for (number, (width, height, words)) in (1..).zip(layer) {
        let mut picture = draw(bytes, number)?;
        // The text layer gives pages as they lie before they are turned.
        let lies = (picture.width() > picture.height()) != (width > height);
        let (width, height) = if lies { (height, width) } else { (width, height) };
        let scale = f64::from(picture.width()) / f64::from(width) / f64::from(TENTH);
        let found = bsn_places(&words, aim.least);
        places += found.len();
        for place in found.iter().flatten() {
            black(&mut picture, place.scaled(scale));
        }
        places += paint(&mut picture, aim)?;
        let size = picture.dimensions();
        pages.push((width, height, size, encode(picture, ImageFormat::Jpeg)?));
    }
    Ok(Masked { bytes: written(&pages), places })
}

/// The longest side of A4, in points.
const A4: f32 = 842.0;

/// A PDF of one picture, given as JPEG with its size in pixels, on a page with the longest side of A4.
pub fn of_picture(size: (u32, u32), jpeg: Vec<u8>) -> Vec<u8> {
    let (wide, high) = (size.0 as f32, size.1 as f32);
    let scale = A4 / wide.max(high).max(1.0);
    written(&[(wide * scale, high * scale, size, jpeg)])
}

/// The pages of a PDF as pictures; more than `most` are refused.
pub fn pages(bytes: &[u8], most: usize) -> Result<Vec<RgbImage>, Refusal> {
    let count = text_layer(bytes)?.len();
    if count > most { Err(Refusal::TooLarge) } else { (1..=count).map(|page| draw(bytes, page)).collect() }
}

/// The most that is taken of a text layer with the place of each word, in bytes.
const LAYER: u64 = 256 << 20;

/// The most that a page can be as a picture that is not packed, in bytes.
const PICTURE: u64 = 3 * (LONG as u64) * (LONG as u64) + 64;

/// Places of the text layer are kept in tenths of a point.
const TENTH: f32 = 10.0;

/// Per page: width, height, and its words in tenths of a point. Hidden text is in it too; that does no harm.
fn text_layer(bytes: &[u8]) -> Result<Vec<(f32, f32, Scan)>, Refusal> {
    let ran =
        program::run("pdftotext", &["-cropbox", "-bbox-layout", "-", "-"], bytes, LAYER).map_err(Refusal::NotDone)?;
    if ran.more {
        return Err(Refusal::TooLarge);
    }
    if !ran.ok {
        return Err(if ran.complaints.contains("password") { Refusal::Encrypted } else { Refusal::Damaged });
    }
    let (mut pages, mut first): (Vec<(f32, f32, Scan)>, bool) = (Vec::new(), true);
    for row in String::from_utf8_lossy(&ran.out).lines().map(str::trim) {
        let number = |name: &str| attribute(row, name).filter(|number| number.is_finite());
        if row.starts_with("<page ") {
            let (width, height) = number("width").zip(number("height")).ok_or(Refusal::Damaged)?;
            pages.push((width.max(1.0), height.max(1.0), Scan::default()));
        } else if row.starts_with("<line ") {
            first = true;
        } else if let Some((_, text)) = row.strip_prefix("<word ").and_then(|word| word.split_once('>')) {
            let text = text.trim_end_matches("</word>");
            let text = quick_xml::escape::unescape(text).map_or(text.into(), |text| text.into_owned());
            let edge = |name: &str| number(name).map(|at| (at * TENTH).max(0.0) as u32).ok_or(Refusal::Damaged);
            let place = Place { left: edge("xMin")?, top: edge("yMin")?, right: edge("xMax")?, bottom: edge("yMax")? };
            let page = pages.last_mut().ok_or(Refusal::Damaged)?;
            page.2.push(&text, place, 100.0, first);
            first = false;
        }
    }
    if pages.is_empty() { Err(Refusal::Damaged) } else { Ok(pages) }
}

/// The number in `name="…"`.
fn attribute(row: &str, name: &str) -> Option<f32> {
    let (_, rest) = row.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()?.parse().ok()
}

/// The page as a picture of a fixed longest side, whatever size it says it has.
fn draw(bytes: &[u8], number: usize) -> Result<RgbImage, Refusal> {
    let (number, side) = (number.to_string(), LONG.to_string());
    let args = ["-cropbox", "-f", &number, "-l", &number, "-scale-to", &side, "-"];
    let ran = program::run("pdftoppm", &args, bytes, PICTURE).map_err(Refusal::NotDone)?;
    if !ran.ok || ran.more { Err(Refusal::Damaged) } else { decode(&ran.out) }
}

/// A PDF of pictures and nothing else.
fn written(pages: &[Page]) -> Vec<u8> {
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    let reference = |page: usize, part: usize| Ref::new(3 + i32::try_from(3 * page + part).unwrap_or(i32::MAX - 3));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let kids = (0..pages.len()).map(|page| reference(page, 0));
    pdf.pages(tree).kids(kids).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (number, (width, height, size, jpeg)) in pages.iter().enumerate() {
        let (picture, content) = (reference(number, 1), reference(number, 2));
        let mut page = pdf.page(reference(number, 0));
        page.media_box(Rect::new(0.0, 0.0, *width, *height)).parent(tree).contents(content);
        page.resources().x_objects().pair(Name(b"P"), picture);
        page.finish();
        let mut object = pdf.image_xobject(picture, jpeg);
        object.filter(Filter::DctDecode);
        object.width(size.0.cast_signed()).height(size.1.cast_signed());
        object.color_space().device_rgb();
        object.bits_per_component(8);
        object.finish();
        let mut draw = Content::new();
        draw.transform([*width, 0.0, 0.0, *height, 0.0, 0.0]).x_object(Name(b"P"));
        pdf.stream(content, &draw.finish());
    }
    pdf.finish()
}
