//! `cargo xtask`: the rules of the house as a program, and the files that are made from the code.

mod codegen;
mod problem;
mod rules;
mod shown;
mod tree;

use std::io::Write;
use std::process::ExitCode;

use problem::Problem;
use tree::Tree;

const USAGE: &str = "\
cargo xtask tidy      checks the rules of the house; prints every problem with its place
cargo xtask codegen   writes the files that are made from the code
";

fn main() -> ExitCode {
    let command: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["tidy"] => Tree::read().and_then(|tree| rules::all(&tree)).map(|problems| report(&problems)),
        ["codegen"] => Tree::read().and_then(|tree| codegen::write(&tree)).map(|written| (written, true)),
        _ => Ok((USAGE.to_owned(), false)),
    };
    let (text, fine) = outcome.unwrap_or_else(|error| (format!("xtask: {error}\n"), false));
    let printed = std::io::stdout().write_all(text.as_bytes()).is_ok();
    if fine && printed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What to print, and whether there is no error among the problems.
fn report(problems: &[Problem]) -> (String, bool) {
    let errors = problems.iter().filter(|problem| !problem.warning).count();
    let mut text: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    text.push_str(&format!("tidy: {errors} errors, {} warnings\n", problems.len() - errors));
    (text, errors == 0)
}
