//! How the command speaks: results on standard output, failures and progress on standard error.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

/// The command could not do its work: exit code 2.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn of(error: impl Display) -> Self {
        Failure(error.to_string())
    }

    /// What was tried, and why it failed.
    pub fn in_doing(what: &str, error: impl Display) -> Self {
        Failure(format!("{what}: {error}"))
    }

    pub fn report(&self) -> ExitCode {
        let _ = writeln!(std::io::stderr(), "gestand: {}", self.0);
        ExitCode::from(2)
    }
}

/// A number with what is counted: `1 fout`, `2 fouten`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Writes a line of a result. A closed pipe ends the program quietly.
pub fn line(text: impl Display) {
    if writeln!(std::io::stdout().lock(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// Writes a result that is a file. A closed pipe ends the program quietly.
pub fn bytes(content: &[u8]) {
    if std::io::stdout().lock().write_all(content).is_err() {
        std::process::exit(0);
    }
}

/// Writes a result as JSON.
pub fn json(value: &Value) {
    line(value);
}

/// Tells a person what is going on, on standard error.
pub fn say(text: impl Display) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A bar on a terminal; elsewhere one line per stage.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    stage: String,
}

impl Progress {
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{msg:32} {bar:30} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        });
        Progress { bar, stage: String::new() }
    }

    pub fn show(&mut self, stage: &str, done: u64, total: u64) {
        let new = self.stage != stage;
        if new {
            stage.clone_into(&mut self.stage);
        }
        match &self.bar {
            Some(bar) => {
                bar.set_message(self.stage.clone());
                bar.set_length(total);
                bar.set_position(done);
            }
            None if new => say(format!("  {stage}")),
            None => {}
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
