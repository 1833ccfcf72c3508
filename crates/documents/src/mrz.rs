//! Reads the machine-readable zone of Dutch identity documents, and the BSN that older ones hold there.
//!
//! Layout: ICAO 9303 parts 4 and 5. The Netherlands wrote the BSN into the optional data of passports (second line of
//! 44, positions 29-37) and cards (first line of 30, positions 16-24) until August 2021. The line of a driving licence
//! holds none. A scanner confuses characters: a letter counts as the digit it resembles where the eleven-test and the
//! check digit behind the field agree.

use std::ops::Range;

use memchr::memmem;

use crate::bsn::{Hit, Verdict, looks_like_bsn};

/// What the line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// The first line of a passport: the name.
    PassportName,
    /// The second line of a passport: numbers, the BSN of old ones.
    Passport,
    /// The first line of an identity card: numbers, the BSN of old ones.
    Card,
    /// The only line of a driving licence.
    Licence,
}

/// One line of a machine-readable zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    pub document: Document,
    /// Bytes of the text, from the first to the last character of the zone.
    pub range: Range<usize>,
    /// The BSN in it.
    pub bsn: Option<Hit>,
}

impl Zone {
    pub(crate) fn into_hit(self) -> Option<Hit> {
        self.bsn
    }
}

/// A character of the zone and where it stands in the text.
type Sign = (u8, Range<usize>);

/// Fewer characters are no line of a zone, not even one that was read badly.
const SHORTEST: usize = 24;

/// The lines of machine-readable zones in a text. A line without two fillers (`<<`) is not looked at.
pub fn find(text: &str) -> Vec<Zone> {
    let (mut zones, mut done) = (Vec::new(), 0);
    for at in memmem::find_iter(text.as_bytes(), "<<") {
        if at < done {
            continue;
        }
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
        // In a clear text the letters of the state can be read.
        if memmem::find(&text.as_bytes()[start..end], b"NLD").is_some() {
            zones.extend(in_line(text, start..end, false));
        }
        done = end;
    }
    zones
}

/// The same in a text that a scanner read: every line is looked at, and confused characters are put right.
pub fn find_in_scan(text: &str) -> Vec<Zone> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        range
    });
    lines.flat_map(|line| in_line(text, line, true)).collect()
}

/// Nothing longer is looked at in one piece: a line of a zone has 44 characters, and spaces.
const LONGEST: usize = 200;

