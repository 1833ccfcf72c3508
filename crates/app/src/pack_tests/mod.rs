//! Policy tests: cases in Markdown that a Privacy Officer and a lawyer write, tried on the policy of a pack.
//!
//! A file has prose and tables. The header of a table tells what kind of cases it holds (`columns`); each row states
//! facts and what must come of them. What is not understood is a problem, never a row that is left out.

mod checker;
mod columns;
mod decision;
mod judgement;
mod names;
mod places;
mod read;
mod report;
mod retention;
mod statement;
mod subject;
mod term;
mod words;

use std::collections::BTreeMap;

use gestand_policy::{Bilingual, PackFile, ReadError};

pub use report::{Case, Difference, Outcome, Problem, Report, Why};

use crate::packs::{LARGEST, compile_pack, test_files};
use columns::{Column, Heads, Kind};
use read::{Table, Trouble};
use subject::Subject;

/// Why the tests of a pack could not be run.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TestError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("pack '{0}' cannot be understood; run `gestand check {0}`")]
    NotUnderstood(String),
    #[error("pack '{0}' has no tests: there is no file in its folder 'tests' that ends in .md")]
    NoTests(String),
}

/// Runs all tests of a pack: a folder, or the name of a pack inside the program.
///
/// # Errors
/// [`TestError`] when the pack or its tests cannot be read, or there are none.
pub fn run(pack: &str) -> Result<Report, TestError> {
    let compiled = compile_pack(pack)?;
    let files = test_files(pack)?;
    if files.is_empty() {
        return Err(TestError::NoTests(pack.to_owned()));
    }
    let subject = Subject::of(pack, &compiled).ok_or_else(|| TestError::NotUnderstood(pack.to_owned()))?;
    let mut report = Report { pack: pack.to_owned(), files: files.len(), cases: Vec::new(), problems: Vec::new() };
    for file in &files {
        run_file(&subject, file, &mut report);
    }
    Ok(report)
}

/// The promises that the tests of a pack show: promise id → places (`packs/x/tests/file.md:line`). A promise counts
/// when every case of every place that names it passes, and every such place is understood.
///
/// # Errors
/// As [`run`].
pub fn shown(pack: &str) -> Result<BTreeMap<String, Vec<String>>, TestError> {
    Ok(run(pack)?.shown())
}

fn run_file(subject: &Subject<'_>, file: &PackFile, report: &mut Report) {
    let mut problem = |Trouble { line, message, shows }| {
        report.problems.push(Problem { file: file.path.clone(), line, message, shows });
    };
    if u64::try_from(file.bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        let message = Bilingual::new("dit bestand is groter dan 2 MB", "this file is larger than 2 MB");
        return problem(Trouble::new(1, message));
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return problem(Trouble::new(
            1,
            Bilingual::new("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
        ));
    };
    let read = read::read(text);
    read.problems.into_iter().for_each(&mut problem);
    for table in &read.tables {
        match columns::understand(&table.heads) {
            Ok(heads) => run_table(subject, file, table, &heads, report),
            Err(message) => {
                // Which column names promises is not certain: whatever looks like one is not shown.
                let named = table.rows.iter().flat_map(|row| named_in(&row.source));
                let shows = table.shows.iter().cloned().chain(named).collect();
                report.problems.push(Problem { file: file.path.clone(), line: table.line, message, shows });
            }
        }
    }
}

fn run_table(subject: &Subject<'_>, file: &PackFile, table: &Table, heads: &Heads, report: &mut Report) {
    for row in &table.rows {
        let cells = Row { heads, cells: &row.cells };
        let (mut row_shows, sound) = read::promise_ids(cells.get(Column::Shows));
        let whole = row.sound(table.heads.len()).inspect_err(|_| row_shows = named_in(&row.source));
        let judged = whole.and(sound).and_then(|()| match heads.kind {
            Kind::Decision => decision::judge(subject, &cells),
            Kind::Retention => retention::judge(subject, &cells),
            Kind::Term => term::judge(subject, &cells),
            Kind::Judgement => judgement::judge(subject, &cells),
            Kind::Statement => statement::judge(subject, &cells),
            Kind::Checker => checker::judge(subject, &cells),
        });
        let outcome = match judged {
            Ok(judged) => judged.outcome(),
            Err(message) => Outcome::NotUnderstood(message),
        };
        report.cases.push(Case {
            file: file.path.clone(),
            line: row.line,
            table_line: table.line,
            kind: heads.kind,
            text: cells.shown(),
            table_shows: table.shows.clone(),
            row_shows,
            outcome,
        });
    }
}

/// What looks like the id of a promise in a row whose cells are not certain.
fn named_in(row: &str) -> Vec<String> {
    row.split('|').flat_map(|cell| read::promise_ids(cell).0).collect()
}

/// A row with the meaning of its cells.
struct Row<'t> {
    heads: &'t Heads,
    cells: &'t [String],
}

impl<'t> Row<'t> {
    /// The cell of `column`; empty where the table has no such column.
    fn get(&self, column: Column) -> &'t str {
        let index = self.heads.columns.iter().position(|known| *known == column);
        index.and_then(|index| self.cells.get(index)).map_or("", |cell| cell.trim())
    }

    /// The cell of a column that may not be empty.
    fn needed(&self, column: Column) -> Result<&'t str, Bilingual> {
        let cell = self.get(column);
        if !cell.is_empty() {
            return Ok(cell);
        }
        let name = column.name();
        Err(Bilingual::new(format!("de cel '{}' is leeg", name.nl), format!("the cell '{}' is empty", name.en)))
    }

    /// The row for a person to recognise.
    fn shown(&self) -> String {
        match self.get(Column::Case) {
            "" => self
                .cells
                .iter()
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
                .collect::<Vec<_>>()
                .join(" | "),
            name => name.to_owned(),
        }
    }
}
