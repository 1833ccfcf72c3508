//! G0806: the privacy contact has no address or phone of its own.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0806",
    name: "officer_without_contact",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(b)", "GDPR 38(4)"],
    finds: Words {
        nl: "De contactpersoon voor privacy heeft geen eigen adres of telefoon.",
        en: "The privacy contact has no address or phone of its own.",
    },
    why: Words {
        nl: "Mensen moeten de FG kunnen bereiken over alles wat met hun gegevens te maken heeft.",
        en: "People must be able to reach the DPO on everything about their data.",
    },
    remedy: Words { nl: "Vul `email` of `phone` in.", en: "Fill in `email` or `phone`." },
    example: r"organisation: {name: X, officer: {kind: dpo}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let officer = cx.document.organisation.as_ref().and_then(|organisation| organisation.officer.as_ref());
    let Some(officer) = officer.filter(|officer| officer.kind != Some(OfficerKind::None)) else { return };
    if officer.email.is_none() && officer.phone.is_none() {
        // Article 13(1)(b) is about a DPO; of another officer it is only of use.
        let dpo = officer.kind == Some(OfficerKind::Dpo);
        out.add_as(
            if dpo { Severity::Warning } else { Severity::Check },
            officer.span,
            "er staat niet hoe de contactpersoon voor privacy te bereiken is",
            "nothing says how to reach the privacy contact",
        );
    }
}
