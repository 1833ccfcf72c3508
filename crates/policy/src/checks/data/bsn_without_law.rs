//! G0202: the BSN is stored without an act that permits it.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0202",
    name: "bsn_without_law",
    severity: Severity::Error,
    law: &["UAVG 46"],
    finds: Words {
        nl: "Het BSN wordt bewaard zonder wet die dat toestaat.",
        en: "The BSN is stored without an act that permits it.",
    },
    why: Words {
        nl: "Een persoonsnummer mag alleen als een wet het zegt. Toestemming helpt niet.",
        en: "An identification number is allowed only when an act says so. Consent does not help.",
    },
    remedy: Words {
        nl: "Noem de wet bij `bsn_law`, of bewaar het BSN niet.",
        en: "Name the act under `bsn_law`, or do not store the BSN.",
    },
    example: r"identification: {bsn_stored: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(identification) = &cx.document.identification
        && let Some(stored) = identification.bsn_stored.as_ref().filter(|stored| stored.value)
        && identification.bsn_law.is_none()
    {
        out.add(
            stored.span,
            "het BSN wordt bewaard, maar er staat geen wet bij die dat toestaat",
            "the BSN is stored, but no act that permits it is named",
        );
    }
}
