//! PDF: the text layer by `pdftotext`, pages with images or without readable text by character recognition.
//!
//! Poppler reads the text: it knows fonts without a table to Unicode, forms drawn in forms, and damaged files. What is
//! not drawn (properties, notes, fields, embedded files) is read by [`super::objects`].

use std::collections::{BTreeMap, HashSet};

use super::walk::{Flow, Walk};
use super::{Place, Reason, image, objects, program};

/// Images below this many pixels, or this narrow, are marks and lines and hold no text.
const SMALLEST: u64 = 16_000;
const NARROWEST: u64 = 48;
/// The most bytes of a page drawn as PNG.
const LARGEST_PAGE: u64 = 256 << 20;

pub fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    let arguments = ["-layout", "-enc", "UTF-8", "-", "-"];
    let text = match program::run("pdftotext", &arguments, bytes, walk.limits.output) {
        Ok(text) => text,
        Err(reason) => return walk.problem(reason),
    };
    if text.complaints.contains("Incorrect password") {
        return walk.problem(Reason::Encrypted);
    }
    // Even if not one page could be read there can be properties and embedded files.
    let mut damaged = !text.ok || complains(&text.complaints);
    let images = match program::run("pdfimages", &["-list", "-"], bytes, walk.limits.output) {
        Ok(list) => {
            damaged |= !list.ok;
            images_by_page(&String::from_utf8_lossy(&list.out))
        }
        Err(reason) => return walk.problem(reason),
    };
    let said = String::from_utf8_lossy(&text.out);
    let mut pages: Vec<&str> = said.split('\x0C').collect();
    if !text.more {
        pages.pop(); // after the form feed of the last page
    }
    let mut seen = HashSet::new();
    for (number, page) in (1u32..).zip(pages) {
        walk.text(Place::Page(number), page)?;
        let new_image = images.get(&number).into_iter().flatten().filter(|id| seen.insert((*id).clone())).count() > 0;
        if new_image || !is_readable(page) {
            match drawn(walk, bytes, number) {
                Ok(text) => walk.seen(Place::Page(number), &text)?,
                Err(Reason::TooManyImages) => {
                    walk.problem(Reason::TooManyImages)?;
                    break;
                }
                Err(reason) => walk.problem(reason)?,
            }
        }
    }
    if text.more {
        walk.problem(Reason::TooMuchText)?;
    }
    damaged |= objects::read(walk, bytes)?;
    walk.damaged_if(damaged)
}

/// The text that can be seen on a page.
fn drawn(walk: &mut Walk<'_>, bytes: &[u8], page: u32) -> Result<String, Reason> {
    let number = page.to_string();
    let arguments = ["-r", "300", "-gray", "-png", "-f", &number, "-l", &number, "-"];
    let page = program::run("pdftoppm", &arguments, bytes, LARGEST_PAGE)?;
    if !page.ok || page.more || page.out.is_empty() {
        return Err(Reason::Damaged);
    }
    image::recognise(walk, &page.out)
}

/// Whether poppler says that it could not read all. Its warnings are about form, not content.
fn complains(complaints: &str) -> bool {
    complaints.lines().any(|line| line.starts_with("Syntax Error") || line.starts_with("Internal Error"))
}

/// The images on each page that are large enough for text, by a name that is the same where the image is the same.
fn images_by_page(list: &str) -> BTreeMap<u32, Vec<String>> {
    let mut pages: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for line in list.lines().skip(2) {
        // page, number, type, width, height, color, components, bits, encoding, interpolation, object, generation
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [page, number, kind, width, height, .., _, _, _, _] = &columns[..] else { continue };
        let (Ok(page), Ok(width), Ok(height)) = (page.parse(), width.parse::<u64>(), height.parse::<u64>()) else {
            continue;
        };
        let large = width >= NARROWEST && height >= NARROWEST && width.saturating_mul(height) >= SMALLEST;
        if large && matches!(*kind, "image" | "stencil") {
            let object = columns.get(10).filter(|object| object.bytes().all(|byte| byte.is_ascii_digit()));
            let name = object.map_or_else(|| format!("inline {page} {number}"), |object| (*object).to_owned());
            pages.entry(page).or_default().push(name);
        }
    }
    pages
}

/// Whether a text layer is text: fonts without a table give signs that mean nothing.
fn is_readable(page: &str) -> bool {
    let (mut all, mut good) = (0usize, 0usize);
    for c in page.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        good += usize::from(c.is_alphanumeric() || c.is_ascii_punctuation() || "€–—‘’“”•…".contains(c));
    }
    all > 0 && good * 10 >= all * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_images_is_read() {
        let list = "page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio\n\
                    ----\n\
                    \x20  1     0 image    1240  1754  gray    1   8  jpeg   no         9  0   150   150 64.5K 3.0%\n\
                    \x20  1     1 smask    1240  1754  gray    1   8  image  no        10  0   150   150 64.5K 3.0%\n\
                    \x20  2     2 image      20    20  gray    1   8  image  no        11  0   150   150   64B 3.0%\n\
                    \x20  3     3 stencil   800   600  -       1   1  ccitt  no   [inline]     150   150   64B 3.0%\n";
        let pages = images_by_page(list);
        assert_eq!(pages[&1], ["9"]);
        assert_eq!(pages.get(&2), None);
        assert_eq!(pages[&3], ["inline 3 3"]);
    }

    #[test]
    fn signs_without_meaning_are_no_text() {
        assert!(is_readable("Geachte mevrouw, € 12,50 – één"));
        assert!(!is_readable("") && !is_readable("\u{FFFD}\u{FFFD}\u{FFFD}a") && !is_readable("\u{F061}\u{F062}"));
    }
}
