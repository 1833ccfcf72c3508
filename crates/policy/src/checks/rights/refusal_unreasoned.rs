//! G0515: nothing says that a refusal gives its reasons.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0515",
    name: "refusal_unreasoned",
    severity: Severity::Check,
    law: &["GDPR 12(4)"],
    finds: Words {
        nl: "Er staat niet dat een weigering haar redenen geeft.",
        en: "Nothing says that a refusal gives its reasons.",
    },
    why: Words {
        nl: "Wie nee hoort, moet binnen een maand horen waarom.",
        en: "Who hears no must hear why within a month.",
    },
    remedy: Words { nl: "Zet `refusal_reasoned: true`.", en: "Put `refusal_reasoned: true`." },
    example: r"requests: {term: 1 month}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = &cx.document.requests else { return };
    if requests.refusal_reasoned != Some(true) {
        out.add(
            requests.span,
            "er staat niet dat een weigering haar redenen geeft",
            "nothing says that a refusal gives its reasons",
        );
        out.offer(
            Fix::new("zeg dat een weigering haar redenen geeft", "say that a refusal gives its reasons")
                .set(&["requests", "refusal_reasoned"], true),
        );
    }
}
