//! Path patterns with placeholders: `contracten/{relation_number}/{title}-{date}.{ext}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::moment::fits;

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
        if parts.len() == self.parts.len() { self.fit(&parts, Values::new()) } else { None }
    }

    /// The placeholders that the folders of a path tell; `None` when no path of this shape, with these values, lies
    /// below them.
    pub fn begins(&self, folder: &str, known: Values) -> Option<Values> {
        let parts: Vec<&str> = folder.split('/').collect();
        if parts.len() < self.parts.len() { self.fit(&parts, known) } else { None }
    }

    fn fit(&self, parts: &[&str], mut values: Values) -> Option<Values> {
        self.parts.iter().zip(parts).all(|(pieces, part)| fit(pieces, part, &mut values)).then_some(values)
    }

    /// Whether all paths of this shape lie in one folder with this name.
    pub fn lies_in(&self, folder: &str) -> bool {
        matches!(self.parts.first().map(Vec::as_slice), Some([Piece::Text(text)]) if text == folder)
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
                if known && fits(name, value) && fit(rest, &part[end..], values) {
                    values.insert(name.clone(), value.to_owned());
                    return true;
                }
            }
            false
        }
    }
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
        assert_eq!((values["camera"].as_str(), values["datetime"].as_str()), ("hal_1", "2026-11-20T14-30-00"));
        let known = Values::from([("camera".to_owned(), "hal-1".to_owned())]);
        assert_eq!(pattern.begins("hal-1/2026-11-20", known.clone()).unwrap()["date"], "2026-11-20");
        for elsewhere in ["hal-2", "hal-1/los", "hal-1/2026-11-20/14-30-00.mp4"] {
            assert!(pattern.begins(elsewhere, known.clone()).is_none(), "{elsewhere}");
        }
    }

    #[test]
    fn layouts_of_recorders() {
        for (pattern, path, date) in [
            ("{year}/{month}/{day}/{channel}_{rest}.mp4", "2026/11/20/ch01_000123.mp4", "20"),
            (
                "{date}/{channel}/dav/{hour}/{time}-{rest}.dav",
                "2026-11-20/001/dav/15/15.30.00-15.35.00[M][0@0][0].dav",
                "2026-11-20",
            ),
            ("ch{channel}_{datetime}.mp4", "ch01_20261120153000.mp4", "20261120153000"),
            (
                "{camera}/{part}/{name}-{date}-{time}-{epoch}.mp4",
                "Hal/20261120PM/Hal-20261120-153000-1795217400.mp4",
                "20261120",
            ),
            ("{camera}_{n}_rotating_{epoch_ms}.ubv", "F09FC2_0_rotating_1795217400000.ubv", "1795217400000"),
        ] {
            let values = Pattern::parse(pattern).unwrap().matches(path).unwrap_or_else(|| panic!("{path}"));
            let told = ["date", "datetime", "day", "epoch_ms"].iter().find_map(|hole| values.get(*hole));
            assert_eq!(told.map(String::as_str), Some(date), "{path}");
        }
    }

    #[test]
    fn wrong_patterns() {
        for wrong in ["", "/a", "a//b", "../a", "a/{", "{a}{b}", "a}", "{}"] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}
