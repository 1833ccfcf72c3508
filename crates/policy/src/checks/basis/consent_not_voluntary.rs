//! G0131: an activity rests on consent, but a person cannot refuse.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0131",
    name: "consent_not_voluntary",
    severity: Severity::Error,
    law: &["GDPR 4(11)", "GDPR 7(4)"],
    finds: Words {
        nl: "Een verwerking rust op toestemming, maar iemand kan niet weigeren.",
        en: "An activity rests on consent, but a person cannot refuse.",
    },
    why: Words {
        nl: "Toestemming die niet vrij is, is geen toestemming.",
        en: "Consent that is not free is no consent.",
    },
    remedy: Words {
        nl: "Laat weigeren zonder nadeel toe, of kies de grondslag waar de verwerking echt op rust.",
        en: "Allow refusing without harm, or choose the basis the activity really rests on.",
    },
    example: r"activities:
  surveys: {basis: [consent], voluntary: false, consent: {given: explicit, withdraw: [email]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let consent = activity.basis.iter().any(|basis| basis.value == Basis::Consent);
        if let Some(free) = activity.voluntary.as_ref().filter(|free| consent && !free.value) {
            out.add(
                cx.place_of(free.span, activity.span),
                format!("'{id}' rust op toestemming, maar meedoen is niet vrij"),
                format!("'{id}' rests on consent, but taking part is not free"),
            );
        }
    }
}
