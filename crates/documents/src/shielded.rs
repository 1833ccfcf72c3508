//! Checks whether a copy of an identity document was shielded as a policy asks, and what is wrong with it.
//!
//! The check reads the picture as a person would: by words and their places, and by pixels where something must be
//! covered. A number with a thin line through it is not covered, as the eye still reads it. What the check cannot
//! see it does not accept: an unclear picture is a fault, a photo in an unknown place is left to a person.

mod look;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mask::{Refusal, encode, pictures};
use look::Seen;

/// What must be done to a copy. Which of it a corporation asks is in its policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// It says that it is a copy.
    pub marked_as_copy: bool,
    /// It says for whom: one of these names. Empty: not asked.
    pub recipient: Vec<String>,
    /// It says when it was made: on this day at the earliest, and not after the day of the check.
    pub date: Option<Date>,
    /// The BSN is covered, in its field and in the machine-readable zone.
    pub bsn: bool,
    pub document_number: bool,
    pub photo: bool,
}

/// What is wrong with a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Unclear,
    NotMarked,
    NoRecipient,
    NoDate,
    Bsn,
    BsnInZone,
    DocumentNumber,
    Photo,
}

/// The outcome of the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shielded {
    /// Each once, in the order in which a sender would mend them.
    pub faults: Vec<Fault>,
    /// The photo must be covered and the check does not know where it is: a person must look.
    pub photo_unseen: bool,
}

impl Shielded {
    /// Whether the copy may be kept for the check of identity: what is left, a person looks at.
    pub const fn acceptable(&self) -> bool {
        self.faults.is_empty()
    }
}

/// The outcome, and what a person is to look at.
#[derive(Clone, PartialEq, Eq)]
pub struct Checked {
    pub shielded: Shielded,
    /// All pages, one below the other, as a JPEG without metadata. Empty where the copy has faults: it is not kept.
    pub picture: Vec<u8>,
}

impl std::fmt::Debug for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checked").field("shielded", &self.shielded).finish_non_exhaustive()
    }
}

/// Pages of one upload, in one file or in several: front and back, and some to spare.
const PAGES: usize = 4;

/// Checks the pictures or PDFs in `files` on the day `today`. They are not to be stored.
pub fn check(files: &[&[u8]], rules: &Rules, today: Date) -> Result<Checked, Refusal> {
    let mut pages = Vec::new();
    for file in files {
        pages.extend(pictures(file, PAGES.saturating_sub(pages.len()))?);
    }
    let seen = Seen::of(&pages)?;
    let mut faults = Vec::new();
    let mut fault = |wrong: bool, fault: Fault| {
        if wrong {
            faults.push(fault);
        }
    };
    fault(!seen.clear, Fault::Unclear);
    fault(rules.marked_as_copy && !seen.says_copy(), Fault::NotMarked);
    fault(!rules.recipient.is_empty() && !rules.recipient.iter().any(|name| seen.says(name)), Fault::NoRecipient);
    fault(rules.date.is_some_and(|earliest| !seen.says_day(earliest, today)), Fault::NoDate);
    fault(rules.bsn && seen.bsn, Fault::Bsn);
    fault(rules.bsn && seen.bsn_in_zone, Fault::BsnInZone);
    fault(rules.document_number && seen.document_number, Fault::DocumentNumber);
    fault(rules.photo && seen.photo == Some(false), Fault::Photo);
    let shielded = Shielded { faults, photo_unseen: rules.photo && seen.photo.is_none() };
    let picture = if shielded.acceptable() { sheet(pages)? } else { Vec::new() };
    Ok(Checked { shielded, picture })
}

/// The longest side of a page that a person looks at, in pixels: 150 dots per inch on A4.
const SHOWN: u32 = 1754;

/// The pages one below the other, as JPEG.
fn sheet(pages: Vec<RgbImage>) -> Result<Vec<u8>, Refusal> {
    let pages: Vec<RgbImage> = pages
        .into_iter()
        .map(|page| match page.width().max(page.height()) > SHOWN {
            true => DynamicImage::ImageRgb8(page).resize(SHOWN, SHOWN, FilterType::Triangle).into_rgb8(),
            false => page,
        })
        .collect();
    let wide = pages.iter().map(RgbImage::width).max().unwrap_or_default();
    let high = pages.iter().map(RgbImage::height).sum();
    let mut sheet = RgbImage::from_pixel(wide, high, Rgb([255; 3]));
    let mut top = 0;
    for page in &pages {
        imageops::replace(&mut sheet, page, 0, top);
        top += i64::from(page.height());
    }
    encode(sheet, ImageFormat::Jpeg)
}
