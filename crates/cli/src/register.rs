//! `gestand register`: the register of processing activities in every form, and the import of one that exists.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gestand_publish::Lang;
use gestand_publish::register::import::{Imported, Mapping, Vocabulary, import as take, pack_yaml, read_grid};
use gestand_publish::register::{
    register as written, register_csv, register_json, register_jsonld, register_markdown, register_xlsx,
};

use crate::args::{self, RegisterArgs, RegisterCommand, RegisterForm, RegisterImportArgs};
use crate::output::{Failure, bytes, json, line, say};
use crate::pack::policy;

/// Prints or writes the register of a pack.
pub fn register(args: &RegisterArgs) -> Result<ExitCode, Failure> {
    if let Some(RegisterCommand::Import(args)) = &args.command {
        return import(args);
    }
    let pack = args.pack.as_deref().ok_or_else(|| Failure::of("name a pack, or use `gestand register import FILE`"))?;
    let register = written(&policy(pack)?, args.lang.in_texts());
    let content = match args.format {
        RegisterForm::Text => register_markdown(&register).into_bytes(),
        RegisterForm::Json => register_json(&register).to_string().into_bytes(),
        RegisterForm::Jsonld => register_jsonld(&register, args.base.as_deref()).to_string().into_bytes(),
        RegisterForm::Csv => register_csv(&register).into_bytes(),
        RegisterForm::Xlsx => register_xlsx(&register).map_err(Failure::of)?,
    };
    match &args.output {
        Some(path) => std::fs::write(path, content).map_err(|error| Failure::in_doing(&shown(path), error))?,
        None => bytes(&content),
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Without a map: prints a proposal. With one: writes the files of a pack and tells what was not understood.
/// Exit 0 when everything was but what the map leaves out, 1 when something was not, 2 when nothing was written.
fn import(args: &RegisterImportArgs) -> Result<ExitCode, Failure> {
    let file = shown(&args.file);
    let content = std::fs::read(&args.file).map_err(|error| Failure::in_doing(&file, error))?;
    let mapping = match &args.map {
        None => None,
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::in_doing(&shown(path), error))?;
            Some(Mapping::parse(&shown(path), &text).map_err(Failure::of)?)
        }
    };
    let sheet = args.sheet.as_deref().or_else(|| mapping.as_ref()?.sheet.as_deref());
    let grid = read_grid(&file, &content, sheet).map_err(Failure::of)?;
    let (Some(mapping), Some(output)) = (&mapping, &args.output) else {
        if mapping.is_some() {
            return Err(Failure::of("name the folder to write to with --output"));
        }
        line(Mapping::propose(&grid).to_yaml().map_err(Failure::of)?);
        say("This is a proposal. Save it, complete it, and give it with --map and --output.");
        return Ok(ExitCode::SUCCESS);
    };
    let sector = policy("sector")?;
    let own = output.join("pack.yaml").is_file().then(|| policy(&shown(output))).transpose()?;
    let documents: Vec<_> = own.iter().chain([&sector]).map(|policy| &policy.document).collect();
    let imported = take(&grid, mapping, &Vocabulary::of(&documents)).map_err(Failure::of)?;
    write(output, &imported, own.is_none())?;
    report(args, &imported);
    Ok(if imported.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes the files, with a `pack.yaml` for a new pack. Nothing that exists is written over.
fn write(folder: &Path, imported: &Imported, new: bool) -> Result<(), Failure> {
    let mut files = imported.files.clone();
    if new {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(("pack.yaml", pack_yaml(&name, &imported.bases).map_err(Failure::of)?));
    }
    let files: Vec<(PathBuf, String)> = files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::in_doing(&shown(path), "it exists already; choose another folder, or move the file away"));
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::in_doing(&shown(folder), error))?;
    for (path, text) in files {
        std::fs::write(&path, text).map_err(|error| Failure::in_doing(&shown(&path), error))?;
    }
    Ok(())
}

fn report(args: &RegisterImportArgs, imported: &Imported) {
    let lang = args.lang.in_texts();
    let findings = imported.findings.iter().map(|finding| finding.message(lang));
    match args.format {
        args::Format::Json => {
            let findings: Vec<_> = imported
                .findings
                .iter()
                .map(|finding| {
                    serde_json::json!({"row": finding.row, "column": finding.column, "heading": finding.heading,
                                       "message": finding.problem.message(lang)})
                })
                .collect();
            json(&serde_json::json!({"activities": imported.activities, "findings": findings}));
        }
        args::Format::Text => {
            let file = shown(&args.file);
            findings.for_each(|finding| line(format!("{file}: {finding}")));
            line(match lang {
                Lang::Nl => {
                    format!("{} activiteiten overgenomen, {} opmerkingen", imported.activities, imported.findings.len())
                }
                Lang::En => {
                    format!("{} activities taken over, {} remarks", imported.activities, imported.findings.len())
                }
            });
        }
    }
}
