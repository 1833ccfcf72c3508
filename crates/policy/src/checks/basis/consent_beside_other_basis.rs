//! G0121: an activity rests on consent and on another basis as well.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0121",
    name: "consent_beside_other_basis",
    severity: Severity::Warning,
    law: &["GDPR 6(1)", "GDPR 7(3)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een verwerking rust op toestemming en ook nog op een andere grondslag.",
        en: "An activity rests on consent and on another basis as well.",
    },
    why: Words {
        nl: "Wie toestemming vraagt, belooft te stoppen als iemand haar intrekt. Dan doorgaan op een andere grondslag is niet eerlijk (EDPB, richtsnoeren 5/2020, punt 122).",
        en: "Who asks consent promises to stop when it is withdrawn. Going on under another basis is not fair (EDPB, guidelines 5/2020, point 122).",
    },
    remedy: Words {
        nl: "Kies een van de twee, of splits de verwerking in twee doelen.",
        en: "Choose one of the two, or split the activity into two purposes.",
    },
    example: r"activities:
  newsletter: {basis: [consent, legitimate_interest]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let consent = activity.basis.iter().any(|basis| basis.value == Basis::Consent);
        let other = activity.basis.iter().find(|basis| basis.value != Basis::Consent);
        if let Some(other) = other.filter(|_| consent) {
            let name = word(&other.value);
            out.add(
                cx.place_of(other.span, activity.span),
                format!("'{id}' rust op toestemming en ook op {}", other.value.in_words("nl")),
                format!("'{id}' rests on consent and on {name} as well"),
            );
        }
    }
}
