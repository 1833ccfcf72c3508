//! Images: their text by optical character recognition, in Dutch and English, with the program `tesseract`.

use super::walk::{Flow, Walk};
use super::{Place, Reason, program};

/// Reads an image file, once where it stands in several places; a TIFF can have several pages.
pub fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    if !walk.is_new(bytes) {
        return Ok(());
    }
    match recognise(walk, bytes) {
        Ok(text) => {
            for (number, page) in (1..).zip(text.split('\x0C')) {
                walk.seen(Place::Page(number), page)?;
            }
            Ok(())
        }
        Err(reason) => walk.problem(reason),
    }
}

/// The text in an image; a form feed ends each page.
pub fn recognise(walk: &mut Walk<'_>, image: &[u8]) -> Result<String, Reason> {
    walk.image()?;
    // Page segmentation 1: also tells which side is up.
    let arguments = ["stdin", "stdout", "-l", "nld+eng", "--psm", "1"];
    let ran = program::run("tesseract", &arguments, image, walk.limits.output)?;
    if ran.complaints.contains("Error opening data file") {
        return Err(Reason::NoProgram);
    }
    // What is left of an image that was cut off is drawn, with a complaint.
    let broken = ["Premature end", "Error in pixRead"].iter().any(|said| ran.complaints.contains(said));
    if !ran.ok || broken {
        return Err(Reason::Damaged);
    }
    Ok(String::from_utf8_lossy(&ran.out).into_owned())
}
