//! `gestand retention`: compute what is due; approve and run it where an officer says so.

use std::process::ExitCode;

use gestand_app::{Actor, AppError};
use gestand_plans::{Boundary, Outcome};
use serde_json::json;

use crate::args::{Format, RetentionArgs};
use crate::home;
use crate::output::{Failure, Progress, json as print, line};

pub async fn retention(args: RetentionArgs) -> Result<ExitCode, Failure> {
    let app = home::open(&args.home).await?;
    let plan = match app.propose_retention(&Actor::System).await {
        Ok(plan) => plan,
        Err(AppError::Conflict { what: "nothing-due" }) => {
            match args.format {
                Format::Json => print(&json!({"plan": null, "records": 0})),
                Format::Text => line("Nothing is past its term."),
            }
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => return Err(Failure::in_doing("no plan was made", error)),
    };
    let Some(login) = &args.approve_as else {
        match args.format {
            Format::Json => print(&json!({"plan": plan.to_string(), "state": "proposed"})),
            Format::Text => line(format!("Plan {plan} waits for approval; see the retention page.")),
        }
        return Ok(ExitCode::SUCCESS);
    };
    app.approve_as(login, plan).await.map_err(|error| Failure::in_doing("the plan was not approved", error))?;
    let page = app.plan_page(&Actor::System, plan, gestand_app::Lang::Nl).await.map_err(Failure::of)?;
    let progress = std::sync::Mutex::new(Progress::new());
    let steps = u64::from(page.line.steps);
    let outcome = app
        .run_plan(plan, &|boundary| {
            if let (Boundary::Recorded(seq), Ok(mut progress)) = (boundary, progress.lock()) {
                progress.show("vernietigen en controleren", u64::from(seq) + 1, steps);
            }
        })
        .await
        .map_err(|error| Failure::in_doing("the plan was cut short; `gestand serve` goes on with it", error))?;
    if let Ok(progress) = progress.lock() {
        progress.finish();
    }
    if let (Some(file), Outcome::Completed) = (&args.receipt, outcome) {
        let receipt = app.plan_receipt(&Actor::System, plan).await.map_err(Failure::of)?;
        std::fs::write(file, receipt).map_err(|error| Failure::in_doing(&file.display().to_string(), error))?;
    }
    let completed = outcome == Outcome::Completed;
    match args.format {
        Format::Json => print(&json!({"plan": plan.to_string(), "number": page.line.number,
            "records": page.line.records, "held": page.line.held, "completed": completed,
            "verifier_key": app.verifier_key()})),
        Format::Text if completed => {
            line(format!("Plan {}: {} records done and verified.", page.line.number, page.line.records))
        }
        Format::Text if matches!(outcome, Outcome::Waiting { .. }) => {
            line(format!("Plan {} waits for a source; `gestand serve` goes on with it.", page.line.number))
        }
        Format::Text => line(format!("Plan {} stopped at a step; see the retention page.", page.line.number)),
    }
    Ok(if completed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
