//! The child: shuts itself in, does one task, answers.

use std::io::{self, BufRead, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::sandbox::shut_in;
use super::{Made, Record, Request, SEPARATOR, Task};
use crate::extract::{File, Limits, Problem, Reason, Said, attachments, extract};
use crate::mask::{Masked, Refusal, mask, take_in};
use crate::shielded::check;

/// Bytes of a file in one record.
const PIECE: usize = 48 << 10;

/// A request line has names and numbers; more than this is no request.
const LONGEST_REQUEST: u64 = 64 << 10;

/// Why a child could not do its work. Says nothing of the file.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("this command is started by Gestand itself, with a request on standard input")]
    NoRequest,
    #[error("standard input or output was closed")]
    Closed(#[from] io::Error),
}

/// What the program does that a [`super::Reader`] starts: does one task with what `input` holds, answers on `output`.
///
/// Shuts in the calling thread for good: the process must do nothing else, and end after it.
///
/// # Errors
/// Without a request, or when an end of a pipe is closed. That a file cannot be read is said on `output`.
pub fn serve(input: impl Read, output: impl Write) -> Result<(), ServeError> {
    let mut input = io::BufReader::new(input);
    let mut line = Vec::new();
    input.by_ref().take(LONGEST_REQUEST).read_until(b'\n', &mut line)?;
    let request: Request = serde_json::from_slice(&line).map_err(|_| ServeError::NoRequest)?;
    let mut answer = Answer { output: io::LineWriter::new(output), broken: None };

    let Request { task, limits } = request;
    let sandbox = shut_in(&limits);
    answer.record(&Record::Sandbox(sandbox));
    if sandbox.is_closed() {
        let mut bytes = Vec::new();
        input.take(limits.input.saturating_add(1)).read_to_end(&mut bytes)?;
        answer.to(&task, &limits, &bytes);
    } else if matches!(task, Task::Read { .. }) {
        let reason = Reason::NoSandbox;
        answer.record(&Record::Said(Said::Problem(Problem { inside: Vec::new(), reason })));
    } else {
        answer.record(&Record::Made(Err(Refusal::NotDone(Reason::NoSandbox))));
    }
    answer.record(&Record::End);
    answer.broken.map_or(Ok(()), |error| Err(error.into()))
}

/// The way back. Each record is sent at once: what was said stays said when the child dies.
struct Answer<W: Write> {
    output: io::LineWriter<W>,
    broken: Option<io::Error>,
}

impl<W: Write> Answer<W> {
    fn to(&mut self, task: &Task, limits: &Limits, bytes: &[u8]) {
        let masked = |masked: Masked| (masked.bytes, Made::Masked { places: masked.places });
        let made = match task {
            Task::Read { name, media_type } => {
                let file = File { name, media_type: media_type.as_deref(), bytes };
                return extract(file, limits, &mut |said| self.record(&Record::Said(said)));
            }
            Task::Mask { media_type, least } => mask(bytes, media_type, *least).map(masked),
            Task::TakeIn => take_in(bytes).map(masked),
            Task::Check { sizes, rules, today } => check(&files(bytes, sizes), rules, *today)
                .map(|checked| (checked.picture, Made::Checked(checked.shielded))),
            Task::Attachments { give } => in_mail(bytes, *give),
        };
        let fits = |(file, made): (Vec<u8>, Made)| match file.len() as u64 > limits.output {
            true => Err(Refusal::TooLarge),
            false => Ok((file, made)),
        };
        let made = made.and_then(fits).map(|(file, made)| {
            for piece in file.chunks(PIECE) {
                self.record(&Record::Piece(STANDARD.encode(piece)));
            }
            made
        });
        self.record(&Record::Made(made));
    }

    fn record(&mut self, record: &Record) {
        if self.broken.is_none() {
            self.broken = self.write(record).err();
        }
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        self.output.write_all(&[SEPARATOR])?;
        serde_json::to_writer(&mut self.output, record)?;
        self.output.write_all(b"\n")
    }
}

/// The files in a mail, and the bytes of the one that is to be given.
fn in_mail(bytes: &[u8], give: Option<usize>) -> Result<(Vec<u8>, Made), Refusal> {
    let (mut all, mut given) = (Vec::new(), Vec::new());
    let told = attachments(bytes, &mut |attachment, content| {
        if give == Some(all.len()) {
            given = content.to_vec();
        }
        all.push(attachment);
    });
    told.map_err(|_| Refusal::Damaged).map(|()| (given, Made::Attachments(all)))
}

/// The files that stand one behind the other in `bytes`.
fn files<'b>(mut bytes: &'b [u8], sizes: &[usize]) -> Vec<&'b [u8]> {
    let mut files = Vec::new();
    for size in sizes {
        let (file, rest) = bytes.split_at((*size).min(bytes.len()));
        files.push(file);
        bytes = rest;
    }
    files
}
