//! Reads files in a child process that is shut in: untrusted bytes are parsed nowhere else.
//!
//! One child reads one file. It gets a line of JSON and the bytes on standard input, and answers on standard output
//! with a JSON text sequence (RFC 7464): each record stands between a record separator and a line feed, and what
//! stands between records is not looked at. Its environment is empty, save where programs are found.

mod child;
mod reader;
mod sandbox;

use serde::{Deserialize, Serialize};

pub use child::{ServeError, serve};
pub use reader::Reader;
pub use sandbox::Sandbox;

use crate::extract::{Limits, Said};

/// Opens a record (RFC 7464).
const SEPARATOR: u8 = 0x1E;

/// The first line that a child reads.
#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    media_type: Option<String>,
    limits: Limits,
}

/// What a child answers, in this order: one `Sandbox`, any number of `Said`, one `End`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    Sandbox(Sandbox),
    Said(Said),
    /// All was said. Without it the child did not come to an end.
    End,
}
