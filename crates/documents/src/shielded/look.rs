//! What can be seen on a copy of an identity document: words, the machine-readable zone, and what is covered.

use image::RgbImage;
use jiff::civil::Date;

use crate::bsn::{bsn_name_ends, find_bsns_in_scan};
use crate::mask::{Layout, Place, Refusal, Scan, UNCLEAR, scan};
use crate::mrz::{self, Document, Zone};

/// What is seen on all pages together.
#[derive(Debug, Default)]
pub struct Seen {
    /// The words, each line of each way of reading.
    text: String,
    /// An identity document can be recognised, and read.
    pub clear: bool,
    /// A BSN outside the machine-readable zone can be read, or its place is not covered.
    pub bsn: bool,
    /// The same in the machine-readable zone.
    pub bsn_in_zone: bool,
    pub document_number: bool,
    /// Whether the photo is covered, where its place is known.
    pub photo: Option<bool>,
}

/// Words that are printed on Dutch identity documents.
const PRINTED: [&str; 9] = [
    "koninkrijk",
    "nederland",
    "paspoort",
    "passport",
    "identiteitskaart",
    "identity card",
    "rijbewijs",
    "verblijf",
    "driving licence",
];

/// How the names of the months start, in Dutch and English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

impl Seen {
    pub fn of(pages: &[RgbImage]) -> Result<Self, Refusal> {
        let mut seen = Self::default();
        for picture in pages {
            for layout in [Layout::Page, Layout::Sparse] {
                let scan = scan(picture, layout)?;
                seen.look(picture, &scan);
            }
        }
        Ok(seen)
    }

    fn look(&mut self, picture: &RgbImage, scan: &Scan) {
        let zones = mrz::find_in_scan(&scan.text);
        let lower = scan.text.to_lowercase();
        let known = !zones.is_empty() || PRINTED.iter().any(|word| lower.contains(word));
        self.clear |= known && scan.sure().is_some_and(|sure| sure >= UNCLEAR);
        let in_zone = |at: usize| zones.iter().any(|zone| zone.range.contains(&at));
        for hit in find_bsns_in_scan(&scan.text) {
            *(if in_zone(hit.range.start) { &mut self.bsn_in_zone } else { &mut self.bsn }) = true;
        }
        for end in bsn_name_ends(&scan.text).into_iter().filter(|end| !in_zone(*end)) {
            self.bsn |= scan.places(&(end - 1..end)).iter().any(|name| unclear_beside(picture, scan, *name));
        }
        self.document_number |= scan.text.split_whitespace().any(is_document_number);
        for zone in &zones {
            self.look_at_zone(picture, scan, zone);
        }
        self.text.push_str(&lower);
        self.text.push('\n');
    }

    fn look_at_zone(&mut self, picture: &RgbImage, scan: &Scan, zone: &Zone) {
        // The first word tells how wide a character is, also when the rest of the line is covered.
        let Some(word) = scan.words.iter().find(|word| word.range.end > zone.range.start) else { return };
        let signs = scan.text[word.range.clone()].chars().count().max(1) as u32;
        let (place, line) = (word.place, &scan.text[zone.range.clone()]);
        let sign = f64::from(place.right - place.left) / f64::from(signs);
        let across = |from: f64, to: f64| {
            let at = |signs: f64| place.left + (signs * sign).round() as u32;
            Place { left: at(from), right: at(to), ..place }
        };
        let start = match zone.document {
            Document::Passport => 28,
            Document::Card => 15,
            Document::PassportName | Document::Licence => usize::MAX,
        };
        if start < usize::MAX && signs >= 12 {
            // New documents have fillers in the place of the BSN.
            let fillers = line.chars().filter(|c| *c != ' ').skip(start).take(9).filter(|c| *c == '<').count();
            let bsn = across(start as f64 + 0.3, start as f64 + 8.7);
            self.bsn_in_zone |= fillers < 5 && !is_even(picture, bsn);
        }
        self.document_number |= match zone.document {
            Document::Passport => line.chars().take(9).all(|c| c.is_ascii_alphanumeric()),
            Document::Card => line.chars().skip(5).take(9).all(|c| c.is_ascii_alphanumeric()),
            _ => false,
        };
        // ICAO 9303 part 4: the photo stands above the left of the zone, which is 44 characters wide.
        if zone.document == Document::PassportName && signs >= 12 {
            let up = |signs: f64| place.top.saturating_sub((signs * sign).round() as u32);
            let photo = Place { top: up(19.0), bottom: up(5.0), ..across(1.0, 11.0) };
            let covered = is_even(picture, photo);
            self.photo = Some(self.photo.unwrap_or(true) && covered);
        }
    }

