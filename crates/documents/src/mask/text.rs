//! Masks numbers in a text: digits become stars, the length and the separators stay.

use crate::bsn::{Verdict, find_bsns};

/// What stands in the place of a digit.
pub const STAR: char = '*';

/// The text with the digits of every BSN replaced, all nine of them; and how many numbers that were.
pub fn mask_text(text: &str, least: Verdict) -> (String, usize) {
    let hits: Vec<_> = find_bsns(text).into_iter().filter(|hit| hit.verdict >= least).collect();
    let mut masked = text.to_owned();
    for hit in &hits {
        // A letter that a scanner took for a digit goes too; separators stay.
        let stars: String =
            text[hit.range.clone()].chars().map(|c| if c.is_alphanumeric() { STAR } else { c }).collect();
        masked.replace_range(hit.range.clone(), &stars);
    }
    (masked, hits.len())
}
