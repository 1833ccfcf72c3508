//! A piece of SQL with its bound values: names come from the live schema, values never enter the text.

use std::fmt::Write as _;

/// Stands for a bound value until the dialect numbers it. No name may hold it.
pub const MARK: char = '\u{1}';

/// SQL text with the values of its markers, in order.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    args: Vec<String>,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Sql { text: text.into(), args: Vec::new() }
    }
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
    pub fn bind(&mut self, value: impl Into<String>) -> &mut Self {
        self.text.push(MARK);
        self.args.push(value.into());
        self
    }
    pub fn add(&mut self, other: Sql) -> &mut Self {
        self.text.push_str(&other.text);
        self.args.extend(other.args);
        self
    }
    /// `text` with one marker in it, and its value.
    pub fn with(text: String, value: impl Into<String>) -> Self {
        Sql { text, args: vec![value.into()] }
    }
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// Puts the pieces one after another with `between` in the middle.
    pub fn join(pieces: impl IntoIterator<Item = Sql>, between: &str) -> Sql {
        let mut out = Sql::default();
        for piece in pieces {
            if !out.is_empty() {
                out.push(between);
            }
            out.add(piece);
        }
        out
    }
    /// The text with numbered or plain placeholders, and the values.
    pub fn finish(self, numbered: bool) -> (String, Vec<String>) {
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut at = 0;
        for c in self.text.chars() {
            match (c == MARK, numbered) {
                (false, _) => text.push(c),
                (true, false) => text.push('?'),
                (true, true) => {
                    at += 1;
                    // Writing to a string cannot fail.
                    let _ = write!(text, "${at}");
                }
            }
        }
        (text, self.args)
    }
}

/// A condition that always holds.
pub const TRUE: &str = "1=1";
/// A condition that never holds.
pub const FALSE: &str = "1=0";

/// Pieces joined by ` AND `, each in brackets.
pub fn all_of(pieces: impl IntoIterator<Item = Sql>) -> Sql {
    joined(pieces, " AND ", TRUE)
}

/// Pieces joined by ` OR `, each in brackets.
pub fn any_of(pieces: impl IntoIterator<Item = Sql>) -> Sql {
    joined(pieces, " OR ", FALSE)
}

fn joined(pieces: impl IntoIterator<Item = Sql>, between: &str, none: &str) -> Sql {
    let bracketed = pieces.into_iter().map(|piece| {
        let mut out = Sql::new("(");
        out.add(piece).push(")");
        out
    });
    let out = Sql::join(bracketed, between);
    if out.is_empty() { Sql::new(none) } else { out }
}

/// The condition does not hold; it does not either where it is unknown.
pub fn not(condition: Sql) -> Sql {
    let mut out = flag(condition);
    out.push(" = '0'");
    out
}

/// `'1'` or `'0'`.
pub fn flag(condition: Sql) -> Sql {
    let mut out = Sql::new("CASE WHEN ");
    out.add(condition).push(" THEN '1' ELSE '0' END");
    out
}
