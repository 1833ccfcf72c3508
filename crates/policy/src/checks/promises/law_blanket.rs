//! G0905: the statement refers to 'other acts' without saying which.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0905",
    name: "law_blanket",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(a)", "GDPR 6(3)"],
    finds: Words {
        nl: "De verklaring verwijst naar 'andere wetten' zonder te zeggen welke.",
        en: "The statement refers to 'other acts' without saying which.",
    },
    why: Words { nl: "Niemand kan nagaan of zo'n wet bestaat.", en: "Nobody can find out whether such an act exists." },
    remedy: Words { nl: "Noem elke wet.", en: "Name each act." },
    example: r"laws: {other: {blanket: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, law) in cx.own(&cx.document.laws).filter(|(_, law)| law.blanket) {
        out.add(law.span, format!("'{id}' zegt niet welke wet"), format!("'{id}' does not say which act"));
    }
}
