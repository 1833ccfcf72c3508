//! G0511: the term can pause for more reasons than the law knows.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0511",
    name: "pause_too_wide",
    severity: Severity::Error,
    law: &["GDPR 12(3)", "GDPR 12(6)"],
    finds: Words {
        nl: "De termijn kan stilstaan om meer redenen dan de wet kent.",
        en: "The term can pause for more reasons than the law knows.",
    },
    why: Words {
        nl: "Alleen redelijke twijfel over wie vraagt, of een nodige toelichting wat gevraagd wordt, kan de klok stilzetten.",
        en: "Only reasonable doubt about who asks, or a needed explanation of what is asked, can stop the clock.",
    },
    remedy: Words {
        nl: "Houd alleen `identity_doubt` en `specification` over.",
        en: "Keep only `identity_doubt` and `specification`.",
    },
    example: r"requests: {pauses: [missing_information]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = &cx.document.requests else { return };
    for pause in requests.pauses.iter().filter(|p| !matches!(p.value.as_str(), "identity_doubt" | "specification")) {
        let reason = &pause.value;
        out.add(
            pause.span,
            format!("'{reason}' is geen reden om de termijn stil te zetten"),
            format!("'{reason}' is no reason to pause the term"),
        );
        out.offer(
            Fix::promising("zet de termijn hiervoor niet stil", "do not pause the term for this")
                .take_out(&["requests", "pauses"], reason),
        );
    }
}
