//! Reads docs/src/defects.md: the defects of the five published statements, and what would be wrong to say.

/// The page, as the book shows it.
const PAGE: &str = include_str!("../../../../docs/src/defects.md");

/// A defect of a published statement.
pub struct Defect {
    /// The promise it stands in, such as `woonbron-055`.
    pub promise: &'static str,
    /// Code and part of the English message of each finding that shows it.
    pub found_as: Vec<(&'static str, &'static str)>,
    /// Why no policy shows it, where none does.
    pub reason: &'static str,
}

impl Defect {
    /// The pack it belongs to.
    pub fn pack(&self) -> &'static str {
        self.promise.rsplit_once('-').map_or("", |(pack, _)| pack)
    }
}

/// What a checker might say of a pack and would be wrong about.
pub struct Wrong {
    /// `*`: every pack.
    pub pack: &'static str,
    pub code: &'static str,
    /// Part of the English message; empty: any.
    pub part: &'static str,
    pub why: &'static str,
}

pub fn defects() -> Vec<Defect> {
    let rows = rows().filter(|row| row.len() == 3 && is_promise(row[0]));
    rows.map(|row| {
        let (promise, cell) = (row[0], row[2]);
        match cell.strip_prefix('–') {
            Some(reason) => Defect { promise, found_as: Vec::new(), reason: reason.trim() },
            None => {
                Defect { promise, found_as: cell.split("<br>").filter_map(|f| f.split_once(' ')).collect(), reason: "" }
            }
        }
    })
    .collect()
}

pub fn wrong_to_say() -> Vec<Wrong> {
    let rows = rows().filter(|row| row.len() == 4 && row[1].starts_with('G'));
    rows.map(|row| Wrong { pack: row[0], code: row[1], part: if row[2] == "…" { "" } else { row[2] }, why: row[3] })
        .collect()
}

fn is_promise(cell: &str) -> bool {
    cell.rsplit_once('-').is_some_and(|(_, number)| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The cells of each line that is a row of a table.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let inner = |line: &'static str| line.strip_prefix("| ")?.strip_suffix(" |");
    PAGE.lines().filter_map(inner).map(|row| row.split(" | ").collect())
}
