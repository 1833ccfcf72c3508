//! The part of a form in which a person says what a request asks beyond its kind.

use gestand_app::CORRECTION_ROWS;
use gestand_app::views::ItemGroup;
use gestand_cases::{Asked, Correction, RestrictionGround};

use crate::fields::Fields;
use crate::page::Page;

/// Rows for corrections that a form begins with.
const FIRST_ROWS: usize = 2;

/// What the form offers to choose from.
#[derive(Debug)]
pub(crate) struct AskedForm {
    pub groups: Vec<ItemGroup>,
    rows: usize,
}

impl AskedForm {
    /// With as many rows as are filled in, and one more where that was asked.
    pub fn new(page: &Page, fields: &Fields) -> Self {
        let filled = CORRECTION_ROWS.iter().rposition(|row| is_filled(fields, row)).map_or(0, |at| at + 1);
        let rows = filled.max(FIRST_ROWS) + usize::from(fields.is("step", "more"));
        AskedForm { groups: page.app.items_to_correct(), rows }
    }

    /// The names of item and value in each row.
    pub fn rows(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        CORRECTION_ROWS.iter().take(self.rows)
    }

    pub fn more(&self) -> bool {
        self.rows < CORRECTION_ROWS.len()
    }

    pub fn grounds(&self) -> [RestrictionGround; 4] {
        RestrictionGround::ALL
    }
}

fn is_filled(fields: &Fields, (item, value): &(&str, &str)) -> bool {
    !fields.get(item).is_empty() || !fields.get(value).is_empty()
}

/// What was filled in.
pub(crate) fn asked(fields: &Fields) -> Asked {
    let row = |(item, value): &(&str, &str)| Correction {
        item: fields.get(item).to_owned(),
        value: fields.get(value).to_owned(),
    };
    Asked {
        corrections: CORRECTION_ROWS.iter().map(row).collect(),
        restriction: RestrictionGround::parse(fields.get("restriction")),
        transfer_to: fields.filled("transfer_to"),
    }
}

/// The rows that are filled in: names of item and value.
pub(crate) fn filled_rows(fields: &Fields) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    CORRECTION_ROWS.iter().filter(move |row| is_filled(fields, row))
}
