//! Files that are made from the code: the page of checks, the JSON Schema of the language, the promises tests show.

use gestand_policy::Severity;
use gestand_policy::checks::{self, CheckInfo};

use crate::shown;
use crate::tree::Tree;

const CHECKS: &str = "docs/src/checks.md";
const SCHEMA: &str = "docs/src/policy.schema.json";

const INTRODUCTION: &str = "\
# Controles / Checks

*Deze bladzijde is gemaakt uit de code (`cargo xtask codegen`); verander haar daar.*

De controle leest een pakket en vergelijkt het met de wet en met zichzelf. Elke bevinding heeft een code. Op de
opdrachtregel zegt `gestand explain CODE` hetzelfde als deze bladzijde. Een **fout** is in strijd met de wet, of het
pakket kan niet gelezen worden; een **waarschuwing** is waarschijnlijk niet goed; een **vraag** moet een mens bekijken.

*English: a finding has a code. An **error** contradicts the law or cannot be read, a **warning** is probably wrong,
a **check** asks a person to look.*
";

/// Every generated file, with its path from the root.
///
/// # Errors
/// When a test names the promises it shows in a way that is not understood.
pub fn files(tree: &Tree) -> Result<Vec<(&'static str, String)>, String> {
    let schema = format!("{:#}\n", gestand_policy::schema::json_schema());
    Ok(vec![(CHECKS, checks_page()), (SCHEMA, schema), (shown::PATH, shown::table(tree)?)])
}

/// Writes every generated file and tells which.
///
/// # Errors
/// When a file cannot be made or written.
pub fn write(tree: &Tree) -> Result<String, String> {
    let mut told = String::new();
    for (path, text) in files(tree)? {
        std::fs::write(tree.root.join(path), text).map_err(|error| format!("{path} was not written: {error}"))?;
        told.push_str(&format!("{path}\n"));
    }
    Ok(told)
}

fn checks_page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut infos: Vec<&CheckInfo> = checks::all().collect();
    infos.sort_by_key(|info| info.code);
    for info in infos {
        let severity = match info.severity {
            Severity::Error => "fout / error",
            Severity::Warning => "waarschuwing / warning",
            Severity::Check => "vraag / check",
        };
        let law = if info.law.is_empty() { String::new() } else { format!(" · {}", info.law.join(", ")) };
        page.push_str(&format!("\n## {} {}\n\n{severity}{law}\n", info.code, info.name));
        page.push_str(&format!("\n{} {} {}\n", info.finds.nl, info.why.nl, info.remedy.nl));
        page.push_str(&format!("\n*{} {} {}*\n", info.finds.en, info.why.en, info.remedy.en));
        if !info.example.is_empty() {
            page.push_str(&format!("\n```yaml\n{}\n```\n", info.example.trim_end()));
        }
    }
    page
}
