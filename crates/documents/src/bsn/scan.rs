//! Finds BSNs in a text that a scanner read, where letters stand for digits and digits are missing.

use super::{Hit, Verdict, apart, find_bsns, is_date, looks_like_bsn, words};
use crate::mrz;

/// How far behind a name of the BSN its number starts, in characters.
const NEAR: usize = 24;

/// What is a BSN in a text from a scanner: more is told than of a clear text, as what cannot be read may be one.
///
/// Behind a name of the BSN a row of 7 to 10 characters that look like digits is told: certain when it passes the
/// eleven-test with letters read as the digits they resemble, likely otherwise.
pub fn find_bsns_in_scan(text: &str) -> Vec<Hit> {
    let mut hits = find_bsns(text);
    hits.extend(mrz::find_in_scan(text).into_iter().filter_map(mrz::Zone::into_hit));
    hits.extend(words::names_in_scan(text).into_iter().filter_map(|end| behind_name(text, end)));
    apart(hits)
}

/// The first row of groups of characters like digits behind a name.
fn behind_name(text: &str, end: usize) -> Option<Hit> {
    let window = text[end..].char_indices().nth(2 * NEAR).map_or(text.len(), |(at, _)| end + at);
    let (mut at, mut row, mut digits, mut groups) = (end, None, String::new(), Vec::new());
    for group in text[end..window].split_inclusive([' ', '.', '-', '|', '\n', ':']) {
        let bare = group.trim_end_matches([' ', '.', '-', '|', '\n', ':']);
        let alike: Option<Vec<u8>> = bare.bytes().map(|byte| mrz::digit(byte.to_ascii_uppercase())).collect();
        match alike.filter(|_| bare.bytes().any(|byte| byte.is_ascii_digit())) {
            Some(alike) => {
                row = Some(row.map_or(at, |(start, _)| start)).map(|start| (start, at + bare.len()));
                groups.push(alike.len());
                digits.extend(alike.iter().map(|digit| char::from(b'0' + digit)));
            }
            None if bare.is_empty() => {}
            None if digits.len() >= 7 => break,
            None => (row, digits, groups) = (None, String::new(), Vec::new()),
        }
        at += group.len();
        if row.is_none() && at > end + NEAR {
            return None;
        }
        if digits.len() >= 9 {
            break;
        }
    }
    let (start, end) = row.filter(|_| (7..=10).contains(&digits.len()))?;
    let proper = text[start..end].bytes().filter(u8::is_ascii_digit).count();
    let verdict = if looks_like_bsn(&digits) { Verdict::Certain } else { Verdict::Likely };
    let date = is_date(&groups, &digits);
    (proper >= 5 && !date).then_some(Hit { range: start..end, verdict })
}

/// Where the names of the BSN end in a text that a scanner read; beside them a number is to be expected.
pub(crate) fn bsn_name_ends(text: &str) -> Vec<usize> {
    words::names_in_scan(text)
}
