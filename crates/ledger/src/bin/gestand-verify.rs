//! `gestand-verify`: checks a receipt with nothing but the receipt and the public key of the ledger.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use gestand_ledger::{Receipt, SignedCheckpoint, Verified, VerifierKey};
use serde_json::json;

const USAGE: &str = "\
Usage: gestand-verify RECEIPT --key KEY [--against CHECKPOINT] [--format text|json]

Checks that an entry is in the ledger of a housing corporation, without trusting that corporation's computers.

  RECEIPT               the receipt, a .tlog-proof file
  --key KEY             the public key (name+hash+base64), or a file that holds it
  --against CHECKPOINT  a checkpoint you got elsewhere: must be the same ledger as in the receipt
  --format text|json    how to print the outcome

Exit code: 0 the receipt is right, 1 it is not, 2 it could not be checked.
";

/// What the command line asks.
struct Question {
    receipt: String,
    key: String,
    against: Option<String>,
    json: bool,
}

/// What came of it.
enum Outcome {
    Right(Box<Verified>),
    /// With the reason.
    Wrong(String),
    /// With what to do next.
    Unchecked(String),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return print(USAGE, 0);
    }
    let question = match parse(arguments) {
        Ok(question) => question,
        Err(problem) => {
            // Nothing is left to do when even the error cannot be written.
            let _ = write!(std::io::stderr(), "gestand-verify: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let outcome = check(&question).unwrap_or_else(|outcome| outcome);
    let code = match outcome {
        Outcome::Right(_) => 0,
        Outcome::Wrong(_) => 1,
        Outcome::Unchecked(_) => 2,
    };
    print(&if question.json { as_json(&outcome) } else { as_text(&outcome) }, code)
}

/// Writes the outcome; an outcome nobody could read counts as not checked.
fn print(text: &str, code: u8) -> ExitCode {
    ExitCode::from(if std::io::stdout().write_all(text.as_bytes()).is_ok() { code } else { 2 })
}

fn parse(arguments: Vec<String>) -> Result<Question, String> {
    let (mut receipt, mut key, mut against, mut json) = (None, None, None, false);
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--key" => key = Some(value()?),
            "--against" => against = Some(value()?),
            "--format" => match value()?.as_str() {
                "json" => json = true,
                "text" => json = false,
                other => return Err(format!("there is no format {other}")),
            },
            option if option.starts_with('-') => return Err(format!("there is no option {option}")),
            _ if receipt.is_some() => return Err("more than one receipt; check them one by one".to_owned()),
            _ => receipt = Some(argument),
        }
    }
    let receipt = receipt.ok_or("which receipt?")?;
    let key = key.ok_or("which key? It is on the proof page of the corporation")?;
    Ok(Question { receipt, key, against, json })
}

fn check(question: &Question) -> Result<Outcome, Outcome> {
    let key = if Path::new(&question.key).exists() { read(&question.key)? } else { question.key.clone() };
    let key: VerifierKey = key.trim().parse().map_err(|problem| Outcome::Unchecked(format!("the key: {problem}")))?;
    let wrong = |problem: &dyn std::fmt::Display| Outcome::Wrong(problem.to_string());
    let receipt = Receipt::parse(&read(&question.receipt)?).map_err(|problem| wrong(&problem))?;
    let verified = receipt.verify(&key).map_err(|problem| wrong(&problem))?;
    if let Some(file) = &question.against {
        let other = SignedCheckpoint::parse(&read(file)?);
        let other = other.map_err(|problem| Outcome::Unchecked(format!("the checkpoint in {file}: {problem}")))?;
        let other = other.verify(&key).map_err(|problem| wrong(&format!("the checkpoint in {file}: {problem}")))?;
        if other.size != verified.checkpoint.size {
            return Err(Outcome::Unchecked(format!(
                "the receipt speaks of {} entries, the checkpoint of {}; ask for the receipt at {} entries",
                verified.checkpoint.size, other.size, other.size
            )));
        }
        if other.root != verified.checkpoint.root {
            return Err(wrong(&"two different ledgers of the same size were signed; keep both files, they prove it"));
        }
    }
    Ok(Outcome::Right(Box::new(verified)))
}

fn read(path: &str) -> Result<String, Outcome> {
    let bytes = std::fs::read(path).map_err(|problem| Outcome::Unchecked(format!("cannot read {path}: {problem}")))?;
    String::from_utf8(bytes).map_err(|_| Outcome::Unchecked(format!("{path} is not a text file")))
}

/// The time of the entry in UTC; a verified entry always has one.
fn time(verified: &Verified) -> String {
    verified.entry.time().map(|time| time.to_string()).unwrap_or_default()
}

fn as_json(outcome: &Outcome) -> String {
    let value = match outcome {
        Outcome::Right(verified) => json!({
            "outcome": "right",
            "index": verified.index,
            "time": time(verified),
            "meaning": verified.entry.kind.meaning(),
            "entry": verified.entry,
            "ledger": {
                "origin": verified.checkpoint.origin,
                "size": verified.checkpoint.size,
                "root": gestand_ledger::Digest(verified.checkpoint.root),
            },
        }),
        Outcome::Wrong(reason) => json!({"outcome": "wrong", "reason": reason}),
        Outcome::Unchecked(reason) => json!({"outcome": "unchecked", "reason": reason}),
    };
    format!("{value:#}\n")
}

fn as_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Right(verified) => {
            let entry = &verified.entry;
            let mut text = format!(
                "OK: dit bewijs klopt.\n\nThe ledger {} holds this as entry {} of {}:\n\n  {} ({})\n  time       {}\n",
                verified.checkpoint.origin,
                verified.index,
                verified.checkpoint.size,
                entry.kind.meaning(),
                entry.kind,
                time(verified),
            );
            // Printed as JSON, so that no entry can steer the terminal.
            let mut line = |name: &str, value: serde_json::Value| text += &format!("  {name:<10} {value}\n");
            line("policy", json!(entry.policy));
            entry.reference.iter().for_each(|reference| line("reference", json!(reference)));
            entry.subject.iter().for_each(|subject| line("subject", json!(subject)));
            entry.facts.iter().for_each(|(name, fact)| line("fact", json!({ name: fact })));
            text
        }
        Outcome::Wrong(reason) => format!(
            "NIET OK: dit bewijs klopt niet.\n\nThe receipt proves nothing: {reason}.\nDo not rely on it. Keep the file, and ask the corporation for a new receipt.\n"
        ),
        Outcome::Unchecked(reason) => {
            format!("NIET GECONTROLEERD: dit bewijs kon niet worden gecontroleerd.\n\nNot checked: {reason}.\n")
        }
    }
}
