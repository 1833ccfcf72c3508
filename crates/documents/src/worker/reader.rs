//! The parent: starts a child for each task, gives it the bytes, and waits no longer than it must.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use rustix::process::{Pid, Signal, kill_process_group};

use super::{Record, Request, SEPARATOR, Sandbox, Task};
use crate::extract::{Extracted, File, Limits, Problem, Reason, Said};

/// Where a child finds programs.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// JSON writes a control character as six: no answer within the limits is longer than this many times the text.
const LONGER: u64 = 6;
/// How much of what a dying child says is looked at.
const LAST_WORDS: u64 = 4 << 10;

/// Reads, masks and checks files in children. Blocks; can be shared between threads, each file has its own child.
///
/// Where the system cannot shut a child in, nothing is done with a file: the reason is [`Reason::NoSandbox`].
#[derive(Debug, Clone)]
pub struct Reader {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
}

/// How a child ended, and what it had said until then.
pub(super) struct Answer {
    pub records: Vec<Record>,
    /// Why it did not come to its end.
    pub cut_off: Option<Reason>,
}

impl Reader {
    /// `program` with `arguments` must call [`super::serve`].
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
        limits: Limits,
    ) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { program: program.into(), arguments, limits }
    }

    /// A reader where nothing is to be read: each file has the problem [`Reason::NoWorker`].
    #[must_use]
    pub fn none() -> Self {
        Self::new("", [""; 0], Limits::default())
    }

    /// The same reader with other limits.
    #[must_use]
    pub fn within(&self, limits: Limits) -> Self {
        Self { limits, ..self.clone() }
    }

    /// What `file` says. What goes wrong is a problem of this file.
    #[must_use]
    pub fn read(&self, file: File<'_>) -> Extracted {
        let mut extracted = Extracted::default();
        let whole = Vec::new();
        if self.is_too_large(file.bytes.len()) {
            extracted.problems.push(Problem { inside: whole, reason: Reason::TooLarge });
            return extracted;
        }
        let task = Task::Read {
            name: file.name.chars().take(1_000).collect(),
            media_type: file.media_type.map(|said| said.chars().take(200).collect()),
        };
        let answer = self.ask(task, &[file.bytes]);
        for record in answer.records {
            if let Record::Said(said) = record {
                extracted.take(said);
            }
        }
        if let Some(reason) = answer.cut_off {
            extracted.take(Said::Problem(Problem { inside: whole, reason }));
        }
        extracted
    }

    /// How far children are shut in on this system.
    ///
    /// # Errors
    /// When a child cannot be started or does not answer.
    pub fn sandbox(&self) -> Result<Sandbox, Reason> {
        let answer = self.ask(Task::Read { name: String::new(), media_type: None }, &[]);
        let sandbox = answer.records.into_iter().find_map(|record| match record {
            Record::Sandbox(sandbox) => Some(sandbox),
            _ => None,
        });
        sandbox.ok_or(answer.cut_off.unwrap_or(Reason::NoWorker))
    }

    pub(super) fn is_too_large(&self, bytes: usize) -> bool {
        bytes as u64 > self.limits.input
    }

    /// Has a child do `task` with the files.
    pub(super) fn ask(&self, task: Task, files: &[&[u8]]) -> Answer {
        let answer = self.start().and_then(|child| self.converse(child, task, files));
        answer.unwrap_or(Answer { records: Vec::new(), cut_off: Some(Reason::NoWorker) })
    }

    fn start(&self) -> Option<Child> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().envs([("PATH", PATH), ("LANG", "C.UTF-8")]);
        command.current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()
    }

    /// `None` when the child could not be talked to at all.
    fn converse(&self, mut child: Child, task: Task, files: &[&[u8]]) -> Option<Answer> {
        let (mut stdin, stdout, stderr) = (child.stdin.take()?, child.stdout.take()?, child.stderr.take()?);
        let request = Request { task, limits: self.limits.clone() };
        let request = serde_json::to_vec(&request).ok()?;
        let most = self.limits.output.saturating_mul(LONGER);
        let (done, ends) = mpsc::channel();
        thread::scope(|scope| {
            // A child that stops listening says itself why.
            scope.spawn(move || {
                let line = stdin.write_all(&request).and_then(|()| stdin.write_all(b"\n"));
                files.iter().fold(line, |sent, file| sent.and_then(|()| stdin.write_all(file)))
            });
            let answer = scope.spawn(move || {
                let mut answer = Vec::new();
                let read = stdout.take(most.saturating_add(1)).read_to_end(&mut answer);
                // The one that waits may have stopped waiting.
                let _gone = done.send(());
                read.map(|_| answer).unwrap_or_default()
            });
            let last_words = scope.spawn(move || {
                let mut words = Vec::new();
                let read = stderr.take(LAST_WORDS).read_to_end(&mut words);
                read.map(|_| words).unwrap_or_default()
            });
            let in_time = ends.recv_timeout(self.limits.wall).is_ok();
            // Ends what it started too; a child that came to its end is not touched by it.
            let _gone = kill_process_group(Pid::from_child(&child), Signal::KILL);
            let status = child.wait().ok();
            let answer = answer.join().unwrap_or_default();
            let last_words = last_words.join().unwrap_or_default();
            let flooded = answer.len() as u64 > most;
            let records = records(&answer);
            let cut_off = match records.last() {
                Some(Record::End) => None,
                _ if !in_time => Some(Reason::Time),
                _ if flooded => Some(Reason::TooMuchText),
                _ => Some(cause(status, &last_words)),
            };
            Some(Answer { records, cut_off })
        })
    }
}

/// The records in an answer up to the first that cannot be read.
fn records(answer: &[u8]) -> Vec<Record> {
    let sequence = answer.split(|byte| *byte == SEPARATOR).skip(1);
    sequence.map_while(|record| serde_json::from_slice(record.split(|byte| *byte == b'\n').next()?).ok()).collect()
}

/// Why a child died.
fn cause(status: Option<ExitStatus>, last_words: &[u8]) -> Reason {
    let signal = status.and_then(|status| status.signal());
    if signal == Some(Signal::XCPU.as_raw()) || signal == Some(Signal::KILL.as_raw()) {
        Reason::Time
    } else if memchr::memmem::find(last_words, b"memory allocation of").is_some() {
        Reason::Memory
    } else {
        Reason::Crashed
    }
}
