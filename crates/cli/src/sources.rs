//! `gestand sources check`: the annotation against the live sources and the policy.

use std::process::ExitCode;

use gestand_policy::Severity;
use gestand_sources::Sources;
use serde_json::json;

use crate::args::{Format, SourcesArgs, SourcesCommand};
use crate::output::{Failure, json as print, line};
use crate::pack::policy;

/// Exit 0 without errors, 1 with errors or a source that is down, 2 when nothing could be read.
pub async fn check(args: SourcesArgs) -> Result<ExitCode, Failure> {
    let SourcesCommand::Check { dir, pack, format, lang } = args.command;
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
