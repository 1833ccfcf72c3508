//! `gestand test`: run the policy tests of a pack and tell what came of them.

use std::process::ExitCode;

use gestand_app::pack_tests::{Case, Outcome, Report, TestError, run};

use crate::args::{Format, Lang, TestArgs};
use crate::output::{Failure, counted, json, line};
use crate::pack::not_read;

/// Exit 0 when every case passes, 1 when one fails, 2 when the pack or something in its tests cannot be understood.
pub fn test(args: &TestArgs) -> Result<ExitCode, Failure> {
    let report = run(&args.pack).map_err(|error| match error {
        TestError::Read(error) => not_read(&error),
        other => Failure::of(other),
    })?;
    match args.format {
        Format::Json => json(&report.to_json(args.lang.code())),
        Format::Text => print(&report, args.lang),
    }
    Ok(match (report.not_understood(), report.failed()) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    })
}

fn print(report: &Report, lang: Lang) {
    for problem in &report.problems {
        line(format!("{}:{}\n  {}", problem.file, problem.line, problem.message.get(lang.code())));
    }
    report.cases.iter().for_each(|case| tell(case, lang));
    let (total, passed, failed) = (report.cases.len(), report.passed(), report.failed());
    let (unclear, files, shown) = (report.not_understood(), report.files, report.shown().len());
    line(match lang {
        Lang::Nl => format!(
            "{} in {}: {passed} goed, {failed} mislukt, {unclear} niet begrepen; {} getoond",
            counted(total, "geval", "gevallen"),
            counted(files, "bestand", "bestanden"),
            counted(shown, "belofte", "beloften")
        ),
        Lang::En => format!(
            "{} in {}: {passed} passed, {failed} failed, {unclear} not understood; {} shown",
            counted(total, "case", "cases"),
            counted(files, "file", "files"),
            counted(shown, "promise", "promises")
        ),
    });
}

/// Tells of a case that did not pass.
fn tell(case: &Case, lang: Lang) {
    let (expected, came, because) = match lang {
        Lang::Nl => ("verwacht", "kwam", "want"),
        Lang::En => ("expected", "came", "because"),
    };
    match &case.outcome {
        Outcome::Passed => {}
        Outcome::NotUnderstood(message) => {
            line(format!("{}:{}\n  {}", case.file, case.line, message.get(lang.code())));
        }
        Outcome::Failed { differences, why } => {
            line(format!("{}:{}  {}", case.file, case.line, case.text));
            for difference in differences {
                let column = difference.column.get(lang.code());
                line(format!("  {column}: {expected} '{}'", difference.expected));
                line(format!("  {column}: {came} '{}'", difference.came.get(lang.code())));
            }
            for reason in why {
                let place = reason.place.as_ref().map(|(file, row)| format!(" ({file}:{row})")).unwrap_or_default();
                line(format!("  {because}: {}{place}", reason.text.get(lang.code())));
            }
        }
    }
}
