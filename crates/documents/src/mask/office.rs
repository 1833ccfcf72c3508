//! Masks DOCX and XLSX: digits are replaced in every part, pictures are painted, the package is written anew.
//!
//! A text can be cut into pieces of different looks, so the pieces of a paragraph are read as one. Numbers in cells,
//! formulas and attributes become zeros, as a star there would break the file. A part that is neither XML nor PNG nor
//! JPEG (an embedded spreadsheet, a macro, a drawing of another program) makes that the whole is refused.

use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Refusal, picture};
use crate::bsn::{Verdict, find_bsns};

/// Parts in one package, and bytes that all of them may unpack to.
const PARTS: usize = 2_000;
const UNPACKED: u64 = 256 << 20;

pub fn mask(bytes: &[u8], least: Verdict) -> Result<(Vec<u8>, usize), Refusal> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let office = package.index_for_name("[Content_Types].xml").is_some();
    if !office {
        return Err(Refusal::Unsupported);
    }
    if package.len() > PARTS {
        return Err(Refusal::TooLarge);
    }
    let (mut written, mut places, mut left) = (ZipWriter::new(Cursor::new(Vec::new())), 0, UNPACKED);
    for number in 0..package.len() {
        let part = package.by_index(number).map_err(|_| Refusal::Damaged)?;
        let name = part.name().map_err(|_| Refusal::Damaged)?.into_owned();
        if part.is_dir() {
            continue;
        }
        if find_bsns(&name).iter().any(|hit| hit.verdict >= least) {
            return Err(Refusal::Embedded);
        }
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
        left = left.checked_sub(content.len() as u64).ok_or(Refusal::TooLarge)?;
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let (content, found) = match ending.as_str() {
            "xml" | "rels" | "vml" => xml(content, least)?,
            "png" | "jpg" | "jpeg" => picture::mask(&content, least)?,
            _ => return Err(Refusal::Embedded),
        };
        places += found;
        let broken = |_| Refusal::Damaged;
        written.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
        written.write_all(&content).map_err(|_| Refusal::Damaged)?;
    }
    let written = written.finish().map_err(|_| Refusal::Damaged)?;
    Ok((written.into_inner(), places))
}

/// One byte of the text as it is read: where it stands in the part, and what replaces it.
struct Letter {
    start: usize,
    end: usize,
    cover: u8,
}

/// The text of a part, and where each byte of it comes from.
#[derive(Default)]
struct Flat {
    text: String,
    letters: Vec<Letter>,
}

impl Flat {
    fn push(&mut self, text: &str, start: usize, cover: u8) {
        self.text.push_str(text);
        self.letters.extend((start..start + text.len()).map(|at| Letter { start: at, end: at + 1, cover }));
    }

    /// Text that does not stand in the part as it is: a separator (nothing of the part), or a character by its number.
    fn push_as(&mut self, text: &str, start: usize, end: usize, cover: u8) {
        self.text.push_str(text);
        self.letters.extend(text.bytes().map(|_| Letter { start, end, cover }));
    }
}

/// Elements with text that goes on in the next element.
const RUNS: [&str; 4] = ["t", "delText", "instrText", "r"];

/// Elements that end a piece of text, whatever stands in them.
const BLOCKS: [&str; 6] = ["p", "si", "c", "tc", "row", "comment"];

/// The part with every BSN replaced. The result is searched again.
fn xml(content: Vec<u8>, least: Verdict) -> Result<(Vec<u8>, usize), Refusal> {
    let text = String::from_utf8(content).map_err(|_| Refusal::Unsupported)?;
    let flats = read(&text)?;
    let mut bytes = text.into_bytes();
    let mut places = 0;
    for flat in &flats {
        for hit in find_bsns(&flat.text).into_iter().filter(|hit| hit.verdict >= least) {
            places += 1;
            let digits = hit.range.clone().filter(|at| flat.text.as_bytes()[*at].is_ascii_alphanumeric());
            for letter in digits.map(|at| &flat.letters[at]) {
                bytes[letter.start..letter.end].fill(b' ');
                bytes[letter.start] = letter.cover;
            }
        }
    }
    let masked = String::from_utf8(bytes).map_err(|_| Refusal::Damaged)?;
    let left = read(&masked)?.iter().any(|flat| find_bsns(&flat.text).iter().any(|hit| hit.verdict >= least));
    if left { Err(Refusal::StillReadable) } else { Ok((masked.into_bytes(), places)) }
}

/// The running text of a part first; then each tag, comment and the like by itself.
fn read(part: &str) -> Result<Vec<Flat>, Refusal> {
    let (mut running, mut others) = (Flat::default(), Vec::new());
    let (mut open, mut spoke): (Vec<String>, bool) = (Vec::new(), false);
    let mut reader = Reader::from_str(part);
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(|_| Refusal::Damaged)?;
        let end = position(&reader);
        let cover = if open.last().is_some_and(|name| name == "v" || name == "f") { b'0' } else { b'*' };
        match event {
            Event::Eof => break,
            Event::Text(_) | Event::CData(_) => {
                running.push(&part[start..end], start, cover);
                spoke = true;
            }
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|_| Refusal::Damaged)?.unwrap_or('&');
                running.push_as(&letter.to_string(), start, end, cover);
            }
            Event::DocType(_) => return Err(Refusal::Unsupported),
            Event::Start(tag) => {
                open.push(tag.local_name().as_ref().to_owned());
                spoke = false;
                others.push(alone(part, start, end)?);
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                if BLOCKS.contains(&name.as_str()) || (spoke && !RUNS.contains(&name.as_str())) {
                    running.push_as("\n", start, start, b'*');
                }
                spoke = false;
            }
            Event::Empty(tag) => {
                if matches!(tag.local_name().as_ref(), "tab" | "br" | "cr" | "noBreakHyphen") {
                    running.push_as(" ", start, start, b'*');
                }
                others.push(alone(part, start, end)?);
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => others.push(alone(part, start, end)?),
        }
    }
    others.push(running);
    Ok(others)
}

/// A tag or comment as a text of its own. A digit that is written by its number in it is not followed.
fn alone(part: &str, start: usize, end: usize) -> Result<Flat, Refusal> {
    let raw = &part[start..end];
    if ["&#4", "&#5", "&#x3", "&#0"].iter().any(|digit| raw.contains(digit)) {
        return Err(Refusal::Unsupported);
    }
    let mut flat = Flat::default();
    flat.push(raw, start, b'0');
    Ok(flat)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
