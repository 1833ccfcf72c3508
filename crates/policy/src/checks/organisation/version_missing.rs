//! G0807: the statement has no date.

use super::super::prelude::*;
use jiff::civil::Date;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0807",
    name: "version_missing",
    severity: Severity::Warning,
    law: &["GDPR 5(2)", "GDPR 12(1)"],
    finds: Words { nl: "De verklaring heeft geen datum.", en: "The statement has no date." },
    why: Words {
        nl: "Zonder datum kan niemand zien welke tekst gold toen gegevens werden gevraagd.",
        en: "Without a date nobody can see which text held when data were asked.",
    },
    remedy: Words {
        nl: "Zet bij `statement: {version: …}` de datum als JJJJ-MM-DD.",
        en: "Put the date as YYYY-MM-DD under `statement: {version: …}`.",
    },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let statement = cx.document.statement.as_ref();
    match statement.and_then(|statement| statement.version.as_ref()) {
        None => out.add(
            statement.map_or(cx.place(), |statement| statement.span),
            "de verklaring heeft geen datum",
            "the statement has no date",
        ),
        Some(version) if version.parse::<Date>().is_err() => out.add_as(
            Severity::Error,
            version.span,
            format!("'{}' is geen datum; schrijf JJJJ-MM-DD", version.value),
            format!("'{}' is no date; write YYYY-MM-DD", version.value),
        ),
        Some(_) => {}
    }
}
