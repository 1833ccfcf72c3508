//! `gestand check`, `gestand explain` and `gestand schema`.

use std::process::ExitCode;

use gestand_app::Packs;
use gestand_base::{Clock, SystemClock};
use gestand_policy::completeness::{Element, State, completeness, to_json};
use gestand_policy::{Compiled, Diagnostic, Severity, checks, compile_on, law_in_words, schema as policy_schema};
use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report, SourceSpan};

use crate::args::{CheckArgs, Format, Lang};
use crate::fix;
use crate::output::{Failure, counted, json, line};
use crate::pack::not_read;

/// Exit 0 without errors, 1 with errors; a pack that cannot be read is a [`Failure`] (2).
pub fn check(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let (mut packs, name) = Packs::locate(&args.pack).map_err(|error| not_read(&error))?;
    let today = Some(SystemClock.today());
    let compiled = if args.fix {
        fix::fix(args, &mut packs, &name, today)?
    } else {
        compile_on(&mut packs, &name, today).map_err(|error| not_read(&error))?
    };
    match (args.format, args.completeness) {
        // With --fix the outcome of the work is the result.
        (Format::Json, _) if args.fix => {}
        // What would be left is no state of the files on disk.
        (Format::Text, _) if args.dry_run => {}
        (Format::Json, false) => json(&compiled.to_json(args.lang.code())),
        (Format::Text, false) => print(&compiled, args.lang),
        (format, true) => {
            let no_policy = || Failure::of("the pack has errors of reading; mend those first");
            let elements = completeness(&compiled).ok_or_else(no_policy)?;
            match format {
                Format::Json => json(&to_json(&compiled, &elements, args.lang.code())),
                Format::Text => print_table(&compiled, &elements, args.lang),
            }
        }
    }
    Ok(if compiled.count(Severity::Error) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One line per element: article, state, name, and where it stands with the codes.
fn print_table(compiled: &Compiled, elements: &[Element], lang: Lang) {
    for element in elements {
        let state = match (lang, element.state) {
            (Lang::Nl, State::Present) => "aanwezig",
            (Lang::Nl, State::Absent) => "ONTBREEKT",
            (Lang::Nl, State::NotApplicable) => "niet nodig",
            (Lang::En, State::Present) => "present",
            (Lang::En, State::Absent) => "ABSENT",
            (Lang::En, State::NotApplicable) => "not applicable",
        };
        let place = element.node.as_ref().and_then(|(path, span)| {
            let file = compiled.files.get(usize::from(span.file))?;
            Some(format!("{path} ({}:{})", file.path, span.line))
        });
        let notes = [place.unwrap_or_default(), element.codes.join(" ")];
        let notes = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("  ");
        line(format!("{:<10} {state:<14} {:<62} {notes}", element.article, element.name.get(lang.code())).trim_end());
    }
}

fn print(compiled: &Compiled, lang: Lang) {
    for diagnostic in &compiled.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Check => miette::Severity::Advice,
        };
        let mut shown = MietteDiagnostic::new(diagnostic.message.get(lang.code()))
            .with_code(code(diagnostic, lang))
            .with_severity(severity)
            .with_help(help(diagnostic, lang));
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
        Lang::Nl => format!(
            "{}, {}, {checks} om na te kijken",
            counted(errors, "fout", "fouten"),
            counted(warnings, "waarschuwing", "waarschuwingen")
        ),
        Lang::En => format!(
            "{}, {}, {checks} to check",
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings")
        ),
    });
}

/// The code with the articles behind it.
fn code(diagnostic: &Diagnostic, lang: Lang) -> String {
    if diagnostic.law.is_empty() {
        return diagnostic.code.to_owned();
    }
    format!("{} ({})", diagnostic.code, law_in_words(&diagnostic.law.join("; "), lang.code()))
}

/// What to do, and what `--fix` would do.
fn help(diagnostic: &Diagnostic, lang: Lang) -> String {
    let help = diagnostic.help.get(lang.code());
    match &diagnostic.fix {
        Some(fix) => format!("{help}\n--fix: {}", fix.title.get(lang.code())),
        None => help.to_owned(),
    }
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
        return Err(Failure::of(match lang {
            Lang::Nl => format!("er is geen code '{code}'; `gestand check PACK` noemt bij elke bevinding de code"),
            Lang::En => format!("there is no code '{code}'; `gestand check PACK` names the code of each finding"),
        }));
    };
    line(info.explanation(lang.code()));
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON Schema of the policy language.
pub fn schema() -> Result<ExitCode, Failure> {
    line(serde_json::to_string_pretty(&policy_schema::json_schema()).map_err(Failure::of)?);
    Ok(ExitCode::SUCCESS)
}
