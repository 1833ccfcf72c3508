//! From the lines of a published statement to the nodes of a policy, and back: promises and coverage.
//!
//! A trace names lines, `"12"`, `"12-14"` or `"12-14#1a2b3c4d"`: 1-based line numbers, both ends included, with an
//! optional hash of the lines, so that a changed text shows which promises to review. Or it names a promise of a
//! catalogue that the node carries, `woonbron-055`: see [`catalogue`].

pub mod catalogue;
mod nodes;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::model::Document;
use crate::policy::{Origin, Policy, fnv1a_32};
use crate::span::Span;

/// Lines of a text, and what they were when someone wrote the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// 1-based.
    pub first: u32,
    /// Not before `first`.
    pub last: u32,
    /// See [`line_hash`]; absent: not stamped.
    pub hash: Option<u32>,
}

/// Why a text is not a trace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a trace; write '12', '12-14', '12-14#1a2b3c4d' or the id of a promise such as 'woonbron-055'")]
pub struct TraceError(pub String);

impl FromStr for LineRange {
    type Err = TraceError;

    fn from_str(text: &str) -> Result<Self, TraceError> {
        let error = || TraceError(text.chars().take(60).collect());
        let (lines, hash) = match text.split_once('#') {
            Some((lines, hash)) if hash.len() == 8 => {
                (lines, Some(u32::from_str_radix(hash, 16).map_err(|_| error())?))
            }
            Some(_) => return Err(error()),
            None => (text, None),
        };
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        let number = |digits: &str| digits.trim().parse::<u32>().ok().filter(|n| *n > 0).ok_or_else(error);
        let (first, last) = (number(first)?, number(last)?);
        if last < first {
            return Err(error());
        }
        Ok(LineRange { first, last, hash })
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.last != self.first {
            write!(f, "-{}", self.last)?;
        }
        match self.hash {
            Some(hash) => write!(f, "#{hash:08x}"),
            None => Ok(()),
        }
    }
}

/// One entry of a `trace` list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceRef {
    Lines(LineRange),
    /// The id of a promise in a catalogue: a name in small letters, a hyphen, three digits.
    Promise(String),
}

impl FromStr for TraceRef {
    type Err = TraceError;

    fn from_str(text: &str) -> Result<Self, TraceError> {
        let is_promise = text.rsplit_once('-').is_some_and(|(name, number)| {
            let named = name.starts_with(|c: char| c.is_ascii_lowercase());
            named && number.len() == 3 && number.bytes().all(|digit| digit.is_ascii_digit())
        });
        if is_promise { Ok(TraceRef::Promise(text.to_owned())) } else { text.parse().map(TraceRef::Lines) }
    }
}

/// A node of the corporation's own pack: what it promises, and where its published text says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseNode {
    /// The path of the node, such as `activities.rent_collection` or `requests.extension`.
    pub id: String,
    /// The first part of the path.
    pub section: String,
    pub span: Span,
    /// The traced lines; malformed traces are left out (they have a diagnostic).
    pub lines: Vec<LineRange>,
    /// Ids of the promises of a catalogue that it carries.
    pub carries: Vec<String>,
}

/// All nodes that the corporation states itself, in the order of the policy.
pub fn promises(policy: &Policy) -> Vec<PromiseNode> {
    let mut promises = Vec::new();
    nodes::walk(&policy.document, &mut |node| {
        if policy.origin(node.span) == Origin::Own {
            let (mut lines, mut carries) = (Vec::new(), Vec::new());
            for reference in node.trace.iter().filter_map(|trace| trace.value.parse().ok()) {
                match reference {
                    TraceRef::Lines(range) => lines.push(range),
                    TraceRef::Promise(id) => carries.push(id),
                }
            }
            let section = node.path.split('.').next().unwrap_or_default().to_owned();
            promises.push(PromiseNode { section, id: node.path, span: node.span, lines, carries });
        }
    });
    promises
}