    pub fn says_copy(&self) -> bool {
        self.text.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let word = word.replace('0', "o");
            word.starts_with("kopie") || word.starts_with("copy") || word.starts_with("copie")
        })
    }

    /// Whether a name stands on it, however it is spaced.
    pub fn says(&self, name: &str) -> bool {
        let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let name = plain(name);
        !name.is_empty() && plain(&self.text).contains(&name)
    }

    /// Whether a day from `earliest` to `today` stands on it.
    pub fn says_day(&self, earliest: Date, today: Date) -> bool {
        let words: Vec<&str> =
            self.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.windows(3).filter_map(day).any(|day| (earliest..=today).contains(&day))
    }
}

/// Day, month and year, as numbers or with the name of the month.
fn day(words: &[&str]) -> Option<Date> {
    let [first, month, last] = words else { return None };
    let month = match month.parse::<i8>() {
        Ok(month) => month,
        Err(_) => {
            i8::try_from(MONTHS.iter().position(|names| names.iter().any(|name| month.starts_with(name)))?).ok()? + 1
        }
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year: i16 = year.parse().ok()?;
    Date::new(if year < 100 { year + 2000 } else { year }, month, day.parse().ok()?).ok()
}

/// The number of a Dutch document: two letters, six letters or digits, one digit.
fn is_document_number(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 9
        && bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[8].is_ascii_digit()
        && bytes[2..8].iter().filter(|byte| byte.is_ascii_digit()).count() > 2
}

/// Whether something that is neither read nor covered stands to the right of a name of the BSN.
fn unclear_beside(picture: &RgbImage, scan: &Scan, name: Place) -> bool {
    let height = name.bottom - name.top;
    let number = Place { left: name.right + height / 2, right: name.right + 6 * height, ..name };
    let read = |place: &Place| {
        place.left < number.right && number.left < place.right && place.top < number.bottom && number.top < place.bottom
    };
    let words = scan.words.iter().filter(|word| word.sure > 60.0);
    !words.map(|word| word.place).any(|place| read(&place)) && !is_even(picture, number)
}

/// How many of 100 pixels must be alike for a place to be covered, or empty.
const EVEN: usize = 90;

/// How far two pixels that are alike may differ in brightness, of 255.
const ALIKE: u8 = 40;

/// Whether a place is covered with one shade. Characters with a line through them are not.
fn is_even(picture: &RgbImage, place: Place) -> bool {
    let (right, bottom) = (place.right.min(picture.width()), place.bottom.min(picture.height()));
    let mut shades: Vec<u8> = (place.top..bottom)
        .flat_map(|y| (place.left..right).map(move |x| (x, y)))
        .map(|(x, y)| (picture.get_pixel(x, y).0.iter().map(|channel| u16::from(*channel)).sum::<u16>() / 3) as u8)
        .collect();
    if shades.is_empty() {
        return true;
    }
    shades.sort_unstable();
    let middle = shades[shades.len() / 2];
    let alike = shades.iter().filter(|shade| shade.abs_diff(middle) <= ALIKE).count();
    alike * 100 >= shades.len() * EVEN
}
