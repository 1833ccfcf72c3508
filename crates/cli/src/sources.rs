//! `gestand sources check`: the annotation against the live sources and the policy; `draft`: a first annotation; `index`:
//! who is mentioned in which document.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use gestand_app::Actor;
use gestand_documents::worker::{Reader, Sandbox};
use gestand_policy::{Bilingual, Severity};
use gestand_sources::{Sources, why};
use serde_json::{Value, json};

use crate::args::{Format, HomeArgs, Lang, SourcesArgs, SourcesCommand};
use crate::home;
use crate::output::{Failure, Progress, bytes, json as print, line};
use crate::pack::policy;
use crate::read_document::reader;
use crate::replay::replay;

/// Exit 0 without errors, 1 with errors or a source that is down, 2 when nothing could be read.
pub async fn check(args: SourcesArgs) -> Result<ExitCode, Failure> {
    let (dir, pack, format, lang) = match args.command {
        SourcesCommand::Check { dir, pack, format, lang } => (dir, pack, format, lang),
        SourcesCommand::Replay { home, format } => return replay(&home, format).await,
        SourcesCommand::Draft { address, out } => return draft(&address, out.as_deref()).await,
        SourcesCommand::Index { home, source, format, lang } => {
            return index(&home, source.as_deref(), format, lang).await;
        }
    };
    let policy = policy(&pack)?;
    let reader = reader()?;
    let sources = Sources::open(&dir, &reader).map_err(Failure::of)?;
    let mut all = Vec::new();
    let (reading, mut wrong) = match sources.all().any(|source| source.documents().is_some()) {
        true => how_documents_are_read(&reader, format, lang),
        false => (Value::Null, false),
    };
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
        Format::Json => print(&json!({"findings": all, "sources": sources.all().len(), "reading": reading})),
        Format::Text => line(format!("{} sources, {} findings", sources.all().len(), all.len())),
    }
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Tells how far this machine shuts in the processes that read documents; and whether that is too little.
fn how_documents_are_read(reader: &Reader, format: Format, lang: Lang) -> (Value, bool) {
    let told = reader.sandbox();
    let closed = told.is_ok_and(Sandbox::is_closed);
    let words = match &told {
        Ok(sandbox) => {
            let part = |nl: &str, en: &str, has: bool| {
                let missing = Bilingual::new("ontbreekt", "missing");
                let word = if has { "ok" } else { missing.get(lang.code()) };
                format!("{} {word}", Bilingual::new(nl, en).get(lang.code()))
            };
            [
                part("tijd en geheugen", "time and memory", sandbox.limits),
                part("bestanden (Landlock)", "files (Landlock)", sandbox.files),
                part("netwerk (seccomp)", "network (seccomp)", sandbox.network),
            ]
            .join(", ")
        }
        Err(reason) => why(*reason).get(lang.code()).to_owned(),
    };
    let all = match closed {
        true => Bilingual::new(
            "Documenten worden gelezen door een afgesloten proces",
            "Documents are read by a process that is shut in",
        ),
        false => Bilingual::new(
            "Er wordt geen document gelezen: het proces dat leest kan hier niet worden afgesloten",
            "No document is read: the process that reads cannot be shut in here",
        ),
    };
    if format == Format::Text {
        line(format!("{}: {words}", all.get(lang.code())));
    }
    (json!({"closed": closed, "sandbox": told.ok()}), !closed)
}

/// Brings the index of who is mentioned where up to date. Exit 0 when every document was read, 1 when one was not, or a
/// source could not be read.
async fn index(home: &HomeArgs, source: Option<&str>, format: Format, lang: Lang) -> Result<ExitCode, Failure> {
    let app = home::open(home).await?;
    let progress = Mutex::new(Progress::new());
    let shown = |source: &str, looked_at: u64| {
        if let Ok(mut progress) = progress.lock() {
            progress.show(source, looked_at, looked_at);
        }
    };
    let indexed = app.update_index(&Actor::System, source, &shown).await;
    if let Ok(progress) = progress.lock() {
        progress.finish();
    }
    let indexed = indexed.map_err(|error| Failure::in_doing("the index was not brought up to date", error))?;
    let mut fine = true;
    let mut all = Vec::new();
    for one in &indexed {
        fine &= one.problem.is_none() && one.unread.is_empty();
        let problem = one.problem.as_ref().map(|error| error.message().get(lang.code()).to_owned());
        let unread: Vec<Value> =
            one.unread.iter().map(|(why, count)| json!({"why": why.get(lang.code()), "documents": count})).collect();
        if format == Format::Text {
            line(format!("{}: {} documents, {} read now, {} gone", one.source, one.documents, one.read, one.gone));
            for (why, count) in &one.unread {
                let words = Bilingual::new("niet (helemaal) gelezen", "not (wholly) read");
                line(format!("    {count} {}: {}", words.get(lang.code()), why.get(lang.code())));
            }
            if let Some(problem) = &problem {
                line(format!("    {problem}"));
            }
        }
        all.push(json!({"source": one.source, "documents": one.documents, "read": one.read, "gone": one.gone,
            "unread": unread, "problem": problem}));
    }
    if format == Format::Json {
        print(&json!({"sources": all}));
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
