//! Measures speed and memory against a baseline in the same run: `cargo run --release -p gestand-bench -- start`.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod answer;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::Value;

#[derive(Debug, Parser)]
#[command(name = "gestand-bench")]
struct Args {
    #[command(subcommand)]
    command: Command,
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
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Start { persons, pack } => start::measure(persons, &pack),
        Command::Answer { persons, rounds } => answer::measure(persons, rounds),
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

type Figures = Result<Value, Box<dyn std::error::Error>>;

/// The middle of some milliseconds.
fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
