//! G0301: a recipient outside the EEA without a safeguard.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0301",
    name: "recipient_outside_eea",
    severity: Severity::Error,
    law: &["GDPR 44", "GDPR 46", "GDPR 13(1)(f)"],
    finds: Words {
        nl: "Een ontvanger buiten de EER zonder waarborg.",
        en: "A recipient outside the EEA without a safeguard.",
    },
    why: Words {
        nl: "Buiten de EER mag alleen met een besluit over passende bescherming of een andere waarborg van hoofdstuk V.",
        en: "Outside the EEA is allowed only with an adequacy decision or another safeguard of Chapter V.",
    },
    remedy: Words {
        nl: "Noem de waarborg bij `safeguard`, of kies een ontvanger binnen de EER.",
        en: "Name the safeguard under `safeguard`, or choose a recipient inside the EEA.",
    },
    example: r"recipients:
  cloud: {role: processor, region: third_country}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.region.as_ref().is_some_and(|stated| stated.value == Region::ThirdCountry)
            && recipient.safeguard.is_none()
        {
            out.add(
                recipient.region.as_ref().map_or(recipient.span, |stated| cx.place_of(stated.span, recipient.span)),
                format!("'{id}' krijgt gegevens buiten de EER, en er staat geen waarborg bij"),
                format!("'{id}' gets data outside the EEA, and no safeguard is named"),
            );
        }
    }
}
