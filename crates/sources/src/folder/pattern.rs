//! Path patterns with placeholders: `contracten/{relation_number}/{title}-{date}.{ext}`.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer};

/// One piece of a part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Hole(String),
}

/// A pattern of a path below the root of a folder.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written.
    pub text: String,
    parts: Vec<Vec<Piece>>,
}

/// What the placeholders stand for in one path.
pub type Values = BTreeMap<String, String>;

impl Pattern {
    fn parse(text: &str) -> Result<Self, String> {
        let part = |part: &str| {
            if part.is_empty() || part == "." || part == ".." {
                return Err(format!("'{text}' is not a path below the root"));
            }
            pieces(part).ok_or_else(|| format!("'{part}' has a brace too many, or two placeholders side by side"))
        };
        let parts = text.split('/').map(part).collect::<Result<Vec<_>, _>>()?;
        Ok(Pattern { text: text.to_owned(), parts })
    }

    /// The placeholders of `path`; `None` when it has another shape.
    pub fn matches(&self, path: &str) -> Option<Values> {
        let parts: Vec<&str> = path.split('/').collect();
        let mut values = Values::new();
        let fits = parts.len() == self.parts.len()
            && self.parts.iter().zip(parts).all(|(pieces, part)| fit(pieces, part, &mut values));
        fits.then_some(values)
    }

    pub fn has(&self, hole: &str) -> bool {
        self.parts.iter().flatten().any(|piece| matches!(piece, Piece::Hole(name) if name == hole))
    }

    /// The folder in which all paths lie that have `value` for `hole`, as far as whole parts tell.
    pub fn folder_of(&self, hole: &str, value: &str) -> String {
        let mut known = Vec::new();
        for part in &self.parts[..self.parts.len().saturating_sub(1)] {
            match part.as_slice() {
                [Piece::Text(text)] => known.push(text.as_str()),
                [Piece::Hole(name)] if name == hole => known.push(value),
                _ => break,
            }
        }
        known.join("/")
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Pattern::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

fn pieces(part: &str) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('{') {
            let (name, after) = after.split_once('}')?;
            if name.is_empty() || name.contains('{') || matches!(out.last(), Some(Piece::Hole(_))) {
                return None;
            }
            out.push(Piece::Hole(name.to_owned()));
            rest = after;
        } else {
            let (text, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
            if text.contains('}') {
                return None;
            }
            out.push(Piece::Text(text.to_owned()));
            rest = after;
        }
    }
    Some(out)
}

/// The shortest texts that fit, tried from left to right.
fn fit(pieces: &[Piece], part: &str, values: &mut Values) -> bool {
    match pieces.split_first() {
        None => part.is_empty(),
        Some((Piece::Text(text), rest)) => {
            part.strip_prefix(text.as_str()).is_some_and(|after| fit(rest, after, values))
        }
        Some((Piece::Hole(name), rest)) => {
            let ends = part.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in ends {
                let value = &part[..end];
                let known = values.get(name).is_none_or(|earlier| earlier == value);
                if known && well_formed(name, value) && fit(rest, &part[end..], values) {
                    values.insert(name.clone(), value.to_owned());
                    return true;
                }
            }
            false
        }
    }
}

fn well_formed(hole: &str, value: &str) -> bool {
    match hole {
        "date" | "datetime" => day(hole, value).is_some(),
        "time" => time(value).is_some(),
        _ => true,
    }
}

/// The day in the value of a placeholder: `2026-11-20`, or `2026-11-20T14-30-00` (`:` or `-`, `T` or `_`).
pub fn day(hole: &str, value: &str) -> Option<Date> {
    if hole != "datetime" {
        return if value.len() == 10 { value.parse().ok() } else { None };
    }
    let (date, clock) = (value.get(..10)?, value.get(11..)?);
    let date: Date = date.parse().ok()?;
    let parted = matches!(value.as_bytes().get(10), Some(b'T' | b'_'));
    time(clock).filter(|_| parted).map(|time| DateTime::from_parts(date, time).date())
}

fn time(value: &str) -> Option<Time> {
    let digits: String = value.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = |at: usize| digits.get(at..at + 2)?.parse::<i8>().ok();
    if plain && matches!(value.len(), 6 | 8) { Time::new(number(0)?, number(2)?, number(4)?, 0).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document() {
        let pattern = Pattern::parse("contracten/{relation_number}/{title}-{date}.{ext}").unwrap();
        let values = pattern.matches("contracten/R000001/huurcontract-bijlage-2024-05-31.tar.gz").unwrap();
        assert_eq!(values["relation_number"], "R000001");
        assert_eq!(values["title"], "huurcontract-bijlage");
        assert_eq!(values["date"], "2024-05-31");
        assert!(pattern.matches("contracten/R000001/huurcontract-2024-13-31.pdf").is_none());
        assert!(pattern.matches("contracten/R000001/diep/huurcontract-2024-05-31.pdf").is_none());
        assert_eq!(pattern.folder_of("relation_number", "R000001"), "contracten/R000001");
    }

    #[test]
    fn a_camera_segment() {
        let pattern = Pattern::parse("{camera}/{date}/{time}.mp4").unwrap();
        assert!(pattern.matches("hal-1/2026-11-20/14-30-00.mp4").is_some());
        assert!(pattern.matches("hal-1/2026-11-20/143000.mp4").is_some());
        assert!(pattern.matches("hal-1/2026-11-20/25-30-00.mp4").is_none());
        assert_eq!(pattern.folder_of("relation_number", "x"), "");
        let stamp = Pattern::parse("{camera}_{datetime}.mp4").unwrap();
        let values = stamp.matches("hal_1_2026-11-20T14-30-00.mp4").unwrap();
        assert_eq!(day("datetime", &values["datetime"]), Some(jiff::civil::date(2026, 11, 20)));
    }

    #[test]
    fn wrong_patterns() {
        for wrong in ["", "/a", "a//b", "../a", "a/{", "{a}{b}", "a}", "{}"] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}
