//! Measures speed and memory against a baseline in the same run: `cargo run --release -p gestand-bench -- start`.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod answer;
mod decide;
mod detect;
mod postgres;
mod retention;
mod sources;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::Value;

/// As in the program that is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Debug, Parser)]
#[command(name = "gestand-bench")]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// Figures are printed as JSON.
    #[arg(long, global = true, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The first minute: from start to first page, again after a restart, and memory when idle. Needs the built
    /// `gestand` beside this program.
    Start {
        #[arg(long, default_value_t = 2000)]
        persons: u32,
        #[arg(long, default_value = "model")]
        pack: String,
    },
    /// One access request: from the search to the stored package, against the bare reading of the same records.
    Answer {
        #[arg(long, default_value_t = 2000)]
        persons: u32,
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Decisions against the same policies and the same questions in Cedar and Rego.
    Decide {
        #[arg(long, default_value_t = 100_000)]
        questions: usize,
    },
    /// The finder of BSNs on invented documents: what it finds, what it mistakes, and its speed beside `grep`.
    Detect {
        #[arg(long, default_value_t = 20_000)]
        documents: usize,
    },
    /// Access and erasure on a shop in PostgreSQL, against plain SQL for the same rows.
    Sources {
        #[arg(long, default_value_t = 100_000)]
        customers: u32,
        /// What holds Gestand's own data.
        #[arg(long, value_enum, default_value_t = sources::Own::Sqlite)]
        store: sources::Own,
    },
    /// Retention of a large table in PostgreSQL, against a hand-written batched DELETE of the same rows.
    Retention {
        #[arg(long, default_value_t = 10_000_000)]
        rows: u64,
        /// Rows past their term.
        #[arg(long, default_value_t = 1_000_000)]
        due: u64,
        /// What holds Gestand's own data.
        #[arg(long, value_enum, default_value_t = sources::Own::Sqlite)]
        store: sources::Own,
    },
    /// A part of `sources`: the process that is killed.
    #[command(hide = true)]
    SourcesChild {
        database: String,
        dir: std::path::PathBuf,
        #[arg(action = clap::ArgAction::Set)]
        begin: bool,
    },
}

fn main() -> ExitCode {
    let Args { command, format: Format::Json } = Args::parse();
    let outcome = match command {
        Command::Start { persons, pack } => start::measure(persons, &pack),
        Command::Answer { persons, rounds } => answer::measure(persons, rounds),
        Command::Decide { questions } => decide::measure(questions),
        Command::Detect { documents } => detect::measure(documents),
        Command::Sources { customers, store } => sources::measure(customers, store),
        Command::Retention { rows, due, store } => retention::measure(rows, due, store),
        Command::SourcesChild { database, dir, begin } => sources::child(&database, &dir, begin),
    };
    match outcome {
        Ok(figures) => {
            println!("{}", serde_json::to_string_pretty(&figures).unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("gestand-bench: {error}");
            ExitCode::from(2)
        }
    }
}

type Error = Box<dyn std::error::Error>;
type Figures = Result<Value, Error>;

/// The middle of some milliseconds.
fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