/// The paths of all nodes of `document`, the corporation's and the shared ones.
pub(crate) fn paths(document: &Document) -> Vec<String> {
    let mut paths = Vec::new();
    nodes::walk(document, &mut |node| paths.push(node.path));
    paths
}

/// Every trace that is not one, with its place.
pub(crate) fn malformed(policy: &Policy) -> Vec<(Span, TraceError)> {
    let mut found = Vec::new();
    nodes::walk(&policy.document, &mut |node| {
        for trace in node.trace {
            if let Err(error) = trace.value.parse::<TraceRef>() {
                found.push((trace.span, error));
            }
        }
    });
    found
}

/// How much of a published text the policy accounts for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Number of lines with text.
    pub content_lines: usize,
    /// Of those, the lines that at least one node is traced to.
    pub covered_lines: usize,
    /// The lines with text that no node is traced to, ascending.
    pub uncovered: Vec<u32>,
    /// Per traced line the nodes that come from it.
    #[serde(skip)]
    pub by_line: BTreeMap<u32, Vec<String>>,
    /// Nodes whose lines have changed since they were stamped, or lie past the end of the text.
    #[serde(skip)]
    pub stale: Vec<(String, LineRange)>,
}

/// Compares the traces of the corporation's own nodes with the published `text`.
pub fn coverage(policy: &Policy, text: &str) -> Coverage {
    let content = content_lines(text);
    let length = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let mut by_line: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut stale = Vec::new();
    for node in promises(policy) {
        for range in node.lines {
            if range.last > length || range.hash.is_some_and(|hash| hash != hash_of(text, range)) {
                stale.push((node.id.clone(), range));
            }
            for line in range.first..=range.last.min(length) {
                let nodes = by_line.entry(line).or_default();
                if nodes.last() != Some(&node.id) {
                    nodes.push(node.id.clone());
                }
            }
        }
    }
    let uncovered: Vec<u32> = content.iter().copied().filter(|line| !by_line.contains_key(line)).collect();
    Coverage { content_lines: content.len(), covered_lines: content.len() - uncovered.len(), uncovered, by_line, stale }
}

/// The 1-based numbers of the lines of `text` that hold more than white space.
pub fn content_lines(text: &str) -> BTreeSet<u32> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).map(|(number, _)| number).collect()
}

/// The stamp of the lines of `range`: 8 hex digits, FNV-1a over the trimmed lines joined by line feeds.
pub fn line_hash(text: &str, range: LineRange) -> String {
    format!("{:08x}", hash_of(text, range))
}

fn hash_of(text: &str, range: LineRange) -> u32 {
    let lines: Vec<&str> = (1..)
        .zip(text.lines())
        .filter(|(number, _)| (range.first..=range.last).contains(number))
        .map(|(_, line)| line.trim())
        .collect();
    fnv1a_32(lines.join("\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_reads_back_as_it_was_written() {
        for text in ["12", "12-14", "3#0000abcd", "12-14#1a2b3c4d"] {
            assert_eq!(text.parse::<LineRange>().map(|range| range.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_trace_is_refused() {
        for text in ["", "0", "14-12", "a", "12-", "12#", "12#12345", "12#zzzzzzzz", "99999999999", "1-2-3"] {
            assert!(text.parse::<LineRange>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_trace_may_name_a_promise() {
        assert_eq!("woonbron-055".parse(), Ok(TraceRef::Promise("woonbron-055".to_owned())));
        for text in ["woonbron-55", "woonbron-05a", "-055", "Woonbron-055", "woonbron055"] {
            assert!(text.parse::<TraceRef>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_hash_ignores_margins_but_not_words() {
        let range = LineRange { first: 2, last: 3, hash: None };
        let stamp = line_hash("kop\n een \ntwee\nrest", range);
        assert_eq!(stamp, line_hash("andere kop\r\neen\r\n  twee\r\n", range));
        assert_ne!(stamp, line_hash("kop\n een \ntweeën\nrest", range));
    }
}
