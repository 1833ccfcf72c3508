//! G0811: a reference in the statement that leads nowhere.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0811",
    name: "dead_link",
    severity: Severity::Warning,
    law: &["GDPR 12(1)"],
    finds: Words {
        nl: "Een verwijzing in de verklaring die nergens heen leidt.",
        en: "A reference in the statement that leads nowhere.",
    },
    why: Words {
        nl: "Informatie die niet te vinden is, is niet gegeven.",
        en: "Information that cannot be found was not given.",
    },
    remedy: Words {
        nl: "Herstel de verwijzing en haal haar uit `dead_links`.",
        en: "Repair the reference and take it out of `dead_links`.",
    },
    example: r"statement: {version: 2026-01-01, dead_links: [formulier]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(statement) = &cx.document.statement else { return };
    for link in &statement.dead_links {
        let nl = link.get("nl");
        let en = link.get("en");
        out.add(
            link.span,
            format!("deze verwijzing leidt nergens heen: {nl}"),
            format!("this reference leads nowhere: {en}"),
        );
    }
}
