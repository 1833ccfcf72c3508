//! One file of a pack from bytes to a document, within bounds, with every fault as a diagnostic.

use serde_saphyr::Error;

use super::PackFile;
use super::codes::{self, ReadingCode};
use crate::Diagnostic;
use crate::diagnostic::Bilingual;
use crate::model::Document;
use crate::span::{Span, in_file};

/// The largest file of a pack, in bytes. A whole published statement as a pack is about 60 kB.
const LARGEST_FILE: usize = 1 << 20;

/// Parses `file`; spans get `index` as their file.
pub(super) fn parse(file: &PackFile, index: u16) -> Result<Document, Box<Diagnostic>> {
    let start = Span { file: index, line: 1, column: 1 };
    if file.bytes.len() > LARGEST_FILE {
        let size = file.bytes.len();
        return Err(Box::new(codes::TOO_LARGE.at(
            start,
            Bilingual::new(
                format!("dit bestand is {size} bytes; een pakketbestand is ten hoogste {LARGEST_FILE} bytes"),
                format!("this file is {size} bytes; a pack file is at most {LARGEST_FILE} bytes"),
            ),
        )));
    }
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let good = file.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + good.iter().filter(|b| **b == b'\n').count();
            let span = Span { line: u32::try_from(line).unwrap_or(1), ..start };
            return Err(Box::new(
                codes::NOT_UTF8
                    .at(span, Bilingual::new("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text")),
            ));
        }
    };
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#') || line.trim() == "---") {
        return Err(Box::new(
            codes::EMPTY_FILE.at(start, Bilingual::new("dit bestand zegt niets", "this file says nothing")),
        ));
    }
    in_file(index, || serde_saphyr::from_str_with_options(text, options()))
        .map_err(|error| Box::new(diagnose(innermost(&error), start)))
}

/// Bounds against alias bombs, deep nesting and floods; a pack needs none of it.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 24,
            flow_nesting_limit: 24,
            max_documents: 1,
            max_nodes: 50_000,
            max_events: 150_000,
            max_aliases: 200,
            max_anchors: 100,
            max_buffered_comment_events: 4_096,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 20_000,
            max_replay_stack_depth: 4,
            max_alias_expansions_per_anchor: 100,
        },
        strict_booleans: true,
        with_snippet: false,
    }
}

fn innermost(error: &Error) -> &Error {
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => innermost(error),
        other => other,
    }
}

/// A parser error in words for the author of a pack.
fn diagnose(error: &Error, start: Span) -> Diagnostic {
    let span = error.location().filter(|place| place.line() > 0).map_or(start, |place| Span {
        file: start.file,
        line: u32::try_from(place.line()).unwrap_or(1),
        column: u32::try_from(place.column()).unwrap_or(1),
    });
    let told = error.to_string();
    match error {
        Error::SerdeUnknownField { field, expected, .. } => unknown(&codes::UNKNOWN_KEY, field, expected, span),
        Error::SerdeUnknownVariant { variant, expected, .. } => unknown(&codes::UNKNOWN_VALUE, variant, expected, span),
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            codes::DUPLICATE_KEY.at(
                span,
                Bilingual::new(
                    format!("de sleutel '{key}' staat hier twee keer"),
                    format!("the key '{key}' stands here twice"),
                ),
            )
        }
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => codes::OUT_OF_BOUNDS.at(
            span,
            Bilingual::new(
                format!("dit bestand is dieper of groter dan een pakket ooit is: {told}"),
                format!("this file is deeper or larger than a pack ever is: {told}"),
            ),
        ),
        Error::ExternalMessage { .. } | Error::UnknownAnchor { .. } | Error::MultipleDocuments { .. } => {
            codes::NOT_YAML.at(
                span,
                Bilingual::new(format!("dit is geen geldige YAML: {told}"), format!("this is not valid YAML: {told}")),
            )
        }
        _ => codes::WRONG_TYPE.at(span, wrong_type(error, &told)),
    }
}

/// What belongs at the place, where our own types or the parser can say it.
fn wrong_type(error: &Error, told: &str) -> Bilingual {
    if let Error::Message { msg, .. } = error
        && let Some(ours) = Bilingual::of_error(msg)
    {
        return ours;
    }
    // The place stands with the finding already.
    let told = told.rsplit_once(" at line ").map_or(told, |(told, _)| told);
    let form = match error {
        Error::Unexpected { expected: "sequence start", .. } => "hier hoort een lijst, zoals [a, b]",
        Error::Unexpected { expected: "mapping start", .. } => "hier hoort een blok met sleutels, zoals {a: b}",
        Error::Unexpected { expected: "string scalar", .. } => "hier hoort een tekst",
        Error::InvalidBooleanStrict { .. } => "hier hoort true of false",
        Error::InvalidScalar { ty: "u16" | "u32", .. } => "hier hoort een getal",
        Error::SerdeInvalidType { expected, .. } if expected.starts_with("a text") => {
            "hier hoort een tekst, of {nl: ..., en: ...}"
        }
        _ => told,
    };
    Bilingual::new(
        format!("deze waarde heeft een andere vorm dan gevraagd: {form}"),
        format!("another kind of value belongs here: {told}"),
    )
}

fn unknown(code: &ReadingCode, word: &str, expected: &[&str], span: Span) -> Diagnostic {
    let (nl, en) = match nearest(word, expected.iter().copied()) {
        Some(near) => (format!("; bedoelt u '{near}'?"), format!("; did you mean '{near}'?")),
        None => {
            let list = expected.join(", ");
            (format!("; mogelijk zijn: {list}"), format!("; possible are: {list}"))
        }
    };
    let message =
        Bilingual::new(format!("'{word}' is hier niet bekend{nl}"), format!("'{word}' is not known here{en}"));
    code.at(span, message)
}

/// The word of `known` that `word` is most likely a misspelling of.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
