//! What the parent asks of a child beside reading: to mask a file, to take a paper in, to check a shielded copy.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;

use super::{Made, Reader, Record, Task};
use crate::bsn::Verdict;
use crate::extract::{Attachment, Reason};
use crate::mask::{Masked, Refusal};
use crate::shielded::{Checked, Rules};

impl Reader {
    /// Makes BSNs in a file unreadable: [`crate::mask::mask`].
    ///
    /// # Errors
    /// Why the file was not masked; it must not go on as it is.
    pub fn mask(&self, bytes: &[u8], media_type: &str, least: Verdict) -> Result<Masked, Refusal> {
        let media_type = media_type.chars().take(200).collect();
        masked(self.make(Task::Mask { media_type, least }, &[bytes])?)
    }

    /// Makes a paper that somebody hands in fit to be kept: [`crate::mask::take_in`].
    ///
    /// # Errors
    /// Why it cannot be kept.
    pub fn take_in(&self, bytes: &[u8]) -> Result<Masked, Refusal> {
        masked(self.make(Task::TakeIn, &[bytes])?)
    }

    /// Looks whether a copy of an identity document is shielded: [`crate::shielded::check`].
    ///
    /// # Errors
    /// Why the files could not be looked at.
    pub fn check_copy(&self, files: &[&[u8]], rules: &Rules, today: Date) -> Result<Checked, Refusal> {
        let sizes = files.iter().map(|file| file.len()).collect();
        match self.make(Task::Check { sizes, rules: rules.clone(), today }, files)? {
            (picture, Made::Checked(shielded)) => Ok(Checked { shielded, picture }),
            _ => Err(Refusal::NotDone(Reason::Crashed)),
        }
    }

    /// The files in a mail, in their order.
    ///
    /// # Errors
    /// Why they could not be told.
    pub fn attachments(&self, mail: &[u8]) -> Result<Vec<Attachment>, Refusal> {
        match self.make(Task::Attachments { give: None }, &[mail])? {
            (_, Made::Attachments(all)) => Ok(all),
            _ => Err(Refusal::NotDone(Reason::Crashed)),
        }
    }

    /// One of the files in a mail, by its place in [`Reader::attachments`]; `None`: there is none.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn attachment(&self, mail: &[u8], number: usize) -> Result<Option<Vec<u8>>, Refusal> {
        match self.make(Task::Attachments { give: Some(number) }, &[mail])? {
            (bytes, Made::Attachments(all)) => Ok((number < all.len()).then_some(bytes)),
            _ => Err(Refusal::NotDone(Reason::Crashed)),
        }
    }

    /// The file that a child made, and what it says of it. A child that was cut off made nothing.
    fn make(&self, task: Task, files: &[&[u8]]) -> Result<(Vec<u8>, Made), Refusal> {
        if self.is_too_large(files.iter().map(|file| file.len()).sum()) {
            return Err(Refusal::TooLarge);
        }
        let answer = self.ask(task, files);
        if let Some(reason) = answer.cut_off {
            return Err(Refusal::NotDone(reason));
        }
        let broken = || Refusal::NotDone(Reason::Crashed);
        let mut file = Vec::new();
        for record in answer.records {
            match record {
                Record::Piece(piece) => STANDARD.decode_vec(piece, &mut file).map_err(|_| broken())?,
                Record::Made(made) => return Ok((file, made?)),
                Record::Sandbox(_) | Record::Said(_) | Record::End => {}
            }
        }
        Err(broken())
    }
}

fn masked((bytes, made): (Vec<u8>, Made)) -> Result<Masked, Refusal> {
    match made {
        Made::Masked { places } => Ok(Masked { bytes, places }),
        _ => Err(Refusal::NotDone(Reason::Crashed)),
    }
}
