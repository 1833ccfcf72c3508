//! G0119: nowhere does it say what follows when a person does not give required data.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0119",
    name: "consequence_missing",
    severity: Severity::Warning,
    law: &["GDPR 13(2)(e)"],
    finds: Words {
        nl: "Nergens staat wat er gebeurt als iemand verplichte gegevens niet geeft.",
        en: "Nowhere does it say what follows when a person does not give required data.",
    },
    why: Words {
        nl: "Bij een contract of wettelijke plicht hoort de uitleg of gegevens verplicht zijn en wat de gevolgen zijn.",
        en: "With a contract or legal duty comes the explanation whether data are required and what follows.",
    },
    remedy: Words {
        nl: "Vul `if_not_provided` in bij verwerkingen waar gegevens nodig zijn.",
        en: "Fill in `if_not_provided` at activities that need the data.",
    },
    example: r"activities:
  rent: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let needed = cx.resting_on(Basis::Contract).or_else(|| cx.resting_on(Basis::LegalObligation));
    if let Some((_, activity)) = needed.filter(|_| cx.activities().all(|(_, a)| a.if_not_provided.is_none())) {
        out.add(
            activity.span,
            "nergens staat wat er gebeurt als iemand nodige gegevens niet geeft",
            "nowhere does it say what follows when a person does not give data that are needed",
        );
    }
}
