//! G0303: data may go outside the EEA, but the safeguards, or how to get a copy, are missing.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0303",
    name: "safeguards_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(f)"],
    finds: Words {
        nl: "Gegevens mogen naar buiten de EER, maar de waarborgen of een kopie daarvan ontbreken.",
        en: "Data may go outside the EEA, but the safeguards, or how to get a copy, are missing.",
    },
    why: Words {
        nl: "Mensen horen te lezen welke waarborg er is en hoe zij die kunnen inzien.",
        en: "People must be able to read which safeguard there is and how to see it.",
    },
    remedy: Words {
        nl: "Vul `safeguards` en `copy_of_safeguards` in, of sta doorgifte niet toe.",
        en: "Fill in `safeguards` and `copy_of_safeguards`, or do not allow transfers.",
    },
    example: r"transfers: {outside_allowed: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(transfers) = cx.document.transfers.as_ref().filter(|transfers| transfers.outside_allowed) else { return };
    if transfers.safeguards.is_empty() {
        out.add(
            transfers.span,
            "gegevens mogen buiten de EER, maar er staat geen waarborg bij",
            "data may go outside the EEA, but no safeguard is named",
        );
    } else if transfers.copy_of_safeguards.is_none() {
        out.add(
            transfers.span,
            "er staat niet hoe iemand de waarborgen voor doorgifte kan inzien",
            "nothing says how a person can see the safeguards for transfers",
        );
    }
}
