//! Reads the words of a picture and where each stands, with `tesseract`.

use std::ops::Range;

use super::{Place, Refusal};
use crate::extract::{Reason, program};

/// How the reader looks at a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As a page with columns and paragraphs.
    Page,
    /// As words that stand anywhere.
    Sparse,
}

/// The text of a picture, line by line, and the place of each word.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    pub text: String,
    pub words: Vec<Word>,
}

#[derive(Debug, Clone)]
pub struct Word {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub place: Place,
    /// How sure the reader is, 0 to 100.
    pub sure: f32,
}

impl Scan {
    /// Adds a word; `first` when it starts a line.
    pub fn push(&mut self, word: &str, place: Place, sure: f32, first: bool) {
        if !self.text.is_empty() {
            self.text.push(if first { '\n' } else { ' ' });
        }
        let start = self.text.len();
        self.text.push_str(word);
        self.words.push(Word { range: start..self.text.len(), place, sure });
    }

    /// Where the words stand that share a byte with `range`.
    pub fn places(&self, range: &Range<usize>) -> Vec<Place> {
        let shared = |word: &&Word| word.range.start < range.end && range.start < word.range.end;
        self.words.iter().filter(shared).map(|word| word.place).collect()
    }

    /// How sure the reader is of its words on average, each counted by its length; `None` without words.
    pub fn sure(&self) -> Option<f32> {
        let letters: usize = self.words.iter().map(|word| word.range.len()).sum();
        let sum: f32 = self.words.iter().map(|word| word.sure * word.range.len() as f32).sum();
        (letters > 0).then(|| sum / letters as f32)
    }
}

/// The most that is taken of what the reader says of one picture, in bytes.
const MOST: u64 = 16 << 20;

/// Reads a picture, given as a file in memory.
pub fn read(picture: &[u8], layout: Layout) -> Result<Scan, Refusal> {
    let mode = match layout {
        Layout::Page => "3",
        Layout::Sparse => "11",
    };
    let args = ["stdin", "stdout", "-l", "nld+eng", "--dpi", "300", "--psm", mode, "tsv"];
    let ran = program::run("tesseract", &args, picture, MOST).map_err(Refusal::NotDone)?;
    if !ran.ok || ran.more || ran.complaints.contains("Error opening data file") {
        return Err(Refusal::NotDone(if ran.more { Reason::TooMuchText } else { Reason::NoProgram }));
    }
    let (mut scan, mut line) = (Scan::default(), None);
    for row in String::from_utf8_lossy(&ran.out).lines().skip(1) {
        // level, page, block, paragraph, line, word, left, top, width, height, confidence, text
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |cell: usize| cells.get(cell).and_then(|cell| cell.parse::<u32>().ok());
        let (Some(left), Some(top), Some(width), Some(height)) = (number(6), number(7), number(8), number(9)) else {
            continue;
        };
        let Some(word) = cells.get(11).map(|word| word.trim()).filter(|word| !word.is_empty()) else { continue };
        let sure = cells[10].parse().unwrap_or_default();
        let this = Some((number(2), number(3), number(4)));
        scan.push(word, Place { left, top, right: left + width, bottom: top + height }, sure, line != this);
        line = this;
    }
    Ok(scan)
}
