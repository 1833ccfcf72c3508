//! G0318: agreements are promised with everybody, and with one they are only possible or absent.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0318",
    name: "agreement_promise_contradicted",
    severity: Severity::Error,
    law: &["GDPR 28(3)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Er worden afspraken beloofd met iedereen, en bij een ontvanger zijn ze alleen mogelijk of ontbreken ze.",
        en: "Agreements are promised with everybody, and with one recipient they are only possible or absent.",
    },
    why: Words {
        nl: "De twee sluiten elkaar uit; bij een verwerker is een overeenkomst altijd verplicht.",
        en: "The two exclude each other; with a processor an agreement is always due.",
    },
    remedy: Words {
        nl: "Sluit de overeenkomst, of zeg met wie u afspraken maakt.",
        en: "Conclude the agreement, or say with whom you make agreements.",
    },
    example: r"sharing: {agreement: required}
recipients: {host: {role: processor, agreement: possible}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let promised = cx.document.sharing.as_ref().and_then(|sharing| sharing.agreement.as_ref());
    if !promised.is_some_and(|agreement| agreement.value == Agreement::Required) {
        return;
    }
    for (id, recipient) in cx.own(&cx.document.recipients) {
        let stated = recipient.agreement.as_ref();
        let denied = stated.filter(|stated| matches!(stated.value, Agreement::Possible | Agreement::None));
        if let Some(stated) = denied {
            out.add(
                cx.place_of(stated.span, recipient.span),
                format!("met iedereen zijn er afspraken, maar met '{id}' niet zeker"),
                format!("there are agreements with everybody, but with '{id}' not for certain"),
            );
        }
    }
}
