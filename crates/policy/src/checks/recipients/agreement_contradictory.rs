//! G0308: the statement contradicts itself on agreements.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0308",
    name: "agreement_contradictory",
    severity: Severity::Error,
    law: &["GDPR 28(3)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "De verklaring spreekt zichzelf tegen over overeenkomsten.",
        en: "The statement contradicts itself on agreements.",
    },
    why: Words {
        nl: "'Altijd' op de ene plek en 'misschien' op de andere kan niet beide waar zijn.",
        en: "'Always' in one place and 'perhaps' in another cannot both be true.",
    },
    remedy: Words {
        nl: "Zeg op elke plek hetzelfde: `agreement: required`.",
        en: "Say the same everywhere: `agreement: required`.",
    },
    example: r"recipients:
  contractor: {role: processor, agreement: contradictory}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.agreement.as_ref().is_some_and(|stated| stated.value == Agreement::Contradictory) {
            out.add(
                recipient.agreement.as_ref().map_or(recipient.span, |stated| cx.place_of(stated.span, recipient.span)),
                format!("over de overeenkomst met '{id}' staan twee dingen die niet samengaan"),
                format!("on the agreement with '{id}' stand two things that exclude each other"),
            );
        }
    }
}
