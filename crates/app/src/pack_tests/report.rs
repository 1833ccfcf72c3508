//! What came of the tests of a pack, for people and as JSON.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::Bilingual;
use serde_json::{Value, json};

use super::columns::{Column, Kind};

/// All tests of one pack.
#[derive(Debug)]
pub struct Report {
    pub pack: String,
    /// Number of files read.
    pub files: usize,
    /// In the order of the files.
    pub cases: Vec<Case>,
    /// What could not be understood as a table.
    pub problems: Vec<Problem>,
}

/// One row of a table.
#[derive(Debug)]
pub struct Case {
    pub file: String,
    /// 1-based, as all lines here.
    pub line: usize,
    /// The line of the header.
    pub table_line: usize,
    pub kind: Kind,
    /// The name of the case, or its cells.
    pub text: String,
    /// Promises named above the table.
    pub table_shows: Vec<String>,
    /// Promises named in the row.
    pub row_shows: Vec<String>,
    pub outcome: Outcome,
}

#[derive(Debug)]
pub enum Outcome {
    Passed,
    Failed {
        differences: Vec<Difference>,
        why: Vec<Why>,
    },
    /// A word in the row is unknown, or a cell is missing.
    NotUnderstood(Bilingual),
}

/// What a cell says and what the policy gives.
#[derive(Debug)]
pub struct Difference {
    pub column: Bilingual,
    pub expected: String,
    pub came: Bilingual,
}

/// A reason for what came, with the place in the policy (file and line) where there is one.
#[derive(Debug)]
pub struct Why {
    pub text: Bilingual,
    pub place: Option<(String, u32)>,
}

/// Something in a file that is not a case.
#[derive(Debug)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub message: Bilingual,
    /// Promises that it names: they are not shown.
    pub shows: Vec<String>,
}

/// The outcome of a row while it is being judged.
#[derive(Debug, Default)]
pub(super) struct Judged {
    differences: Vec<Difference>,
    why: Vec<Why>,
}

impl Judged {
    pub fn because(why: Vec<Why>) -> Self {
        Judged { differences: Vec::new(), why }
    }

    /// Compares a cell with what came, unless the cell is empty.
    pub fn compare(&mut self, column: Column, expected: &str, is_so: bool, came: Bilingual) {
        if !expected.is_empty() && !is_so {
            self.differences.push(Difference { column: column.name(), expected: expected.to_owned(), came });
        }
    }

    pub fn outcome(self) -> Outcome {
        let Judged { differences, why } = self;
        if differences.is_empty() { Outcome::Passed } else { Outcome::Failed { differences, why } }
    }
}

impl Report {
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Passed)).count()
    }

    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Failed { .. })).count()
    }

    /// Rows and tables that could not be understood.
    pub fn not_understood(&self) -> usize {
        self.cases.len() - self.passed() - self.failed() + self.problems.len()
    }

    /// The promises that are shown: see [`super::shown`].
    pub fn shown(&self) -> BTreeMap<String, Vec<String>> {
        let mut places: BTreeMap<(&String, String), bool> = BTreeMap::new();
        for case in &self.cases {
            let passed = matches!(case.outcome, Outcome::Passed);
            let of_table = case.table_shows.iter().map(|id| (id, case.table_line));
            for (id, line) in of_table.chain(case.row_shows.iter().map(|id| (id, case.line))) {
                *places.entry((id, format!("{}:{line}", case.file))).or_insert(true) &= passed;
            }
        }
        let failed = places.iter().filter(|(_, passed)| !**passed).map(|((id, _), _)| *id);
        let broken: BTreeSet<&String> = failed.chain(self.problems.iter().flat_map(|problem| &problem.shows)).collect();
        let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for ((id, place), _) in places.iter().filter(|((id, _), _)| !broken.contains(id)) {
            shown.entry((*id).to_owned()).or_default().push(place.clone());
        }
        shown
    }

    /// The report as `gestand test --format json` prints it, texts in `lang` (`"nl"` or `"en"`).
    pub fn to_json(&self, lang: &str) -> Value {
        let problem = |problem: &Problem| json!({"file": problem.file, "line": problem.line, "message": problem.message.get(lang)});
        json!({
            "pack": self.pack,
            "files": self.files,
            "total": self.cases.len(),
            "passed": self.passed(),
            "failed": self.failed(),
            "not_understood": self.not_understood(),
            "cases": self.cases.iter().map(|case| case.to_json(lang)).collect::<Vec<_>>(),
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
            "shown": self.shown(),
        })
    }
}

impl Case {
    fn to_json(&self, lang: &str) -> Value {
        let mut out = json!({
            "file": self.file, "line": self.line, "kind": self.kind.name().en, "case": self.text,
        });
        match &self.outcome {
            Outcome::Passed => out["outcome"] = "passed".into(),
            Outcome::Failed { differences, why } => {
                out["outcome"] = "failed".into();
                let difference = |d: &Difference| json!({"column": d.column.get(lang), "expected": d.expected, "came": d.came.get(lang)});
                out["differences"] = differences.iter().map(difference).collect();
                let why_of = |why: &Why| {
                    let (file, line) = why.place.as_ref().map(|(file, line)| (file, line)).unzip();
                    json!({"text": why.text.get(lang), "file": file, "line": line})
                };
                out["why"] = why.iter().map(why_of).collect();
            }
            Outcome::NotUnderstood(message) => {
                out["outcome"] = "not_understood".into();
                out["message"] = message.get(lang).into();
            }
        }
        out
    }
}
