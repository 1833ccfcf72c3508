//! G0206: the statement claims a duty to identify without an act.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0206",
    name: "identification_duty_without_act",
    severity: Severity::Warning,
    law: &["UAVG 46", "GDPR 6(3)"],
    finds: Words {
        nl: "De verklaring beroept zich op een identificatieplicht zonder wet.",
        en: "The statement claims a duty to identify without an act.",
    },
    why: Words {
        nl: "Een verhuurder heeft geen algemene plicht om mensen te identificeren.",
        en: "A landlord has no general duty to identify people.",
    },
    remedy: Words {
        nl: "Noem de wet, of zeg dat u het bewijs laat tonen om u van de identiteit te overtuigen.",
        en: "Name the act, or say that you ask to see the document to be sure who it is.",
    },
    example: r"identification: {duty_without_act: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(identification) = cx.document.identification.as_ref().filter(|i| i.duty_without_act) {
        out.add(
            identification.span,
            "er staat een identificatieplicht zonder de wet die haar geeft",
            "a duty to identify is claimed without the act that gives it",
        );
    }
}
