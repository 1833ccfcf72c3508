//! G0305: it says where data are stored, but not whether suppliers can reach them from outside.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0305",
    name: "access_from_outside_unstated",
    severity: Severity::Warning,
    law: &["GDPR 44"],
    finds: Words {
        nl: "Er staat waar gegevens worden bewaard, maar niet of leveranciers er van buiten bij kunnen.",
        en: "It says where data are stored, but not whether suppliers can reach them from outside.",
    },
    why: Words {
        nl: "Kijken op afstand van buiten de EER is ook doorgifte.",
        en: "Looking from outside the EEA is a transfer too.",
    },
    remedy: Words {
        nl: "Zeg of dat kan en met welke waarborg, en haal `access_from_outside_unstated` weg.",
        en: "Say whether that is possible and with which safeguard, and remove `access_from_outside_unstated`.",
    },
    example: r"transfers: {stored_in: eea, access_from_outside_unstated: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(transfers) = cx.document.transfers.as_ref().filter(|t| t.access_from_outside_unstated) {
        out.add(
            transfers.span,
            "er staat niet of leveranciers van buiten de EER bij de gegevens kunnen",
            "nothing says whether suppliers can reach the data from outside the EEA",
        );
    }
}
