//! From the bytes of a file to a grid of cells, within bounds; whatever the bytes, an error and never a full memory.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Reader, Xlsx};
use zip::ZipArchive;

use crate::register::table::rearm;

/// The largest file, and the most that it may unpack to, in bytes.
const LARGEST_FILE: usize = 10 << 20;
const LARGEST_UNPACKED: u64 = 64 << 20;
/// The most rows and columns of a register, and characters of a cell.
const MOST_ROWS: usize = 5_000;
const MOST_COLUMNS: usize = 200;
const LONGEST_CELL: usize = 40_000;

/// The cells of one sheet, with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Name of the file, for messages.
    pub file: String,
    pub headings: Vec<String>,
    /// Row number as a spreadsheet counts, and the cells; as many as there are headings.
    pub rows: Vec<(usize, Vec<Cell>)>,
}

/// A cell: its text, or a formula that is not computed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub formula: bool,
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.formula
    }
}

/// Why a file cannot be read as a register. Says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("{file} is empty; save the register with its headings in the first row")]
    Empty { file: String },
    #[error("{file} is too large ({what}); split it, or remove what is not part of the register")]
    TooLarge { file: String, what: String },
    #[error("{file} is not a spreadsheet that can be read ({problem}); save it again as XLSX, ODS or CSV (UTF-8)")]
    Broken { file: String, problem: String },
    #[error("{file} has no sheet '{sheet}'; it has: {known}")]
    NoSheet { file: String, sheet: String, known: String },
    #[error("the map names no column of {file}; run the import without --map to see a proposal")]
    NoColumns { file: String },
    #[error("the activities cannot be written as YAML: {problem}")]
    Unwritable { problem: String },
}

/// Reads the sheet `sheet` (default: the first with content) of a file. The form follows from the bytes, not the name.
///
/// # Errors
/// [`ReadError`]: empty, too large, broken, or no such sheet.
pub fn read_grid(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Grid, ReadError> {
    if bytes.len() > LARGEST_FILE {
        return Err(too_large(file, format!("{} bytes; {LARGEST_FILE} is the most", bytes.len())));
    }
    let rows = if bytes.starts_with(b"PK") { unzip(file, bytes, sheet)? } else { csv_rows(file, bytes)? };
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let Some((_, head)) = rows.next() else { return Err(ReadError::Empty { file: file.to_owned() }) };
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(_, cells)| cells.len()).chain([head.len()]).max().unwrap_or(0);
    let mut headings: Vec<String> = head.into_iter().map(|cell| cell.text).collect();
    headings.resize(width, String::new());
    let rows = rows.into_iter().map(|(number, mut cells)| {
        cells.resize(width, Cell::default());
        (number, cells)
    });
    Ok(Grid { file: file.to_owned(), headings, rows: rows.collect() })
}

type Rows = Vec<(usize, Vec<Cell>)>;

fn too_large(file: &str, what: String) -> ReadError {
    ReadError::TooLarge { file: file.to_owned(), what }
}

fn broken(file: &str, problem: impl std::fmt::Display) -> ReadError {
    ReadError::Broken { file: file.to_owned(), problem: problem.to_string() }
}

fn csv_rows(file: &str, bytes: &[u8]) -> Result<Rows, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken(file, "it is not UTF-8 text"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(broken(file, "it holds binary data"));
    }
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|sign| first.bytes().filter(|byte| byte == sign).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| broken(file, error))?;
        check_size(file, number, record.len())?;
        let cells =
            record.iter().map(|text| cell(file, text, text.trim_start().starts_with('='))).collect::<Result<_, _>>()?;
        rows.push((number, cells));
    }
    Ok(rows)
}

fn check_size(file: &str, rows: usize, columns: usize) -> Result<(), ReadError> {
    if rows > MOST_ROWS {
        return Err(too_large(file, format!("more than {MOST_ROWS} rows")));
    }
    if columns > MOST_COLUMNS {
        return Err(too_large(file, format!("more than {MOST_COLUMNS} columns")));
    }
    Ok(())
}

