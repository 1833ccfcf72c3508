//! G0103: the statement lists no lawful bases.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0103",
    name: "bases_missing",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(c)"],
    finds: Words { nl: "De verklaring noemt geen grondslagen.", en: "The statement lists no lawful bases." },
    why: Words {
        nl: "Mensen horen te lezen op welke grond hun gegevens worden gebruikt.",
        en: "People must be able to read on what ground their data are used.",
    },
    remedy: Words {
        nl: "Noem bij `bases` elke grondslag die u gebruikt.",
        en: "List every basis you use under `bases`.",
    },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.document.bases.is_empty() {
        out.add(cx.place(), "de verklaring noemt geen enkele grondslag", "the statement lists no lawful basis at all");
    }
}
