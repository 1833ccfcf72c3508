//! `gestand check`, `gestand explain` and `gestand schema`.

use std::process::ExitCode;

use gestand_app::compile_pack;
use gestand_policy::{Compiled, Severity, checks, schema as policy_schema};
use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report, SourceSpan};

use crate::args::{CheckArgs, Format, Lang};
use crate::output::{Failure, json, line};

/// Exit 0 without errors, 1 with errors; a pack that cannot be read is a [`Failure`] (2).
pub fn check(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let compiled = compile_pack(&args.pack).map_err(Failure::of)?;
    match args.format {
        Format::Json => json(&compiled.to_json(args.lang.code())),
        Format::Text => print(&compiled, args.lang),
    }
    Ok(if compiled.count(Severity::Error) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(compiled: &Compiled, lang: Lang) {
    for diagnostic in &compiled.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Check => miette::Severity::Advice,
        };
        let mut shown = MietteDiagnostic::new(diagnostic.message.get(lang.code()))
            .with_code(format!("{} ({})", diagnostic.code, diagnostic.law.join("; ")))
            .with_severity(severity)
            .with_help(diagnostic.help.get(lang.code()));
        let file = compiled.files.get(usize::from(diagnostic.span.file)).filter(|_| diagnostic.span.line > 0);
        let report = match file {
            Some(file) => {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                shown =
                    shown.with_label(LabeledSpan::underline(at(&text, diagnostic.span.line, diagnostic.span.column)));
                Report::new(shown).with_source_code(NamedSource::new(&file.path, text))
            }
            None => Report::new(shown),
        };
        line(format!("{report:?}"));
    }
    let (errors, warnings) = (compiled.count(Severity::Error), compiled.count(Severity::Warning));
    let checks = compiled.count(Severity::Check);
    line(match lang {
        Lang::Nl => format!("{errors} fouten, {warnings} waarschuwingen, {checks} om na te kijken"),
        Lang::En => format!("{errors} errors, {warnings} warnings, {checks} to check"),
    });
}

/// The first word at a line and column, as bytes of the text.
fn at(text: &str, row: u32, column: u32) -> SourceSpan {
    let mut start = 0;
    for (number, content) in text.split_inclusive('\n').enumerate() {
        if number + 1 == row as usize {
            let skip = (column as usize).saturating_sub(1);
            let offset = content.char_indices().nth(skip).map_or(0, |(offset, _)| offset);
            let word = content[offset..].split([':', ',', ' ', '\n', ']', '}']).next().unwrap_or_default();
            return (start + offset, word.len().max(1)).into();
        }
        start += content.len();
    }
    (0, 0).into()
}

/// Prints what a code means.
pub fn explain(code: &str, lang: Lang) -> Result<ExitCode, Failure> {
    let Some(info) = checks::explain(code) else {
        let known: Vec<&str> = checks::all().map(|info| info.code).collect();
        return Err(Failure::of(format!("there is no code '{code}'; the codes are {}", known.join(", "))));
    };
    line(info.explanation(lang.code()));
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON Schema of the policy language.
pub fn schema() -> Result<ExitCode, Failure> {
    line(serde_json::to_string_pretty(&policy_schema::json_schema()).map_err(Failure::of)?);
    Ok(ExitCode::SUCCESS)
}
