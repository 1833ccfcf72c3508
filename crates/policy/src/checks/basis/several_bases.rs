//! G0120: an activity rests on more than one basis, and nothing says what rests on which.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0120",
    name: "several_bases",
    severity: Severity::Check,
    law: &["GDPR 13(1)(c)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een verwerking rust op meer dan een grondslag, en er staat niet wat op welke rust.",
        en: "An activity rests on more than one basis, and nothing says what rests on which.",
    },
    why: Words {
        nl: "Welke rechten iemand heeft, hangt af van de grondslag: bezwaar bij een belang, meenemen bij een contract.",
        en: "Which rights a person has depends on the basis: objecting to an interest, taking data along with a contract.",
    },
    remedy: Words {
        nl: "Splits de verwerking in doelen met elk een grondslag, of kies de grondslag waar zij echt op rust.",
        en: "Split the activity into purposes with one basis each, or choose the basis it really rests on.",
    },
    example: r"activities:
  maintenance: {basis: [contract, legal_obligation]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.basis.len() > 1) {
        // Consent beside another basis is a contradiction, not a gap: G0121.
        if activity.basis.iter().any(|basis| basis.value == Basis::Consent) {
            continue;
        }
        let bases = activity.basis.iter().map(|basis| word(&basis.value)).collect::<Vec<_>>().join(", ");
        let dutch = activity.basis.iter().map(|basis| basis.value.in_words("nl")).collect::<Vec<_>>().join(", ");
        out.add(
            activity.basis.first().map_or(activity.span, |basis| cx.place_of(basis.span, activity.span)),
            format!("'{id}' rust op {dutch}; er staat niet wat op welke grondslag rust"),
            format!("'{id}' rests on {bases}; nothing says what rests on which basis"),
        );
    }
}
