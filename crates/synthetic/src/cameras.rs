//! Camera footage: small segments in folders by camera and day.

use std::path::Path;

use jiff::civil::Date;

use crate::Error;
use crate::chance::days_after;
use crate::files::save;

const CAMERAS: [&str; 4] = ["hal-voorbeeldstraat", "garage-proefplein", "entree-modellaan", "kantoor-balie"];
const TIMES: [&str; 3] = ["07-00-00", "15-00-00", "23-00-00"];
/// How many days back there is footage; far past every term, so that something is overdue.
const DAYS: i64 = 60;

/// Writes the footage and gives the number of segments; `done` is told how many days are written.
pub fn write(root: &Path, today: Date, mut done: impl FnMut(u64, u64)) -> Result<u64, Error> {
    let mut segments = 0;
    let segment = segment();
    for (count, back) in (1..).zip((0..=DAYS).rev()) {
        let day = days_after(today, -back);
        for camera in CAMERAS {
            for time in TIMES {
                save(&root.join(format!("{camera}/{day}/{time}.mp4")), &segment)?;
                segments += 1;
            }
        }
        done(count, DAYS.unsigned_abs() + 1);
    }
    Ok(segments)
}

/// An MP4 file that says what it is and shows nothing: a `ftyp` box and a `free` box of 200 bytes.
fn segment() -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(24u32.to_be_bytes());
    bytes.extend(b"ftypisom");
    bytes.extend(512u32.to_be_bytes());
    bytes.extend(b"isomiso2");
    bytes.extend(208u32.to_be_bytes());
    bytes.extend(b"free");
    bytes.resize(bytes.len() + 200, 0);
    bytes
}
