//! One row of a register: its fields, and what in them is not understood.

use gestand_policy::model::Basis;

use super::mapping::{Field, Mapping, letters};
use super::pack::slug;
use super::vocabulary::{self, Meaning, Words};
use super::{Cell, Finding, Grid, Problem};

pub(super) struct Row<'a> {
    pub grid: &'a Grid,
    pub number: usize,
    pub cells: &'a [Cell],
    pub fields: &'a [Option<Field>],
    pub mapping: &'a Mapping,
    pub findings: &'a mut Vec<Finding>,
}

impl Row<'_> {
    /// Something about the first column of `field`.
    pub fn say(&mut self, field: Field, problem: Problem) {
        let column = self.fields.iter().position(|each| *each == Some(field));
        self.say_of(column, problem);
    }

    fn say_of(&mut self, column: Option<usize>, problem: Problem) {
        let heading = column.and_then(|column| self.grid.headings.get(column)).cloned().unwrap_or_default();
        let column = column.map(letters).unwrap_or_default();
        self.findings.push(Finding { row: Some(self.number), column, heading, problem });
    }

    /// The filled cells of a field with their column; a formula is a finding.
    fn filled(&mut self, field: Field) -> Vec<(usize, String)> {
        let mut filled = Vec::new();
        for (column, (each, cell)) in self.fields.iter().zip(self.cells).enumerate() {
            if *each != Some(field) {
                continue;
            }
            if cell.formula {
                self.say_of(Some(column), Problem::Formula);
            } else if !cell.text.is_empty() {
                filled.push((column, cell.text.clone()));
            }
        }
        filled
    }

    /// The text of a field; several columns are one text.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let parts: Vec<String> = self.filled(field).into_iter().map(|(_, text)| text).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The parts of a list field, each with its column.
    fn parts(&mut self, field: Field) -> Vec<(usize, String)> {
        let filled = self.filled(field);
        let part =
            |(column, text): (usize, String)| self.mapping.parts(&text).into_iter().map(move |part| (column, part));
        filled.into_iter().flat_map(part).collect()
    }

    /// The ids of a list field.
    pub fn ids(&mut self, field: Field, words: &Words) -> Vec<String> {
        let mut ids = Vec::new();
        for (column, word) in self.parts(field) {
            if let Some(known) = self.known(column, &word, words) {
                ids.extend(known);
            }
        }
        unique(ids)
    }

    /// The ids of recipients; one that nobody knows is added by `add`, with an id made of its name.
    pub fn parties(&mut self, field: Field, words: &Words, mut add: impl FnMut(String, String)) -> Vec<String> {
        let mut ids = Vec::new();
        for (column, word) in self.parts(field) {
            let unknown = self.mapping.word(&word).is_none() && matches!(words.meaning(&word), Meaning::Unknown { .. });
            let id = slug(&word);
            if unknown && !id.is_empty() && !words.knows(&id) {
                self.say_of(Some(column), Problem::NewRecipient { word: word.clone(), id: id.clone() });
                add(id.clone(), word);
                ids.push(id);
            } else if let Some(known) = self.known(column, &word, words) {
                ids.extend(known);
            }
        }
        unique(ids)
    }

    /// What a word stands for; absent, with a finding, where that is not clear.
    fn known(&mut self, column: usize, word: &str, words: &Words) -> Option<Vec<String>> {
        if let Some(ids) = self.mapping.word(word) {
            let (known, unknown): (Vec<String>, Vec<String>) = ids.iter().cloned().partition(|id| words.knows(id));
            for word in unknown {
                self.say_of(Some(column), Problem::Word { word, nearest: None });
            }
            return Some(known);
        }
        match words.meaning(word) {
            Meaning::One(id) => return Some(vec![id]),
            Meaning::Several(ids) => self.say_of(Some(column), Problem::Ambiguous { word: word.to_owned(), ids }),
            Meaning::Unknown { nearest } => self.say_of(Some(column), Problem::Word { word: word.to_owned(), nearest }),
        }
        None
    }

    /// The bases of Art. 6(1).
    pub fn bases(&mut self) -> Vec<Basis> {
        let mut bases = Vec::new();
        for (column, word) in self.parts(Field::Basis) {
            let found = vocabulary::bases(&word);
            if found.is_empty() {
                self.say_of(Some(column), Problem::Basis { word });
            }
            bases.extend(found);
        }
        unique(bases)
    }

    /// Fixed words of the policy language.
    pub fn fixed(&mut self, field: Field, kind: &str, ids: &[&'static str]) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (column, word) in self.parts(field) {
            match vocabulary::fixed_word(kind, ids, &word) {
                Some(id) => found.push(id),
                None => self.say_of(Some(column), Problem::Word { word, nearest: None }),
            }
        }
        unique(found)
    }

    pub fn yes_no(&mut self, field: Field) -> Option<bool> {
        let (column, text) = self.filled(field).into_iter().next()?;
        match super::mapping::normal(&text).as_str() {
            "ja" | "yes" | "j" | "y" | "waar" | "true" | "x" => Some(true),
            "nee" | "no" | "n" | "onwaar" | "false" | "geen" | "n.v.t." | "nvt" => Some(false),
            _ => {
                self.say_of(Some(column), Problem::YesNo { word: text });
                None
            }
        }
    }

    /// A day as `2026-03-01`; also read from `1-3-2026`.
    pub fn day(&mut self, field: Field) -> Option<String> {
        let (column, text) = self.filled(field).into_iter().next()?;
        let dutch = || {
            let mut parts = text.split(['-', '/']).map(|part| part.trim().parse::<i16>().ok());
            let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
            jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        let day = text.parse().ok().or_else(dutch).filter(|day: &jiff::civil::Date| day.year() > 1900);
        if day.is_none() {
            self.say_of(Some(column), Problem::Date { word: text });
        }
        day.map(|day| day.to_string())
    }
}

/// Each once, in the order of the file.
fn unique<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut out = Vec::new();
    for each in all {
        if !out.contains(&each) {
            out.push(each);
        }
    }
    out
}
