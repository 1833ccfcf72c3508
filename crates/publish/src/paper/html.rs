//! A paper as one HTML file that needs nothing else: styles inside, readable on a phone and in print.

use askama::Template;

use super::{Block, Paper};

#[derive(Template)]
#[template(path = "paper.html")]
struct Page<'a> {
    paper: &'a Paper,
}

impl Paper {
    /// The whole document. All text is escaped by the template.
    ///
    /// # Errors
    /// Only when the template fails to write, which a `String` does not.
    pub fn html(&self) -> Result<String, askama::Error> {
        Page { paper: self }.render()
    }
}
