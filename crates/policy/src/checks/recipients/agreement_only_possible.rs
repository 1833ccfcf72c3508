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
        let Some(stated) = recipient.agreement.as_ref().filter(|stated| stated.value == Agreement::Possible) else {
            continue;
        };
        // A controller of its own or an authority needs none; of who has no role, nobody knows whether it does.
        let severity = match recipient.role.as_ref().map(|role| role.value) {
            Some(RecipientRole::Processor) => Some(Severity::Error),
            Some(RecipientRole::Unknown | RecipientRole::JointController) | None => Some(Severity::Warning),
            Some(_) => None,
        };
        if let Some(severity) = severity {
            out.add_as(
                severity,
                cx.place_of(stated.span, recipient.span),
                format!("een overeenkomst met '{id}' is alleen een mogelijkheid"),
                format!("an agreement with '{id}' is only a possibility"),
            );
            if severity == Severity::Error {
                out.offer(
                    Fix::promising("sluit een verwerkersovereenkomst", "conclude a processing agreement")
                        .set(&["recipients", id, "agreement"], "required"),
                );
            }
        }
    }
}
