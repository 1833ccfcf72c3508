//! The map of an import: which column is which field, what parts a list, and what words stand for.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Cell, Finding, Grid, Problem};
use crate::register::Column;

/// A field of an activity that a column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Id,
    Label,
    Purpose,
    Basis,
    Law,
    Interest,
    Balanced,
    Ground,
    ConsentGiven,
    ConsentWithdraw,
    Subjects,
    Data,
    Functions,
    Recipients,
    /// Recipients that are processors (Art. 28).
    Processors,
    Origins,
    AutomatedDecision,
    Profiling,
    Safeguards,
    IfNotProvided,
    Marketing,
}

/// A mapping file (YAML). Headings are compared without regard to capitals and spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The sheet; default: the first with content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Heading of the file and the field it fills. Several columns may fill one list.
    pub columns: IndexMap<String, Field>,
    /// Headings that are left out on purpose.
    pub ignore: Vec<String>,
    /// What parts a list in a cell: a sign, or `newline`; default: `;` and `newline`.
    pub separators: Vec<String>,
    /// Words of the file and the ids they stand for: `NAW: [name, address]`. An empty list leaves the word out.
    pub words: IndexMap<String, Vec<String>>,
}

/// The mapping file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct MappingError {
    pub file: String,
    pub problem: String,
}

/// What each column of a file is for.
pub(super) struct Columns {
    pub fields: Vec<Option<Field>>,
    pub findings: Vec<Finding>,
}

/// Headings of registers of Dutch organisations, and of our own CSV in both languages.
const HEADINGS: [(Field, &[&str]); 21] = [
    (Field::Id, &["kenmerk", "identifier", "id", "nummer", "verwerkingsnummer", "volgnummer"]),
    (
        Field::Label,
        &[
            "verwerkingsactiviteit",
            "processing activity",
            "naam verwerking",
            "verwerking",
            "naam van de verwerking",
            "naam",
            "proces",
            "activiteit",
            "titel",
        ],
    ),
    (
        Field::Purpose,
        &[
            "doel",
            "purpose",
            "doeleinden",
            "doel van de verwerking",
            "verwerkingsdoel",
            "doeleinde",
            "doelen",
            "verwerkingsdoeleinden",
        ],
    ),
    (
        Field::Basis,
        &[
            "grondslag",
            "lawful basis",
            "rechtsgrond",
            "wettelijke grondslag",
            "grondslagen",
            "rechtmatigheid",
            "grondslag verwerking",
        ],
    ),
    (Field::Law, &["wet", "act", "wetsartikel", "wettelijke basis", "wet- en regelgeving", "wettelijke verplichting"]),
    (
        Field::Interest,
        &["gerechtvaardigd belang", "legitimate interest", "toelichting gerechtvaardigd belang", "belang"],
    ),
    (Field::Balanced, &["datum belangenafweging", "date of the balancing test", "belangenafweging", "datum lia"]),
    (
        Field::Ground,
        &[
            "uitzondering voor bijzondere of strafrechtelijke gegevens",
            "exception for special or criminal data",
            "uitzonderingsgrond",
            "doorbrekingsgrond",
            "grondslag bijzondere persoonsgegevens",
        ],
    ),
    (Field::ConsentGiven, &["toestemming gegeven", "consent given", "wijze van toestemming", "toestemming"]),
    (Field::ConsentWithdraw, &["toestemming intrekken", "consent withdrawn", "intrekken toestemming"]),
    (
        Field::Subjects,
        &[
            "betrokkenen",
            "data subjects",
            "categorieën betrokkenen",
            "categorie betrokkenen",
            "groepen betrokkenen",
            "categorieën van betrokkenen",
            "betrokkene",
        ],
    ),
    (
        Field::Data,
        &[
            "persoonsgegevens",
            "personal data",
            "categorieën persoonsgegevens",
            "soort persoonsgegevens",
            "gegevens",
            "categorie persoonsgegevens",
            "bijzondere persoonsgegevens",
            "categorieën van persoonsgegevens",
        ],
    ),
    (
        Field::Functions,
        &[
            "functies met toegang",
            "functions with access",
            "afdeling",
            "afdelingen",
            "toegang",
            "proceseigenaar",
            "wie heeft toegang",
            "interne ontvangers",
        ],
    ),
    (
        Field::Recipients,
        &[
            "ontvangers",
            "recipients",
            "categorieën ontvangers",
            "verstrekking aan",
            "derden",
            "externe ontvangers",
            "categorieën van ontvangers",
        ],
    ),
    (Field::Processors, &["verwerkers", "processors", "verwerker", "leverancier", "naam verwerker", "verwerker(s)"]),
    (Field::Origins, &["herkomst", "origins", "bron", "bronnen", "bron van de gegevens", "herkomst gegevens"]),
    (
        Field::AutomatedDecision,
        &[
            "besluit door een computer",
            "automated decision",
            "geautomatiseerde besluitvorming",
            "automatische besluitvorming",
        ],
    ),
    (Field::Profiling, &["profilering", "profiling"]),
    (Field::Safeguards, &["waarborgen bij besluiten door een computer", "safeguards with automated decisions"]),
    (
        Field::IfNotProvided,
        &["gevolg van niet verstrekken", "consequence of not providing", "gevolgen niet verstrekken"],
    ),
    (Field::Marketing, &["direct marketing", "marketing"]),
];

