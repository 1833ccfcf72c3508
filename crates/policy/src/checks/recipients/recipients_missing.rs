//! G0316: nowhere does it say who gets data.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0316",
    name: "recipients_missing",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(e)"],
    finds: Words { nl: "Nergens staat wie gegevens krijgt.", en: "Nowhere does it say who gets data." },
    why: Words {
        nl: "Mensen horen te lezen wie hun gegevens krijgt, bij naam of als soort.",
        en: "People must be able to read who gets their data, by name or as a kind.",
    },
    remedy: Words {
        nl: "Noem bij `recipients` wie gegevens krijgt, ook de leveranciers die bij uw systemen kunnen.",
        en: "Name under `recipients` who gets data, also the suppliers that can reach your systems.",
    },
    example: r"activities:
  contact: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.activities().next().is_some() && cx.own(&cx.document.recipients).next().is_none() {
        out.add(cx.place(), "nergens staat wie gegevens krijgt", "nowhere does it say who gets data");
    }
}
