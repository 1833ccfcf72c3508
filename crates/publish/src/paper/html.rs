//! A paper as one HTML file that needs nothing else: styles inside, readable on a phone and in print.

use askama::Template;

use super::{Block, Paper, Part};

#[derive(Template)]
#[template(path = "paper.html")]
struct Page<'a> {
    paper: &'a Paper,
    starts: bool,
    ends: bool,
}

impl Paper {
    /// The whole document. All text is escaped by the template.
    ///
    /// # Errors
    /// Only when the template fails to write, which a `String` does not.
    pub fn html(&self) -> Result<String, askama::Error> {
        self.html_part(Part::Whole)
    }

    /// A part of a document that is written piece by piece.
    ///
    /// # Errors
    /// As [`Paper::html`].
    pub fn html_part(&self, part: Part) -> Result<String, askama::Error> {
        let starts = matches!(part, Part::Whole | Part::Start);
        let ends = matches!(part, Part::Whole | Part::End);
        Page { paper: self, starts, ends }.render()
    }
}
