//! G0510: the term starts only when all information is in.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0510",
    name: "clock_starts_late",
    severity: Severity::Error,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "De termijn begint pas als alle informatie binnen is.",
        en: "The term starts only when all information is in.",
    },
    why: Words {
        nl: "De maand loopt vanaf ontvangst van het verzoek.",
        en: "The month runs from receipt of the request.",
    },
    remedy: Words {
        nl: "Zet `clock: receipt`; alleen twijfel over de identiteit kan de termijn stilzetten.",
        en: "Put `clock: receipt`; only doubt about identity can pause the term.",
    },
    example: r"requests: {clock: completeness}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = &cx.document.requests else { return };
    if requests.clock.as_ref().is_some_and(|clock| clock.value == Clock::Completeness) {
        out.add(
            requests.clock.as_ref().map_or(requests.span, |clock| clock.span),
            "de termijn begint pas als het verzoek volledig is",
            "the term starts only when the request is complete",
        );
        out.offer(
            Fix::promising("laat de termijn beginnen bij ontvangst", "let the term start at receipt")
                .set(&["requests", "clock"], "receipt"),
        );
    }
}
