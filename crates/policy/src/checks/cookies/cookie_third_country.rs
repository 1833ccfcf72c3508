//! G0707: a cookie takes data outside the EEA and the statement names no safeguard.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0707",
    name: "cookie_third_country",
    severity: Severity::Warning,
    law: &["GDPR 44", "GDPR 13(1)(f)"],
    finds: Words {
        nl: "Een cookie brengt gegevens buiten de EER zonder dat de verklaring een waarborg noemt.",
        en: "A cookie takes data outside the EEA and the statement names no safeguard.",
    },
    why: Words {
        nl: "Ook gegevens van een cookie mogen alleen met een waarborg naar buiten.",
        en: "Data of a cookie too may go outside only with a safeguard.",
    },
    remedy: Words {
        nl: "Noem de waarborg bij `transfers`, of kies een leverancier in de EER.",
        en: "Name the safeguard under `transfers`, or choose a supplier in the EEA.",
    },
    example: r"cookies: {video: {region: third_country}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, cookie) in cx.own(&cx.document.cookies) {
        if cookie.region.as_ref().is_some_and(|r| r.value == Region::ThirdCountry)
            && cx.document.transfers.as_ref().is_none_or(|transfers| transfers.safeguards.is_empty())
        {
            out.add(
                cookie.span,
                format!("'{id}' brengt gegevens buiten de EER, en er staat geen waarborg bij"),
                format!("'{id}' takes data outside the EEA, and no safeguard is named"),
            );
        }
    }
}
