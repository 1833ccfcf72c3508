//! Reads, masks and checks files in a child process that is shut in: untrusted bytes are parsed nowhere else.
//!
//! One child does one task. It gets a line of JSON and the bytes on standard input, and answers on standard output
//! with a JSON text sequence (RFC 7464): each record stands between a record separator and a line feed, and what
//! stands between records is not looked at. Its environment is empty, save where programs are found.

mod child;
mod make;
mod reader;
mod sandbox;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use child::{ServeError, serve};
pub use reader::Reader;
pub use sandbox::Sandbox;

use crate::bsn::Verdict;
use crate::extract::{Attachment, Limits, Said};
use crate::mask::Refusal;
use crate::shielded::{Rules, Shielded};

/// Opens a record (RFC 7464).
const SEPARATOR: u8 = 0x1E;

/// The first line that a child reads.
#[derive(Serialize, Deserialize)]
struct Request {
    task: Task,
    limits: Limits,
}

/// What is to be done with the bytes behind the request.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    /// To say what a file says.
    Read { name: String, media_type: Option<String> },
    /// See [`crate::mask::mask`].
    Mask { media_type: String, least: Verdict },
    /// See [`crate::mask::take_in`].
    TakeIn,
    /// See [`crate::shielded::check`]. The bytes are files of these sizes, one behind the other.
    Check { sizes: Vec<usize>, rules: Rules, today: Date },
    /// To tell the files in a mail, and to give the one with this number, counted from 0.
    Attachments { give: Option<usize> },
}

/// What a child answers, in this order: one `Sandbox`; any number of `Said`, or of `Piece` with one `Made` behind
/// them; one `End`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    Sandbox(Sandbox),
    Said(Said),
    /// A piece of the file that was made, in base64.
    Piece(String),
    Made(Result<Made, Refusal>),
    /// All was said. Without it the child did not come to an end.
    End,
}

/// What is to be known of the file that was made.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Made {
    Masked { places: usize },
    Checked(Shielded),
    Attachments(Vec<Attachment>),
}
