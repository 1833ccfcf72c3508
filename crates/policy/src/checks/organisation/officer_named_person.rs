//! G0805: the statement names a person instead of the function.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0805",
    name: "officer_named_person",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(b)", "GDPR 5(1)(d)"],
    finds: Words {
        nl: "De verklaring noemt een persoon in plaats van de functie.",
        en: "The statement names a person instead of the function.",
    },
    why: Words {
        nl: "Bij een wisseling klopt de verklaring niet meer, en de naam is zelf een persoonsgegeven.",
        en: "After a change the statement is wrong, and the name is personal data itself.",
    },
    remedy: Words { nl: "Noem de functie met een eigen adres.", en: "Name the function with an address of its own." },
    example: r"organisation: {name: X, officer: {kind: dpo, names_person: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let officer = cx.document.organisation.as_ref().and_then(|organisation| organisation.officer.as_ref());
    if let Some(officer) = officer.filter(|officer| officer.names_person) {
        out.add(
            officer.span,
            "hier staat een persoon in plaats van de functie",
            "this names a person, not the function",
        );
    }
}
