//! `gestand diff`: what changes for people when one policy takes the place of another.

use std::process::ExitCode;

use gestand_publish::{Lang, changes};

use crate::args::{self, DiffArgs, Format};
use crate::output::{Failure, counted, json, line};
use crate::pack::policy;

/// Exit 0 when the two say the same, 1 when they differ; a pack that cannot be read is a [`Failure`] (2).
pub fn diff(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let (old, new) = (policy(&args.old)?, policy(&args.new)?);
    let lang = match args.lang {
        args::Lang::Nl => Lang::Nl,
        args::Lang::En => Lang::En,
    };
    let found = changes(&old.document, &new.document, lang);
    match args.format {
        Format::Json => json(&serde_json::to_value(&found).map_err(Failure::of)?),
        Format::Text => {
            for change in &found {
                line(&change.text);
                if let Some(duty) = &change.duty {
                    line(format!("    ! {duty}"));
                }
            }
            let (first, due) = (
                found.iter().filter(|change| change.change.inform_first).count(),
                found.iter().filter(|change| change.change.due_at_once).count(),
            );
            line(match args.lang {
                args::Lang::Nl => {
                    let changes = counted(found.len(), "verandering", "veranderingen");
                    format!("{changes}, {first} eerst vertellen, {due} met gegevens die meteen weg moeten")
                }
                args::Lang::En => {
                    let changes = counted(found.len(), "change", "changes");
                    format!("{changes}, {first} to tell people first, {due} with data due at once")
                }
            });
        }
    }
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
