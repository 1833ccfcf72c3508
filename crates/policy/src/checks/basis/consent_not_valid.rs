//! G0105: consent that is taken from conduct, or tied to something a person needs.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0105",
    name: "consent_not_valid",
    severity: Severity::Error,
    law: &["GDPR 4(11)", "GDPR 7(4)"],
    finds: Words {
        nl: "Toestemming die wordt afgeleid uit gedrag, of die vastzit aan iets dat iemand nodig heeft.",
        en: "Consent that is taken from conduct, or tied to something a person needs.",
    },
    why: Words {
        nl: "Toestemming is een vrije, losse en duidelijke handeling. Wie een woning zoekt kan zelden vrij weigeren.",
        en: "Consent is a free, separate and clear act. Who needs a home can rarely refuse freely.",
    },
    remedy: Words {
        nl: "Vraag toestemming apart en zonder nadeel bij weigeren, of kies een grondslag die er echt is.",
        en: "Ask for consent separately and without harm when refused, or choose a basis that really exists.",
    },
    example: r"activities:
  income_check:
    basis: [consent]
    consent: {given: implied, withdraw: [email]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(consent) = &activity.consent else { continue };
        let (nl, en) = match consent.given {
            Some(ConsentForm::Implied) => ("wordt afgeleid uit gedrag", "is taken from conduct"),
            Some(ConsentForm::Bundled) => ("zit vast aan iets anders", "is tied to something else"),
            _ => continue,
        };
        out.add(
            cx.place_of(consent.span, activity.span),
            format!("de toestemming voor '{id}' {nl} en is daarom niet geldig"),
            format!("consent for '{id}' {en} and so is not valid"),
        );
    }
}
