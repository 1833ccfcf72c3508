//! `gestand term`: count a term and say how.

use std::process::ExitCode;

use gestand_policy::terms::{Rule, RuleStart};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::args::{Format, TermArgs};
use crate::output::{Failure, json as print, line};

pub fn term(args: &TermArgs) -> Result<ExitCode, Failure> {
    let rule: Rule = args.rule.parse().map_err(Failure::of)?;
    let from: RuleStart = args.from.parse().map_err(Failure::of)?;
    let zone = TimeZone::get(&args.zone).map_err(|error| Failure::in_doing("zone", error))?;
    let due = rule.due(from, &zone).map_err(Failure::of)?;
    let shown = match &due.moment {
        Some(moment) => moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => due.date.to_string(),
    };
    let skipped = due.rolled_over.iter().map(|day| format!("{} ({})", day.date, day.reason));
    match args.format {
        Format::Json => print(&json!({
            "due": shown, "rule": rule.to_string(), "from": from.to_string(),
            "calendar_due": due.calendar_date.to_string(), "rolled_over": skipped.collect::<Vec<_>>(),
        })),
        Format::Text => {
            line(&shown);
            for day in skipped {
                line(format!("  not on {day}"));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