/// Columns of our own CSV that repeat what other parts of a pack say.
const DERIVED: [Column; 8] = [
    Column::Items,
    Column::RecipientDetails,
    Column::Transfers,
    Column::Retention,
    Column::Security,
    Column::Controller,
    Column::JointControllers,
    Column::Officer,
];

/// The name of a new line in a map.
const NEW_LINE: &str = "newline";

/// Headings are close enough from here on (Jaro-Winkler).
const NEAR: f64 = 0.93;

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError`] with the line, when it is not a map.
    pub fn parse(file: &str, text: &str) -> Result<Self, MappingError> {
        serde_saphyr::from_str(text).map_err(|error| MappingError { file: file.to_owned(), problem: error.to_string() })
    }

    /// The mapping as YAML.
    ///
    /// # Errors
    /// [`MappingError`] when a heading cannot be written.
    pub fn to_yaml(&self) -> Result<String, MappingError> {
        serde_saphyr::to_string(self)
            .map_err(|error| MappingError { file: "map".to_owned(), problem: error.to_string() })
    }

    /// A proposal from the headings of `grid`: what is recognised is a column, the rest of our own CSV is ignored, and
    /// what is not recognised is for a person to add.
    pub fn propose(grid: &Grid) -> Mapping {
        let mut mapping = Mapping { separators: separators(grid), ..Mapping::default() };
        for heading in grid.headings.iter().filter(|heading| !heading.is_empty()) {
            let key = normal(heading);
            let derived = DERIVED.iter().chain([&Column::Version]).any(|column| {
                [crate::Lang::Nl, crate::Lang::En].iter().any(|lang| normal(&column.heading(*lang)) == key)
            });
            if derived {
                mapping.ignore.push(heading.clone());
            } else if let Some(field) = field_of(&key) {
                mapping.columns.insert(heading.clone(), field);
            }
        }
        mapping
    }

    /// What each column of `grid` is for, and what the map does not say or says of no column.
    pub(super) fn columns_of(&self, grid: &Grid) -> Columns {
        let mut findings = Vec::new();
        let mut fields = Vec::new();
        for (column, heading) in grid.headings.iter().enumerate() {
            let key = normal(heading);
            let field = self.columns.iter().find(|(name, _)| normal(name) == key).map(|(_, field)| *field);
            let filled =
                grid.rows.iter().filter(|(_, cells)| cells.get(column).is_some_and(|cell| !Cell::is_empty(cell)));
            let filled = filled.count();
            let left_out = self.ignore.iter().any(|name| normal(name) == key);
            let problem = match (field, left_out) {
                (Some(_), _) => None,
                (None, true) => Some(Problem::ColumnIgnored { filled }),
                (None, false) => Some(Problem::ColumnUnknown { filled }),
            };
            if let Some(problem) = problem.filter(|_| filled > 0) {
                findings.push(Finding { row: None, column: letters(column), heading: heading.clone(), problem });
            }
            fields.push(field);
        }
        let known: Vec<String> = grid.headings.iter().map(|heading| normal(heading)).collect();
        for name in self.columns.keys().chain(&self.ignore).filter(|name| !known.contains(&normal(name))) {
            let problem = Problem::ColumnMissing;
            findings.push(Finding { row: None, column: String::new(), heading: name.clone(), problem });
        }
        Columns { fields, findings }
    }

    /// The parts of a list.
    pub(super) fn parts(&self, text: &str) -> Vec<String> {
        let mut parts = vec![text.to_owned()];
        let defaults = [";".to_owned(), NEW_LINE.to_owned()];
        let separators = if self.separators.is_empty() { &defaults[..] } else { &self.separators };
        for separator in separators.iter().filter(|separator| !separator.is_empty()) {
            let sign = if separator == NEW_LINE { "\n" } else { separator.as_str() };
            parts = parts.iter().flat_map(|part| part.split(sign)).map(str::to_owned).collect();
        }
        let bare = |part: &String| part.trim().trim_start_matches(['•', '-', '*', '·']).trim().to_owned();
        parts.iter().map(bare).filter(|part| !part.is_empty()).collect()
    }

    /// The ids that the map gives for a word.
    pub(super) fn word(&self, word: &str) -> Option<&[String]> {
        let key = normal(word);
        self.words.iter().find(|(known, _)| normal(known) == key).map(|(_, ids)| ids.as_slice())
    }
}

fn field_of(heading: &str) -> Option<Field> {
    let exact = HEADINGS.iter().find(|(_, names)| names.contains(&heading)).map(|(field, _)| *field);
    exact.or_else(|| {
        let near = |names: &[&str]| names.iter().map(|name| strsim::jaro_winkler(name, heading)).fold(0.0, f64::max);
        let best = HEADINGS.iter().map(|(field, names)| (*field, near(names))).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|(_, score)| *score >= NEAR).map(|(field, _)| field)
    })
}

/// A comma parts a list only in a file that has no other sign for it.
fn separators(grid: &Grid) -> Vec<String> {
    let cells = || grid.rows.iter().flat_map(|(_, cells)| cells).map(|cell| cell.text.as_str());
    let mut separators = vec![";".to_owned(), NEW_LINE.to_owned()];
    if !cells().any(|text| text.contains("; ") || text.contains('\n')) && cells().any(|text| text.contains(", ")) {
        separators.push(",".to_owned());
    }
    separators
}

/// A word without capitals and with single spaces.
pub(super) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `A`, `Z`, `AA`: a column as a spreadsheet names it.
pub(super) fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn dutch_headings_are_recognised_and_strange_ones_are_not() {
        assert_eq!(field_of("categorieën betrokkenen"), Some(Field::Subjects));
        assert_eq!(field_of("categorieen betrokkenen"), Some(Field::Subjects));
        assert_eq!(field_of("wettelijke grondslagen"), Some(Field::Basis));
        for strange in ["datum laatste wijziging", "opmerkingen", "status", "dpia uitgevoerd"] {
            assert_eq!(field_of(strange), None, "{strange}");
        }
    }

    #[test]
    fn a_list_is_parted_by_what_the_map_says() {
        let mapping = Mapping::default();
        assert_eq!(mapping.parts("naam; adres\n• telefoon;"), ["naam", "adres", "telefoon"]);
        let commas = Mapping { separators: vec![",".to_owned()], ..Mapping::default() };
        assert_eq!(commas.parts("naam, adres; postcode"), ["naam", "adres; postcode"]);
    }
}