fn cell(file: &str, text: &str, formula: bool) -> Result<Cell, ReadError> {
    if text.len() > LONGEST_CELL {
        return Err(too_large(file, format!("a cell of {} bytes; {LONGEST_CELL} is the most", text.len())));
    }
    let text = if formula { "" } else { rearm(text.trim()) };
    Ok(Cell { text: text.to_owned(), formula })
}

/// XLSX and ODS are zip files: what they unpack to is counted before it is read.
fn unzip(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Rows, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(file, error))?;
    let mut left = LARGEST_UNPACKED;
    let mut ods_content = None;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| broken(file, error))?;
        let mut unpacked = Vec::new();
        (&mut entry).take(left + 1).read_to_end(&mut unpacked).map_err(|error| broken(file, error))?;
        let size = unpacked.len() as u64;
        if size > left {
            return Err(too_large(file, format!("it unpacks to more than {LARGEST_UNPACKED} bytes")));
        }
        left -= size;
        if entry.name().is_ok_and(|name| name == "content.xml") {
            ods_content = Some(unpacked);
        }
    }
    match ods_content {
        Some(content) => ods_rows(file, bytes, &content, sheet),
        None => xlsx_rows(file, bytes, sheet),
    }
}

/// The sheet asked for, or the sheets to look for content in.
fn chosen(file: &str, sheet: Option<&str>, known: Vec<String>) -> Result<Vec<String>, ReadError> {
    match sheet {
        None => Ok(known),
        Some(sheet) if known.iter().any(|name| name == sheet) => Ok(vec![sheet.to_owned()]),
        Some(sheet) => {
            Err(ReadError::NoSheet { file: file.to_owned(), sheet: sheet.to_owned(), known: known.join(", ") })
        }
    }
}

/// Cell by cell: a sheet with one cell in its last corner takes no memory for the cells between.
fn xlsx_rows(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Rows, ReadError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(file, error))?;
    for name in chosen(file, sheet, book.sheet_names())? {
        let mut reader = book.worksheet_cells_reader(&name).map_err(|error| broken(file, error))?;
        let mut rows = Rows::new();
        while let Some(found) = reader.next_cell_with_formula().map_err(|error| broken(file, error))? {
            let (row, column) = (found.pos.0 as usize, found.pos.1 as usize);
            let read = cell(file, &shown(&found.value.into()), found.formula.is_some())?;
            if read.is_empty() {
                continue;
            }
            check_size(file, row + 1, column + 1)?;
            if rows.last().is_none_or(|(number, _)| *number != row + 1) {
                rows.push((row + 1, Vec::new()));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize(cells.len().max(column + 1), Cell::default());
                cells[column] = read;
            }
        }
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Rows::new())
}

fn ods_rows(file: &str, bytes: &[u8], content: &[u8], sheet: Option<&str>) -> Result<Rows, ReadError> {
    // The library reads on for ever in a table that does not end.
    let content = String::from_utf8_lossy(content);
    let tail = content.rfind("<table:table ").map_or("", |at| &content[at..]);
    if !tail.is_empty()
        && !tail.contains("</table:table>")
        && !tail.split('>').next().is_some_and(|tag| tag.ends_with('/'))
    {
        return Err(broken(file, "a table does not end"));
    }
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| broken(file, error))?;
    for name in chosen(file, sheet, book.sheet_names())? {
        let range = book.worksheet_range(&name).map_err(|error| broken(file, error))?;
        let formulas = book.worksheet_formula(&name).map_err(|error| broken(file, error))?;
        let Some((top, left)) = range.start() else { continue };
        check_size(file, top as usize + range.height(), left as usize + range.width())?;
        let mut rows = Rows::new();
        for (row, cells) in (top..).zip(range.rows()) {
            let mut read = vec![Cell::default(); left as usize];
            for (column, value) in (left..).zip(cells) {
                let formula = formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
                read.push(cell(file, &shown(value), formula)?);
            }
            rows.push((row as usize + 1, read));
        }
        return Ok(rows);
    }
    Ok(Rows::new())
}

/// A value as a person would type it; a day as `2026-03-01`.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(moment) => moment.get(..10).unwrap_or(moment).to_owned(),
        other => other.to_string(),
    }
}
