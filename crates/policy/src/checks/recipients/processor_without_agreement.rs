//! G0306: a processor without a processing agreement.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0306",
    name: "processor_without_agreement",
    severity: Severity::Error,
    law: &["GDPR 28(3)"],
    finds: Words {
        nl: "Een verwerker zonder verwerkersovereenkomst.",
        en: "A processor without a processing agreement.",
    },
    why: Words {
        nl: "Zonder overeenkomst mag een verwerker de gegevens niet hebben.",
        en: "Without an agreement a processor may not have the data.",
    },
    remedy: Words {
        nl: "Sluit de overeenkomst en zet `agreement: required`.",
        en: "Conclude the agreement and put `agreement: required`.",
    },
    example: r"recipients:
  contractor: {role: processor, agreement: none}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if !recipient.role.as_ref().is_some_and(|role| role.value == RecipientRole::Processor) {
            continue;
        }
        match &recipient.agreement {
            Some(agreement) if agreement.value == Agreement::None => out.add(
                cx.place_of(agreement.span, recipient.span),
                format!("verwerker '{id}' heeft geen overeenkomst"),
                format!("processor '{id}' has no agreement"),
            ),
            None => out.add_as(
                Severity::Check,
                recipient.span,
                format!("bij verwerker '{id}' staat geen overeenkomst"),
                format!("no agreement is named for processor '{id}'"),
            ),
            Some(_) => continue,
        }
        out.offer(
            Fix::promising("sluit een verwerkersovereenkomst", "conclude a processing agreement")
                .set(&["recipients", id, "agreement"], "required"),
        );
    }
}
