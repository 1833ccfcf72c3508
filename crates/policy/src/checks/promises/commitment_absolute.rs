//! G0906: a promise that nobody can keep ('always safe').

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0906",
    name: "commitment_absolute",
    severity: Severity::Warning,
    law: &["GDPR 32(1)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een belofte die niemand kan houden ('altijd veilig').",
        en: "A promise that nobody can keep ('always safe').",
    },
    why: Words {
        nl: "De wet vraagt passende maatregelen, geen zekerheid. Wie te veel belooft, breekt zijn woord bij het eerste lek.",
        en: "The law asks appropriate measures, not certainty. Who promises too much breaks their word at the first breach.",
    },
    remedy: Words {
        nl: "Zeg wat u doet in plaats van wat u garandeert.",
        en: "Say what you do instead of what you guarantee.",
    },
    example: r"commitments: {safe: {absolute: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let commitments = cx.own(&cx.document.commitments).map(|(id, promise)| (id, promise.span, promise.absolute));
    let measures = cx.own(&cx.document.measures).map(|(id, measure)| (id, measure.span, measure.absolute));
    for (id, span, _) in commitments.chain(measures).filter(|(.., absolute)| *absolute) {
        out.add(
            span,
            format!("'{id}' belooft meer dan iemand kan houden"),
            format!("'{id}' promises more than anyone can keep"),
        );
    }
}
