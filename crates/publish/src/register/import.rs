//! Reads a register that a corporation already keeps (XLSX, ODS, CSV) into the files of a pack.
//!
//! Nothing is dropped in silence: every cell that is not taken over is a [`Finding`] with its row and column.

mod cells;
mod mapping;
mod pack;
mod read;
mod vocabulary;

pub use mapping::{Field, Mapping, MappingError};
pub use read::{Cell, Grid, ReadError, read_grid};
pub use vocabulary::Vocabulary;

use gestand_policy::model::Basis;
use i18n_embed_fl::fl;

use crate::Lang;
use crate::lang::loader;

/// What an import gives: the files of a pack, and all that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Name and YAML text: `activities.yaml`, and `recipients.yaml` where recipients are taken into use.
    pub files: Vec<(&'static str, String)>,
    /// How many activities `activities.yaml` holds.
    pub activities: usize,
    /// The bases that they rest on, for [`pack_yaml`].
    pub bases: Vec<Basis>,
    /// In the order of the file: first about columns, then row by row.
    pub findings: Vec<Finding>,
}

impl Imported {
    /// Whether everything was taken over but the columns that the map leaves out.
    pub fn is_complete(&self) -> bool {
        self.findings.iter().all(|finding| matches!(finding.problem, Problem::ColumnIgnored { .. }))
    }
}

/// Something in the file that was not taken over, or not as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Row as a spreadsheet counts it; absent for a finding about a whole column.
    pub row: Option<usize>,
    /// Column as a spreadsheet names it: `C`.
    pub column: String,
    /// The heading of the column.
    pub heading: String,
    pub problem: Problem,
}

/// What was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The map says nothing of this column; so many cells of it are filled.
    ColumnUnknown { filled: usize },
    /// The map leaves this column out; so many cells of it are filled.
    ColumnIgnored { filled: usize },
    /// The map names a column that the file does not have.
    ColumnMissing,
    /// A word that the vocabulary does not know, with the nearest label it does know.
    Word { word: String, nearest: Option<String> },
    /// A word that stands for more than one id.
    Ambiguous { word: String, ids: Vec<String> },
    /// A recipient that the vocabulary does not know; it is added with this id and its role and region are open.
    NewRecipient { word: String, id: String },
    /// No basis of Art. 6(1) is recognised.
    Basis { word: String },
    /// Not a day.
    Date { word: String },
    /// Neither yes nor no.
    YesNo { word: String },
    /// The cell holds a formula; what it computes is not taken over.
    Formula,
    /// The activity has no name, so the row is not taken over.
    NoName,
    /// An earlier row has this id; this row has got the other.
    SameId { id: String, instead: String },
}

/// Takes the rows of `grid` over as `mapping` says, with the ids of `vocabulary`.
///
/// # Errors
/// [`ReadError::NoColumns`] when the map names no column of the file; [`ReadError::Unwritable`] when a text cannot be
/// written as YAML.
pub fn import(grid: &Grid, mapping: &Mapping, vocabulary: &Vocabulary) -> Result<Imported, ReadError> {
    let columns = mapping.columns_of(grid);
    if !columns.fields.iter().any(Option::is_some) {
        return Err(ReadError::NoColumns { file: grid.file.clone() });
    }
    let mut findings = columns.findings;
    let (activities, recipients) = pack::activities(grid, &columns.fields, mapping, vocabulary, &mut findings);
    let count = activities.len();
    let mut bases: Vec<Basis> = activities.values().flat_map(|activity| activity.bases()).copied().collect();
    bases.sort_unstable();
    bases.dedup();
    let files = pack::files(activities, recipients).map_err(unwritable)?;
    Ok(Imported { files, activities: count, bases, findings })
}

/// The `pack.yaml` of a new pack in the folder `name`: it builds on the sector and lists the bases in use.
///
/// # Errors
/// [`ReadError::Unwritable`] when the name cannot be written as YAML.
pub fn pack_yaml(name: &str, bases: &[Basis]) -> Result<String, ReadError> {
    pack::start(name, bases).map_err(unwritable)
}

fn unwritable(error: impl std::fmt::Display) -> ReadError {
    ReadError::Unwritable { problem: error.to_string() }
}

impl Finding {
    /// `rij 4, kolom C (Doel): …`, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        let l = loader(lang);
        let (column, heading) = (self.column.as_str(), self.heading.as_str());
        let place = match self.row {
            Some(row) => fl!(l, "register-import-cell", row = row, column = column, heading = heading),
            None if column.is_empty() => heading.to_owned(),
            None => fl!(l, "register-import-column", column = column, heading = heading),
        };
        format!("{place}: {}", self.problem.message(lang))
    }
}

impl Problem {
    /// What is wrong and what to do, in a sentence or two.
    pub fn message(&self, lang: Lang) -> String {
        let l = loader(lang);
        match self {
            Problem::ColumnUnknown { filled } => fl!(l, "register-import-column-unknown", filled = filled.to_string()),
            Problem::ColumnIgnored { filled } => fl!(l, "register-import-column-ignored", filled = filled.to_string()),
            Problem::ColumnMissing => fl!(l, "register-import-column-missing"),
            Problem::Word { word, nearest: Some(nearest) } => {
                fl!(l, "register-import-word-near", word = word.as_str(), nearest = nearest.as_str())
            }
            Problem::Word { word, nearest: None } => fl!(l, "register-import-word", word = word.as_str()),
            Problem::Ambiguous { word, ids } => {
                fl!(l, "register-import-ambiguous", word = word.as_str(), ids = ids.join(", "))
            }
            Problem::NewRecipient { word, id } => {
                fl!(l, "register-import-recipient", word = word.as_str(), id = id.as_str())
            }
            Problem::Basis { word } => fl!(l, "register-import-basis", word = word.as_str()),
            Problem::Date { word } => fl!(l, "register-import-date", word = word.as_str()),
            Problem::YesNo { word } => fl!(l, "register-import-yes-no", word = word.as_str()),
            Problem::Formula => fl!(l, "register-import-formula"),
            Problem::NoName => fl!(l, "register-import-no-name"),
            Problem::SameId { id, instead } => {
                fl!(l, "register-import-same-id", id = id.as_str(), instead = instead.as_str())
            }
        }
    }
}
