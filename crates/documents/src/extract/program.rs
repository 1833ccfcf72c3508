//! Runs a program that reads a format we have no library for: bytes in, bytes out, no files.

use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;

use rustix::process::Signal;

use super::Reason;

/// What a program gave.
pub struct Ran {
    pub out: Vec<u8>,
    /// The beginning of what it complained about. May hold words of the file: for looking at, never for showing.
    pub complaints: String,
    pub ok: bool,
    /// There was more than was asked for.
    pub more: bool,
}

/// How much of its complaints is kept.
const COMPLAINTS: u64 = 64 << 10;

/// Gives `input` to the program and takes at most `most` bytes from it.
///
/// Its time and memory are limited as this process is; see [`crate::worker`].
pub fn run(program: &str, arguments: &[&str], input: &[u8], most: u64) -> Result<Ran, Reason> {
    let mut child = Command::new(program)
        .args(arguments)
        // Several files are read at once; the threads of tesseract would only wait for each other.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Reason::NoProgram,
            io::ErrorKind::OutOfMemory => Reason::Memory,
            _ => Reason::Crashed,
        })?;
    let (Some(mut stdin), Some(stdout), Some(mut stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(Reason::Crashed);
    };
    let (out, complaints) = thread::scope(|scope| {
        // A program that has seen enough closes its input: that is no error.
        scope.spawn(move || stdin.write_all(input));
        let complaints = scope.spawn(move || {
            let mut said = Vec::new();
            let read = stderr.by_ref().take(COMPLAINTS).read_to_end(&mut said);
            let rest = io::copy(&mut stderr, &mut io::sink());
            read.and(rest).map(|_| said).unwrap_or_default()
        });
        let mut out = Vec::new();
        let mut stdout = stdout.take(most.saturating_add(1));
        let read = stdout.read_to_end(&mut out);
        // With its output closed, a program that floods ends by itself.
        drop(stdout);
        (read.map(|_| out), complaints.join().unwrap_or_default())
    });
    let status = child.wait().map_err(|_| Reason::Crashed)?;
    let mut out = out.map_err(|_| Reason::Crashed)?;
    let more = out.len() as u64 > most;
    // Flooding, a program is ended by its closed output.
    match status.signal() {
        Some(signal) if signal == Signal::XCPU.as_raw() || signal == Signal::KILL.as_raw() => return Err(Reason::Time),
        Some(_) if !more => return Err(Reason::Crashed),
        _ => {}
    }
    if more {
        out.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(Ran { out, complaints: String::from_utf8_lossy(&complaints).into_owned(), ok: status.success(), more })
}
