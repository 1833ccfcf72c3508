//! `gestand sources check`: the annotation against the live sources and the policy; `draft`: a first annotation.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use gestand_policy::Severity;
use gestand_sources::Sources;
use serde_json::json;

use crate::args::{Format, SourcesArgs, SourcesCommand};
use crate::output::{Failure, bytes, json as print, line};
use crate::pack::policy;
use crate::replay::replay;

/// Exit 0 without errors, 1 with errors or a source that is down, 2 when nothing could be read.
pub async fn check(args: SourcesArgs) -> Result<ExitCode, Failure> {
    let (dir, pack, format, lang) = match args.command {
        SourcesCommand::Check { dir, pack, format, lang } => (dir, pack, format, lang),
        SourcesCommand::Replay { home, format } => return replay(&home, format).await,
        SourcesCommand::Draft { address, out } => return draft(&address, out.as_deref()).await,
    };
    let policy = policy(&pack)?;
    let sources = Sources::open(&dir).map_err(Failure::of)?;
    let mut wrong = false;
    let mut all = Vec::new();
    for source in sources.all() {
        let id = source.info().id;
        match source.check(&policy.document).await {
            Ok(findings) => {
                wrong |= findings.iter().any(|finding| finding.severity == Severity::Error);
                for finding in findings {
                    if format == Format::Text {
                        line(format!("{id}: {} {}: {}", finding.code, finding.place, finding.message.get(lang.code())));
                        line(format!("    {}", finding.help.get(lang.code())));
                    }
                    all.push(json!({"source": id, "code": finding.code, "severity": finding.severity,
                        "place": finding.place, "message": finding.message.get(lang.code()),
                        "help": finding.help.get(lang.code())}));
                }
            }
            Err(error) => {
                wrong = true;
                if format == Format::Text {
                    line(format!("{id}: {}", error.message().get(lang.code())));
                }
                all.push(json!({"source": id, "code": "down", "severity": "error",
                    "message": error.message().get(lang.code())}));
            }
        }
    }
    match format {
        Format::Json => print(&json!({"findings": all, "sources": sources.all().len()})),
        Format::Text => line(format!("{} sources, {} findings", sources.all().len(), all.len())),
    }
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes a first annotation of a database. The address is in no message: it may hold a password.
async fn draft(address: &str, out: Option<&Path>) -> Result<ExitCode, Failure> {
    let text = gestand_sources::draft(address).await.map_err(Failure::of)?;
    match out {
        None => bytes(text.as_bytes()),
        Some(file) => {
            // What is there may have been written by a person.
            let new = File::create_new(file).and_then(|mut new| new.write_all(text.as_bytes()));
            new.map_err(|error| Failure::in_doing(&file.display().to_string(), error))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
