//! G0204: copies of identity documents are stored.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0204",
    name: "identity_copy_stored",
    severity: Severity::Error,
    law: &["UAVG 46", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Kopieën van identiteitsbewijzen worden bewaard.",
        en: "Copies of identity documents are stored.",
    },
    why: Words {
        nl: "Een kopie heeft een BSN, een foto en een nummer die een verhuurder niet nodig heeft. Bekijken is genoeg.",
        en: "A copy holds a BSN, a photo and a number that a landlord does not need. Looking is enough.",
    },
    remedy: Words {
        nl: "Laat het bewijs tonen (`seen_only`), of neem alleen afgeschermde kopieën aan.",
        en: "Let the document be shown (`seen_only`), or accept only shielded copies.",
    },
    example: r"identification: {copies: stored}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let copies = cx.document.identification.as_ref().and_then(|identification| identification.copies.as_ref());
    if let Some(copies) = copies.filter(|copies| copies.value == IdentityCopies::Stored) {
        out.add(
            copies.span,
            "kopieën van identiteitsbewijzen worden bewaard",
            "copies of identity documents are stored",
        );
    }
}
