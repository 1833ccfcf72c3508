//! G0307: an agreement with a processor is only a possibility.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0307",
    name: "agreement_only_possible",
    severity: Severity::Error,
    law: &["GDPR 28(3)"],
    finds: Words {
        nl: "Een overeenkomst met een verwerker is alleen een mogelijkheid.",
        en: "An agreement with a processor is only a possibility.",
    },
    why: Words {
        nl: "De overeenkomst is verplicht, niet iets dat er misschien komt.",
        en: "The agreement is a duty, not something that may come.",
    },
    remedy: Words {
        nl: "Beloof de overeenkomst: `agreement: required`.",
        en: "Promise the agreement: `agreement: required`.",
    },
    example: r"recipients:
  contractor: {role: processor, agreement: possible}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.agreement.as_ref().is_some_and(|stated| stated.value == Agreement::Possible) {
            out.add(
                recipient.agreement.as_ref().map_or(recipient.span, |stated| cx.place_of(stated.span, recipient.span)),
                format!("een overeenkomst met '{id}' is alleen een mogelijkheid"),
                format!("an agreement with '{id}' is only a possibility"),
            );
        }
    }
}
