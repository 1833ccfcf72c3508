//! `gestand trace`: which lines of a published statement a pack covers, and by what.

use std::process::ExitCode;

use gestand_policy::trace::coverage;

use crate::args::{Format, TraceArgs};
use crate::output::{Failure, json, line};
use crate::pack::policy;

pub fn trace(args: &TraceArgs) -> Result<ExitCode, Failure> {
    let policy = policy(&args.pack)?;
    let shown = args.statement.display().to_string();
    let bytes = std::fs::read(&args.statement).map_err(|error| Failure::in_doing(&shown, error))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::in_doing(&shown, "the file is not UTF-8 text"))?;
    let coverage = coverage(&policy, &text);
    match args.format {
        Format::Json => json(&serde_json::to_value(&coverage).map_err(Failure::of)?),
        Format::Text => {
            for (number, nodes) in &coverage.by_line {
                line(format!("{number:5}  {}", nodes.join(", ")));
            }
            for number in &coverage.uncovered {
                line(format!("{number:5}  -"));
            }
            for (node, lines) in &coverage.stale {
                line(format!("{lines}: the published lines have changed since {node} was written"));
            }
            let percent = coverage.covered_lines * 100 / coverage.content_lines.max(1);
            line(format!("{} of {} lines covered ({percent} %)", coverage.covered_lines, coverage.content_lines));
        }
    }
    Ok(ExitCode::SUCCESS)
}
