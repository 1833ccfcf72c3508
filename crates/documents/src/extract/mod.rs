//! What a file says: its text with the place of each piece, its metadata, and what could not be read and why.
//!
//! [`extract`] parses untrusted bytes. Outside tests it runs in the child process of [`crate::worker`] only.

mod archive;
mod html;
mod image;
mod kind;
mod limits;
mod mail;
mod msg;
mod objects;
mod office;
mod pdf;
pub(crate) mod program;
mod said;
mod sheet;
mod text;
mod walk;
mod xml;

pub use html::text_of as html_text;
pub use limits::Limits;
pub use mail::attachments;
pub use said::{Extracted, Field, Part, Place, Problem, Reason, Said};

use serde::{Deserialize, Serialize};

/// A file in a mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub name: String,
    /// What the sender said it is.
    pub media_type: Option<String>,
    pub bytes: u64,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

/// A file as it was found.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its name or path; a hint where the content does not say what it is.
    pub name: &'a str,
    /// What its sender said it is; a hint too.
    pub media_type: Option<&'a str>,
    pub bytes: &'a [u8],
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// Tells `say` piece by piece what `file` says. What cannot be read is said as a [`Problem`].
pub fn extract(file: File<'_>, limits: &Limits, say: &mut dyn FnMut(Said)) {
    let mut walk = walk::Walk::new(limits, say);
    // A stop was said as a problem where it happened.
    let _stopped = walk.root(file);
}
