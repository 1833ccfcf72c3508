//! `gestand check --fix`: puts the obvious remedies into the files of a pack.

use std::fs::{File, rename};
use std::io::Write;
use std::path::Path;

use gestand_app::Packs;
use gestand_policy::fix::{Fixed, fix_pack};
use gestand_policy::{Compiled, Diagnostic, PackFile};
use jiff::civil::Date;
use serde_json::{Value, json};
use similar::TextDiff;

use crate::args::{CheckArgs, Format, Lang};
use crate::output::{self, Failure, line};
use crate::pack::not_read;

/// Applies the remedies, writes the files that changed (not with `--dry-run`) and tells what was done. Gives what the
/// checks say afterwards.
pub fn fix(args: &CheckArgs, packs: &mut Packs, name: &str, today: Option<Date>) -> Result<Compiled, Failure> {
    if !Path::new(&args.pack).is_dir() {
        let pack = &args.pack;
        return Err(Failure::of(match args.lang {
            Lang::Nl => format!("--fix verandert bestanden, en '{pack}' is geen map; kopieer het pakket eerst"),
            Lang::En => format!("--fix changes files, and '{pack}' is no folder; copy the pack first"),
        }));
    }
    let fixed = fix_pack(packs, name, today).map_err(|error| not_read(&error))?;
    if !args.dry_run {
        for (_, after) in changed(&fixed) {
            write(after)?;
        }
    }
    match args.format {
        Format::Json => output::json(&report(&fixed, args.lang)),
        Format::Text => print(&fixed, args),
    }
    Ok(fixed.compiled)
}

/// The files that changed, before and after.
fn changed(fixed: &Fixed) -> impl Iterator<Item = (&PackFile, &PackFile)> {
    fixed.before.iter().zip(&fixed.after).filter(|(before, after)| before.bytes != after.bytes)
}

/// Whoever reads the pack sees the old file or the new one, never a half.
fn write(file: &PackFile) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::in_doing(&format!("{} was not written", file.path), error);
    let path = Path::new(&file.path);
    let new = path.with_extension("yaml.new");
    let mut out = File::create(&new).map_err(failed)?;
    out.write_all(&file.bytes).and_then(|()| out.sync_all()).map_err(failed)?;
    let rights = std::fs::metadata(path).map_err(failed)?.permissions();
    std::fs::set_permissions(&new, rights).and_then(|()| rename(&new, path)).map_err(failed)
}

fn print(fixed: &Fixed, args: &CheckArgs) {
    let lang = args.lang.code();
    if args.dry_run {
        for (before, after) in changed(fixed) {
            let (old, new) = (String::from_utf8_lossy(&before.bytes), String::from_utf8_lossy(&after.bytes));
            let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
            line(diff.unified_diff().header(&before.path, &after.path));
        }
    }
    let told = |found: &Diagnostic| {
        let title = found.fix.as_ref().map_or("", |fix| fix.title.get(lang));
        format!("{} {}: {title}", found.code, found.message.get(lang))
    };
    fixed.done.iter().for_each(|found| line(format!("+ {}", told(found))));
    fixed.left.iter().for_each(|(found, why)| line(format!("- {} ({})", told(found), why.message().get(lang))));
    let (done, left) = (fixed.done.len(), fixed.left.len());
    line(match (args.lang, args.dry_run) {
        (Lang::Nl, false) => format!("{done} hersteld, {left} niet"),
        (Lang::Nl, true) => format!("{done} te herstellen, {left} niet; er is niets geschreven"),
        (Lang::En, false) => format!("{done} fixed, {left} not"),
        (Lang::En, true) => format!("{done} can be fixed, {left} not; nothing was written"),
    });
}

fn report(fixed: &Fixed, lang: Lang) -> Value {
    let lang = lang.code();
    let told = |found: &Diagnostic| {
        let title = found.fix.as_ref().map(|fix| fix.title.get(lang));
        json!({"code": found.code, "message": found.message.get(lang), "fix": title})
    };
    let left = fixed.left.iter().map(|(found, why)| {
        let mut told = told(found);
        told["why_not"] = Value::from(why.message().get(lang));
        told
    });
    json!({
        "fixed": fixed.done.iter().map(told).collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "files": changed(fixed).map(|(_, after)| after.path.as_str()).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = std::env::temp_dir().join(format!("gestand-fix-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("pack.yaml");
        std::fs::write(&path, "old").unwrap();
        let file = PackFile { path: path.display().to_string(), bytes: b"new".to_vec() };
        write(&file).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        let gone = PackFile { path: folder.join("none/pack.yaml").display().to_string(), bytes: Vec::new() };
        assert!(write(&gone).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
