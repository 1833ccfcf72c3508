//! G0907: a promise that contradicts another place of the policy.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0907",
    name: "commitment_contradicted",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een belofte die een andere plek van het beleid tegenspreekt.",
        en: "A promise that contradicts another place of the policy.",
    },
    why: Words { nl: "Een van de twee is niet waar.", en: "One of the two is not true." },
    remedy: Words {
        nl: "Kies wat waar is en pas de andere plek aan.",
        en: "Choose what is true and adapt the other place.",
    },
    example: r"recipients: {police: {}}
commitments: {nobody: {contradicts: [recipients.police]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, commitment) in cx.own(&cx.document.commitments) {
        for other in &commitment.contradicts {
            out.add(
                other.span,
                format!("'{id}' spreekt '{}' tegen", other.value),
                format!("'{id}' contradicts '{}'", other.value),
            );
        }
    }
}
