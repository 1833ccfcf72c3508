//! The child: shuts itself in, reads one file, says what it says.

use std::io::{self, BufRead, Read, Write};

use super::sandbox::shut_in;
use super::{Record, Request, SEPARATOR};
use crate::extract::{File, Problem, Reason, Said, extract};

/// A request line has a file name and numbers; more than this is no request.
const LONGEST_REQUEST: u64 = 64 << 10;

/// Why a child could not do its work. Says nothing of the file.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("this command is started by Gestand itself, with a request on standard input")]
    NoRequest,
    #[error("standard input or output was closed")]
    Closed(#[from] io::Error),
}

/// What the program does that a [`super::Reader`] starts: reads one file from `input` and answers on `output`.
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

    let sandbox = shut_in(&request.limits);
    answer.record(&Record::Sandbox(sandbox));
    if sandbox.is_closed() {
        let mut bytes = Vec::new();
        input.take(request.limits.input.saturating_add(1)).read_to_end(&mut bytes)?;
        let file = File { name: &request.name, media_type: request.media_type.as_deref(), bytes: &bytes };
        extract(file, &request.limits, &mut |said| answer.record(&Record::Said(said)));
    } else {
        let reason = Reason::NoSandbox;
        answer.record(&Record::Said(Said::Problem(Problem { inside: Vec::new(), reason })));
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
