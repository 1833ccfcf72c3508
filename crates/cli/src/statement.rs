//! `gestand statement`: the statement of a pack in every form, and how well it reads.

use std::io::Write;
use std::process::ExitCode;

use gestand_policy::Policy;
use gestand_publish as publish;
use gestand_publish::Statement;

use crate::args::{Lang, StatementArgs, StatementFormat};
use crate::output::{Failure, counted, json, line, say};
use crate::pack::policy;

/// Exit 0; with `--lint` 1 when something reads badly or own wording is lost; a pack that cannot be read is a
/// [`Failure`] (2).
pub fn statement(args: &StatementArgs) -> Result<ExitCode, Failure> {
    let policy = policy(&args.pack)?;
    let statement = publish::statement(&policy, args.lang.in_texts());
    if args.lint {
        return lint(args, &policy, &statement);
    }
    let bytes = match args.format {
        StatementFormat::Md => publish::statement_markdown(&statement).into_bytes(),
        StatementFormat::Text => publish::statement_text(&statement).into_bytes(),
        StatementFormat::Html => publish::statement_html(&statement).map_err(Failure::of)?.into_bytes(),
        StatementFormat::Pdf => publish::statement_pdf(&statement).map_err(Failure::of)?,
        StatementFormat::Json => format!("{:#}\n", publish::statement_json(&statement)).into_bytes(),
    };
    match &args.output {
        Some(file) => {
            std::fs::write(file, bytes).map_err(|error| Failure::in_doing(&file.display().to_string(), error))?;
            say(file.display());
        }
        // A closed pipe is no failure of ours.
        None => drop(std::io::stdout().lock().write_all(&bytes)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Reports what is hard to read in the Dutch texts, and own wording that belongs to no sentence.
fn lint(args: &StatementArgs, policy: &Policy, statement: &Statement) -> Result<ExitCode, Failure> {
    let findings = publish::readability(statement);
    let lost = publish::lost_wording(policy);
    if args.format == StatementFormat::Json {
        json(&serde_json::json!({ "findings": findings, "lost_wording": lost }));
    } else {
        for finding in &findings {
            line(format!("{}: {}", finding.id, finding.problem.message(args.lang.in_texts())));
        }
        for id in &lost {
            line(match args.lang {
                Lang::Nl => format!("wording.{id}: deze zin staat niet in de verklaring"),
                Lang::En => format!("wording.{id}: the statement has no such sentence"),
            });
        }
        let (sentences, found) = (statement.sentences().count(), findings.len() + lost.len());
        line(match args.lang {
            Lang::Nl => {
                format!("{} in {}", counted(found, "bevinding", "bevindingen"), counted(sentences, "zin", "zinnen"))
            }
            Lang::En => {
                format!("{} in {}", counted(found, "finding", "findings"), counted(sentences, "sentence", "sentences"))
            }
        });
    }
    Ok(if findings.is_empty() && lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
