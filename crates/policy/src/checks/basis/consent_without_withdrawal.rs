//! G0104: an activity rests on consent, but nowhere does it say how to withdraw it.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0104",
    name: "consent_without_withdrawal",
    severity: Severity::Error,
    law: &["GDPR 7(3)", "GDPR 13(2)(c)"],
    finds: Words {
        nl: "Een verwerking rust op toestemming, maar nergens staat hoe iemand die intrekt.",
        en: "An activity rests on consent, but nowhere does it say how to withdraw it.",
    },
    why: Words {
        nl: "Toestemming is alleen geldig als intrekken net zo makkelijk is als geven, en dat vooraf gezegd is.",
        en: "Consent is only valid when withdrawing is as easy as giving, and when that was said beforehand.",
    },
    remedy: Words {
        nl: "Noem bij `consent: {withdraw: […]}` de manieren, of bied het recht `withdrawal` aan met zijn kanalen.",
        en: "Name the ways under `consent: {withdraw: […]}`, or offer the right `withdrawal` with its channels.",
    },
    example: r"activities:
  newsletter: {basis: [consent]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let offered = cx.document.rights.get(&Right::Withdrawal);
    let channels = offered.is_some_and(|right| !right.channels.is_empty())
        || cx.document.requests.as_ref().is_some_and(|requests| !requests.channels.is_empty());
    for (id, activity) in cx.activities() {
        let ways = activity.consent.as_ref().is_some_and(|consent| !consent.withdraw.is_empty());
        if ways || !activity.basis.iter().any(|basis| basis.value == Basis::Consent) {
            continue;
        }
        if offered.is_none() {
            out.add(
                activity.span,
                format!("'{id}' rust op toestemming, maar er staat niet dat en hoe iemand die intrekt"),
                format!("'{id}' rests on consent, but nothing says that and how a person withdraws it"),
            );
        } else if !channels {
            out.add_as(
                Severity::Warning,
                activity.span,
                format!("toestemming voor '{id}' kan worden ingetrokken, maar er staat geen manier bij"),
                format!("consent for '{id}' can be withdrawn, but no way to do so is given"),
            );
        }
    }
}
