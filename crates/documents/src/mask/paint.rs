//! Paints places of a picture black until no BSN can be read in it any more.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, imageops};

use super::ocr::{Layout, read};
use super::{Refusal, Scan};
use crate::bsn::{Verdict, find_bsns_in_scan};
use crate::mrz;

/// A rectangle of a picture, in pixels; right and bottom are just outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

/// The longest side that the reader is given: an A4 page has 300 dots per inch then.
pub const LONG: u32 = 3508;

/// Pictures with a longest side below this are enlarged for the reader.
const SMALL: u32 = 2400;

/// Below this mean the reader's own confidence says that it did not read, but guessed.
pub const UNCLEAR: f32 = 50.0;

/// How often a picture is looked at. The layouts take turns, as each finds what the other may miss.
const LOOKS: usize = 8;

/// What is painted, and what was seen while doing so.
pub struct Aim {
    /// Numbers that are at least so sure to be a BSN.
    pub least: Verdict,
    /// It must be a paper, and no identity document.
    pub paper: bool,
    /// A word was read, on any of the pictures.
    pub read: bool,
}

impl Aim {
    pub const fn of(least: Verdict) -> Self {
        Aim { least, paper: false, read: false }
    }
}

/// Paints every BSN in `picture`; the answer is how many numbers that were.
///
/// It stops when both ways of reading find nothing. A picture without any word has nothing to read.
pub fn paint(picture: &mut RgbImage, aim: &mut Aim) -> Result<usize, Refusal> {
    let (mut places, mut clean) = (0, 0);
    for look in 0..LOOKS {
        let layout = if look % 2 == 0 { Layout::Page } else { Layout::Sparse };
        let scan = scan(picture, layout)?;
        aim.read |= !scan.words.is_empty();
        if aim.paper && is_identity_document(&scan) {
            return Err(Refusal::Identity);
        }
        if look == 0 && scan.sure().is_some_and(|sure| sure < UNCLEAR) {
            return Err(Refusal::Unclear);
        }
        let found = bsn_places(&scan, aim.least);
        for place in found.iter().flatten() {
            black(picture, *place);
        }
        places += found.len();
        clean = if found.is_empty() { clean + 1 } else { 0 };
        if clean == 2 {
            return Ok(places);
        }
    }
    Err(Refusal::StillReadable)
}

/// Fillers (`<`) in a line that only a machine-readable zone has.
const FILLERS: usize = 4;

/// Whether the machine-readable zone of an identity document was read.
fn is_identity_document(scan: &Scan) -> bool {
    let fillers = |zone: &mrz::Zone| scan.text[zone.range.clone()].matches(['<', '«', '‹']).count();
    mrz::find_in_scan(&scan.text).iter().any(|zone| fillers(zone) >= FILLERS)
}

/// The words of `picture`, which is enlarged for the reader when it is small.
pub fn scan(picture: &RgbImage, layout: Layout) -> Result<Scan, Refusal> {
    let longest = picture.width().max(picture.height());
    let larger = if longest < SMALL { f64::from(SMALL) / f64::from(longest.max(1)) } else { 1.0 };
    let mut file = Cursor::new(Vec::new());
    let written = if larger > 1.0 {
        let size = |side: u32| (f64::from(side) * larger).round().max(1.0) as u32;
        let (width, height) = (size(picture.width()), size(picture.height()));
        imageops::resize(picture, width, height, imageops::FilterType::Triangle).write_to(&mut file, ImageFormat::Pnm)
    } else {
        picture.write_to(&mut file, ImageFormat::Pnm)
    };
    written.map_err(|_| Refusal::Damaged)?;
    let mut scan = read(file.get_ref(), layout)?;
    for word in &mut scan.words {
        word.place = word.place.scaled(1.0 / larger);
    }
    Ok(scan)
}

/// Where the words of each BSN stand.
pub fn bsn_places(scan: &Scan, least: Verdict) -> Vec<Vec<Place>> {
    let hits = find_bsns_in_scan(&scan.text).into_iter().filter(|hit| hit.verdict >= least);
    hits.map(|hit| scan.places(&hit.range)).collect()
}

/// Paints a place black, with a margin of a sixth of its height.
pub fn black(picture: &mut RgbImage, place: Place) {
    let margin = 2 + place.bottom.saturating_sub(place.top) / 6;
    let (right, bottom) = (place.right + margin, place.bottom + margin);
    for y in place.top.saturating_sub(margin)..bottom.min(picture.height()) {
        for x in place.left.saturating_sub(margin)..right.min(picture.width()) {
            picture.put_pixel(x, y, Rgb([0, 0, 0]));
        }
    }
}

impl Place {
    /// The same place in a picture that is `factor` times as large.
    pub fn scaled(self, factor: f64) -> Self {
        let scale = |at: u32| (f64::from(at) * factor).round() as u32;
        Self { left: scale(self.left), top: scale(self.top), right: scale(self.right), bottom: scale(self.bottom) }
    }
}
