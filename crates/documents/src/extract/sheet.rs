//! The cells of workbooks: XLSX as a stream, old XLS.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, XlsError, Xlsx, XlsxError};

use super::archive::Zip;
use super::walk::{Flow, Walk};
use super::{Place, Reason};

/// More empty cells than this between two cells of a row: the second opens a part of its own.
const GAP: u32 = 32;

pub fn xlsx(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    if let Err(reason) = unpacks(walk, bytes) {
        return walk.problem(reason);
    }
    let mut book = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(XlsxError::Password) => return walk.problem(Reason::Encrypted),
        Err(_) => return walk.problem(Reason::Damaged),
    };
    for sheet in book.sheet_names() {
        let mut row = Row::of(&sheet);
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet) else {
            // A sheet that is a chart has no cells; its texts are read with the other parts.
            continue;
        };
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (at, column) = cell.get_position();
                    row.cell(walk, at, column, &value_ref(cell.get_value()))?;
                }
                Ok(None) => break,
                Err(_) => {
                    walk.problem(Reason::Damaged)?;
                    break;
                }
            }
        }
        row.end(walk)?;
    }
    Ok(())
}

pub fn xls(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    let mut book = match Xls::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(XlsError::Password) => return walk.problem(Reason::Encrypted),
        Err(_) => return walk.problem(Reason::Damaged),
    };
    for (sheet, range) in book.worksheets() {
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut row = Row::of(&sheet);
        for (at, column, value) in range.used_cells() {
            let (Ok(at), Ok(column)) = (u32::try_from(at), u32::try_from(column)) else { continue };
            row.cell(walk, first_row + at, first_column + column, &value_of(value))?;
        }
        row.end(walk)?;
    }
    Ok(())
}

/// Whether the whole package stays within what may be unpacked: the library that reads the cells has no such limit.
fn unpacks(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<(), Reason> {
    let mut zip = Zip::new(bytes)?;
    let mut left = walk.limits.unpacked;
    for index in 0..zip.names.len() {
        left = left.checked_sub(zip.size(index, left)?).ok_or(Reason::Unpacks)?;
    }
    Ok(())
}

/// The cells of one row, gathered.
struct Row<'a> {
    sheet: &'a str,
    row: u32,
    first: u32,
    last: u32,
    text: String,
}

impl<'a> Row<'a> {
    fn of(sheet: &'a str) -> Self {
        Self { sheet, row: 0, first: 0, last: 0, text: String::new() }
    }

    fn cell(&mut self, walk: &mut Walk<'_>, row: u32, column: u32, value: &str) -> Flow {
        if value.is_empty() {
            return Ok(());
        }
        if self.text.is_empty() || row != self.row || column <= self.last || column - self.last > GAP {
            self.end(walk)?;
            (self.row, self.first) = (row, column);
        } else {
            (self.last..column).for_each(|_| self.text.push('\t'));
        }
        self.last = column;
        self.text.extend(value.chars().map(|c| if c == '\t' { ' ' } else { c }));
        Ok(())
    }

    fn end(&mut self, walk: &mut Walk<'_>) -> Flow {
        let text = std::mem::take(&mut self.text);
        walk.text(Place::Row { sheet: self.sheet.to_owned(), row: self.row + 1, column: self.first }, &text)
    }
}

fn value_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn value_of(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(moment) => date(moment),
        _ => String::new(),
    }
}

/// As ISO 8601 writes it; a length of time as the number of days.
fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
}
