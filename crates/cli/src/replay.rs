//! `gestand sources replay`: what a restore or a re-import has brought back of what was erased.

use std::process::ExitCode;

use gestand_app::Actor;
use serde_json::json;

use crate::args::{Format, HomeArgs};
use crate::home;
use crate::output::{Failure, json as print, line};

/// Exit 0 when nothing came back, 1 when something did or a source could not be read.
pub async fn replay(args: &HomeArgs, format: Format) -> Result<ExitCode, Failure> {
    let app = home::open(args).await?;
    let found = app.replay(&Actor::System).await.map_err(|error| Failure::in_doing("nothing was compared", error))?;
    match format {
        Format::Json => print(&json!({"looked_at": found.looked_at, "back": found.back, "held": found.held,
            "reused_keys": found.reused, "source_down": found.down,
            "plan": found.plan.map(|plan| plan.to_string())})),
        Format::Text => {
            line(format!(
                "{} records looked up; {} erased ones are there again, of which {} are on hold.",
                found.looked_at, found.back, found.held
            ));
            if found.reused > 0 {
                line(format!("{} records of other people have the key of an erased one.", found.reused));
            }
            for source in &found.down {
                line(format!("Source {source} could not be compared: repair it and try again."));
            }
            if let Some(plan) = found.plan {
                line(format!("Plan {plan} waits for approval; see the retention page."));
            }
        }
    }
    let fine = found.back == 0 && found.down.is_empty();
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
