//! The register as XLSX: the table of activities, and a sheet each for data, recipients, terms and measures.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use super::table::{Column, cell};
use super::{Named, Register};
use crate::words;

/// The workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the register does not fit in a spreadsheet: {0}")]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

/// Width of a column, in characters.
const WIDTH: f64 = 34.0;

/// The register as a workbook. Every cell is text: nothing in it can be a formula.
///
/// # Errors
/// [`XlsxError`] when there are more rows than a sheet, or more characters than a cell can hold.
pub fn register_xlsx(register: &Register) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let word = |id: &str| words::word("register", id, register.lang);
    // The same register gives the same bytes: the date is that of the statement, not of the clock.
    let date = register.statement_version.as_deref().and_then(|date| date.parse::<jiff::civil::Date>().ok());
    let (year, month, day) = date.map_or((2000, 1, 1), |date| {
        (date.year().unsigned_abs().max(1900), date.month().unsigned_abs(), date.day().unsigned_abs())
    });
    let about = DocProperties::new()
        .set_title(word("title"))
        .set_author(&register.controller.name)
        .set_comment(&register.policy_version)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?);
    book.set_properties(&about);

    let head = Column::ALL.map(|column| column.heading(register.lang)).to_vec();
    let rows =
        register.activities.iter().map(|activity| Column::ALL.map(|column| cell(register, activity, column)).to_vec());
    sheet(book.add_worksheet(), &word("sheet-activities"), head, rows)?;

    let heading = |column: Column| column.heading(register.lang);
    let head =
        vec![heading(Column::Id), word("sheet-data"), word("sensitivity"), word("items"), heading(Column::Retention)];
    let data = register.activities.iter().flat_map(|activity| {
        activity.data.iter().map(|data| {
            let sensitivity = words::word("register-sensitivity", sensitivity_id(data.sensitivity), register.lang);
            let terms = super::table::terms(data).join("; ");
            vec![activity.id.clone(), data.label.clone(), sensitivity, labels(&data.items), terms]
        })
    });
    sheet(book.add_worksheet(), &word("sheet-data"), head, data)?;

    let head = vec![
        heading(Column::Id),
        word("recipient"),
        word("role"),
        word("region"),
        word("safeguard"),
        word("receives"),
        word("conditions"),
    ];
    let recipients = register.activities.iter().flat_map(|activity| {
        activity.recipients.iter().map(|each| {
            let role = each.role.as_ref().map(|role| role.label.clone()).unwrap_or_default();
            let region = each.region.as_ref().map(|region| region.label.clone()).unwrap_or_default();
            let safeguard = each.safeguard.as_ref().map(|safeguard| safeguard.label.clone()).unwrap_or_default();
            vec![
                activity.id.clone(),
                each.label.clone(),
                role,
                region,
                safeguard,
                labels(&each.data),
                labels(&each.conditions),
            ]
        })
    });
    sheet(book.add_worksheet(), &word("sheet-recipients"), head, recipients)?;

    let head = vec![word("rule"), word("data-kept"), heading(Column::Retention), word("then"), heading(Column::Law)];
    let rules = register.retention.iter().map(|rule| {
        let then =
            rule.then.map_or_else(String::new, |then| words::word("register-then", then_id(then), register.lang));
        vec![rule.id.clone(), rule.label.clone(), rule.term.clone(), then, rule.law.clone().unwrap_or_default()]
    });
    sheet(book.add_worksheet(), &word("sheet-retention"), head, rules)?;

    let measures = register.measures.iter().map(|measure| vec![measure.node.clone(), measure.text.clone()]);
    sheet(book.add_worksheet(), &word("sheet-measures"), vec![word("node"), heading(Column::Security)], measures)?;
    Ok(book.save_to_buffer()?)
}

fn sheet(
    sheet: &mut Worksheet,
    name: &str,
    head: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, text) in (0u16..).zip(&head) {
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(0, column, text, &bold)?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string_with_format(row, column, text, &plain)?;
        }
    }
    Ok(())
}

fn labels(named: &[Named]) -> String {
    named.iter().map(|each| each.label.as_str()).collect::<Vec<_>>().join("; ")
}

fn sensitivity_id(sensitivity: gestand_policy::model::Sensitivity) -> &'static str {
    use gestand_policy::model::Sensitivity as S;
    match sensitivity {
        S::Ordinary => "ordinary",
        S::Sensitive => "sensitive",
        S::Special => "special",
        S::Criminal => "criminal",
        S::Identification => "identification",
    }
}

pub(super) fn then_id(then: gestand_policy::model::Then) -> &'static str {
    use gestand_policy::model::Then as T;
    match then {
        T::Destroy => "destroy",
        T::Anonymise => "anonymise",
        T::DestroyOrAnonymise => "destroy_or_anonymise",
    }
}