fn in_line(text: &str, line: Range<usize>, scan: bool) -> Vec<Zone> {
    let mut pieces: Vec<Vec<Sign>> = vec![Vec::new()];
    for (at, c) in text[line.clone()].char_indices() {
        let place = line.start + at..line.start + at + c.len_utf8();
        let Some(last) = pieces.last_mut() else { continue };
        match sign(c, scan) {
            Some((sign, count)) if last.len() < LONGEST => last.extend(std::iter::repeat_n((sign, place), count)),
            None if c == ' ' => {}
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.iter().filter(|signs| signs.len() >= SHORTEST).filter_map(|signs| zone(signs, scan)).collect()
}

/// The character of the zone that `c` is, and how often: one `«` is two fillers.
fn sign(c: char, scan: bool) -> Option<(u8, usize)> {
    match c {
        'A'..='Z' | '0'..='9' | '<' => Some((c as u8, 1)),
        '«' => Some((b'<', 2)),
        '‹' => Some((b'<', 1)),
        'c' | 'e' | 'k' | '(' | '{' if scan => Some((b'<', 1)),
        'a'..='z' if scan => Some((c.to_ascii_uppercase() as u8, 1)),
        _ => None,
    }
}

/// What a row of characters is, if it is a line of a Dutch document.
fn zone(signs: &[Sign], scan: bool) -> Option<Zone> {
    let state = |at: usize| {
        signs[at].0 == b'N'
            && matches!(signs[at + 1].0, b'L' | b'I' | b'1')
            && matches!(signs[at + 2].0, b'D' | b'O' | b'0')
    };
    let fillers = signs.iter().filter(|(sign, _)| *sign == b'<').count();
    for at in (2..signs.len().saturating_sub(2)).filter(|at| state(*at)) {
        let kind = (signs[at - 2].0, signs[at - 1].0);
        let dates = at >= 8
            && signs.get(at + 3..at + 9).is_some_and(|birth| birth.iter().all(|(sign, _)| digit(*sign).is_some()));
        // Where the BSN stands, from the letters of the state; in a bad reading a character more or less.
        let (document, from, bsn) = if dates {
            (Document::Passport, at.saturating_sub(10), bsn_at(signs, at + 18))
        } else if matches!(kind, (b'I' | b'1' | b'L', _)) && (fillers > 1 || scan) {
            (Document::Card, at - 2, bsn_at(signs, at + 13))
        } else if kind.0 == b'P' && fillers > 1 {
            (Document::PassportName, at - 2, None)
        } else if matches!(kind, (b'D', b'1' | b'I' | b'L')) && signs.len() - at >= SHORTEST {
            (Document::Licence, at - 2, None)
        } else {
            continue;
        };
        return Some(Zone { document, range: signs[from].1.start..signs[signs.len() - 1].1.end, bsn });
    }
    // The letters of the state are lost: nine digits before the fillers are where a BSN would be.
    let bsn = (12..signs.len().saturating_sub(12)).find_map(|at| bare(signs, at))?;
    let document = if signs.len() > 35 { Document::Passport } else { Document::Card };
    Some(Zone { document, range: signs[0].1.start..signs[signs.len() - 1].1.end, bsn: Some(bsn) })
}

/// The BSN at `at`, or one or two characters beside it.
fn bsn_at(signs: &[Sign], at: usize) -> Option<Hit> {
    [at, at + 1, at - 1, at + 2, at - 2].into_iter().find_map(|at| {
        let field = signs.get(at..at + 9)?;
        let read: String =
            field.iter().filter_map(|(sign, _)| digit(*sign)).map(|digit| char::from(b'0' + digit)).collect();
        let behind = signs.get(at + 9..(at + 14).min(signs.len()))?;
        let fillers = behind.iter().filter(|(sign, _)| *sign == b'<').count();
        if read.len() != 9 || !looks_like_bsn(&read) || fillers < 2 {
            return None;
        }
        let exact = field.iter().all(|(sign, _)| sign.is_ascii_digit());
        let proven = signs.get(at + 14).and_then(|(sign, _)| digit(*sign)) == Some(check_digit(read.as_bytes()));
        let verdict = if exact || proven { Verdict::Certain } else { Verdict::Likely };
        Some(Hit { range: field[0].1.start..field[8].1.end, verdict })
    })
}

/// Nine true digits with their check digit behind five fillers.
fn bare(signs: &[Sign], at: usize) -> Option<Hit> {
    let field = signs.get(at..at + 9).filter(|field| field.iter().all(|(sign, _)| sign.is_ascii_digit()))?;
    let fillers = signs.get(at + 9..at + 14)?.iter().all(|(sign, _)| *sign == b'<');
    let read: Vec<u8> = field.iter().map(|(sign, _)| *sign).collect();
    let proven = signs.get(at + 14).and_then(|(sign, _)| digit(*sign)) == Some(check_digit(&read));
    let read = String::from_utf8(read).ok()?;
    (fillers && proven && looks_like_bsn(&read))
        .then(|| Hit { range: field[0].1.start..field[8].1.end, verdict: Verdict::Likely })
}

/// The digit that a character is, or that a scanner took it for.
pub(crate) const fn digit(sign: u8) -> Option<u8> {
    match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'O' | b'Q' | b'D' => Some(0),
        b'I' | b'L' => Some(1),
        b'Z' => Some(2),
        b'S' => Some(5),
        b'G' => Some(6),
        b'B' => Some(8),
        _ => None,
    }
}

/// The check digit of ICAO 9303 part 3, section 4.9, of digits; fillers behind them count as zero.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 =
        digits.iter().zip([7, 3, 1].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    (sum % 10) as u8
}
