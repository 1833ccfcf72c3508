//! G0801: nothing says who is responsible or how to reach them.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0801",
    name: "controller_contact_missing",
    severity: Severity::Error,
    law: &["GDPR 13(1)(a)"],
    finds: Words {
        nl: "Er staat niet wie verantwoordelijk is of hoe die te bereiken is.",
        en: "Nothing says who is responsible or how to reach them.",
    },
    why: Words {
        nl: "Zonder adres kan niemand een recht gebruiken.",
        en: "Without an address nobody can use a right.",
    },
    remedy: Words {
        nl: "Vul bij `organisation` de naam en minstens een adres, telefoon of e-mail in.",
        en: "Fill in the name and at least an address, phone or e-mail under `organisation`.",
    },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(organisation) = &cx.document.organisation else {
        out.add(cx.place(), "er staat niet wie verantwoordelijk is", "nothing says who is responsible");
        return;
    };
    let reachable = organisation.email.is_some()
        || [
            &organisation.phone,
            &organisation.visiting_address,
            &organisation.postal_address,
            &organisation.contact_form,
        ]
        .iter()
        .any(|way| way.is_some());
    if organisation.name.is_none() {
        out.add(organisation.span, "de naam van de organisatie ontbreekt", "the name of the organisation is missing");
    }
    if !reachable {
        out.add(
            organisation.span,
            "er staat niet hoe de organisatie te bereiken is",
            "nothing says how to reach the organisation",
        );
    }
}
