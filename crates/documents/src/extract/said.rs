//! What extraction says: parts of text, metadata fields, problems.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that a file says, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// What the file is by its content, as a media type.
    Is(String),
    Part(Part),
    Field(Field),
    Problem(Problem),
}

/// A piece of text and where it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Names of the files it stands in, from the outside in: attachments, embedded files, messages of a mailbox.
    /// Empty for the file itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<String>,
    pub place: Place,
    /// Read from an image: letters and digits may be wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ocr: bool,
    pub text: String,
}

/// Where in its file a text stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The whole of the text, or the body of a message.
    Body,
    /// A page; the first is 1.
    Page(u32),
    /// A row of a sheet: the cells from `column` (the first is 0) on, a tab between every two.
    Row { sheet: String, row: u32, column: u32 },
    /// A header or property of a message.
    Header(String),
    /// A named part: of an office document its XML part; of a PDF `annotation`, `form`, `outline` and the like.
    Section(String),
}

/// A piece of metadata.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<String>,
    pub name: String,
    pub value: String,
}

/// Something that could not be read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<String>,
    pub reason: Reason,
}

/// Why something could not be read. Holds nothing of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    #[error("it is encrypted or asks for a password")]
    Encrypted,
    #[error("it is damaged or cut off: what was read may not be all")]
    Damaged,
    #[error("its format is not known")]
    Unknown,
    #[error("its format is known but cannot be read")]
    Unsupported,
    #[error("the file is too large")]
    TooLarge,
    #[error("it unpacks to too much")]
    Unpacks,
    #[error("it stands too deep in other files")]
    TooDeep,
    #[error("it holds too many files")]
    TooManyFiles,
    #[error("it has too many pages that must be read as images")]
    TooManyImages,
    #[error("it has more text than is read")]
    TooMuchText,
    #[error("reading took too long")]
    Time,
    #[error("reading took too much memory")]
    Memory,
    #[error("the reading process stopped")]
    Crashed,
    #[error("a program that reads it is not installed, or a language of it")]
    NoProgram,
    #[error("the reading process could not be started")]
    NoWorker,
    #[error("the reading process could not be shut in on this system")]
    NoSandbox,
}

/// All that a file says.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// What the file is by its content, where that is known.
    pub media_type: Option<String>,
    pub parts: Vec<Part>,
    pub fields: Vec<Field>,
    pub problems: Vec<Problem>,
}

impl Extracted {
    /// Whether all of the file was read. If not, `problems` says why, and an absent text proves nothing.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.problems.is_empty()
    }

    /// Takes in what was said next.
    pub fn take(&mut self, said: Said) {
        match said {
            Said::Is(media_type) => self.media_type = Some(media_type),
            Said::Part(part) => self.parts.push(part),
            Said::Field(field) => self.fields.push(field),
            Said::Problem(problem) => self.problems.push(problem),
        }
    }
}

impl Part {
    /// The name of the cell at byte `offset` of the text, such as `B12`; only for a row of a sheet.
    #[must_use]
    pub fn cell_at(&self, offset: usize) -> Option<String> {
        let Place::Row { row, column, .. } = &self.place else { return None };
        let tabs = self.text.as_bytes().get(..offset)?.iter().filter(|byte| **byte == b'\t').count();
        let mut number = column.checked_add(u32::try_from(tabs).ok()?)?.checked_add(1)?;
        let mut letters = Vec::new();
        while number > 0 {
            number -= 1;
            letters.push(char::from(b'A' + u8::try_from(number % 26).ok()?));
            number /= 26;
        }
        Some(letters.into_iter().rev().chain(row.to_string().chars()).collect())
    }
}

// What a file says is personal data: no Debug shows it, so no log can.

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("ocr", &self.ocr).field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("bytes", &self.value.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem").field("depth", &self.inside.len()).field("reason", &self.reason).finish()
    }
}

impl fmt::Debug for Extracted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extracted")
            .field("media_type", &self.media_type)
            .field("parts", &self.parts.len())
            .field("fields", &self.fields.len())
            .field("problems", &self.problems)
            .finish()
    }
}
