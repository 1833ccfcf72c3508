//! G0908: the statement says nothing about breaches.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0908",
    name: "breaches_missing",
    severity: Severity::Check,
    law: &["GDPR 33", "GDPR 34"],
    finds: Words { nl: "De verklaring zegt niets over datalekken.", en: "The statement says nothing about breaches." },
    why: Words {
        nl: "Het hoeft niet in een verklaring, maar de plichten gelden wel; een vaste afspraak helpt als het misgaat.",
        en: "It need not be in a statement, but the duties hold; a fixed rule helps when things go wrong.",
    },
    remedy: Words { nl: "Vul `breaches` in.", en: "Fill in `breaches`." },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.document.breaches.is_none() {
        out.add(cx.place(), "er staat niets over datalekken", "nothing is said about breaches");
        out.offer(
            Fix::new("zeg wat de wet bij een datalek vraagt", "say what the law asks in case of a breach")
                .set(&["breaches", "authority_when"], "unless_risk_unlikely")
                .set(&["breaches", "authority_within"], "72 hours")
                .set(&["breaches", "persons_when"], "high_risk"),
        );
    }
}
