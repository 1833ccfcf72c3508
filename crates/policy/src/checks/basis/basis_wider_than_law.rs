//! G0135: a basis is worded wider than the law knows it.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0135",
    name: "basis_wider_than_law",
    severity: Severity::Warning,
    law: &["GDPR 6(1)", "GDPR 13(1)(c)"],
    finds: Words {
        nl: "Een grondslag is ruimer verwoord dan de wet haar kent.",
        en: "A basis is worded wider than the law knows it.",
    },
    why: Words {
        nl: "Een maatschappelijk belang is nog geen taak die de wet oplegt, en gewoonte is nog geen contract.",
        en: "A societal interest is not yet a task that an act lays down, and a habit is not yet a contract.",
    },
    remedy: Words {
        nl: "Verwoord de grondslag zoals artikel 6 haar geeft, en haal `wider_than_law` weg.",
        en: "Word the basis as Article 6 gives it, and remove `wider_than_law`.",
    },
    example: r"bases: {public_task: {wider_than_law: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (basis, used) in cx.document.bases.iter().filter(|(_, used)| used.wider_than_law) {
        let name = word(basis);
        out.add(
            used.span,
            format!("{} is ruimer verwoord dan de wet", basis.in_words("nl")),
            format!("{name} is worded wider than the law"),
        );
    }
}
