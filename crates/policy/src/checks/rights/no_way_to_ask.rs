//! G0524: nothing says how or where a person can make a request.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0524",
    name: "no_way_to_ask",
    severity: Severity::Warning,
    law: &["GDPR 12(2)"],
    finds: Words {
        nl: "Er staat niet hoe of waar iemand een verzoek kan doen.",
        en: "Nothing says how or where a person can make a request.",
    },
    why: Words {
        nl: "Een recht zonder adres is niet te gebruiken; het moet makkelijk zijn.",
        en: "A right without an address cannot be used; it must be easy.",
    },
    remedy: Words {
        nl: "Zet `requests: {channels: [email, phone], addresses_given: true}` en geef de adressen bij `organisation`.",
        en: "Put `requests: {channels: [email, phone], addresses_given: true}` and give the addresses under `organisation`.",
    },
    example: r"requests: {term: 1 month}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let requests = cx.document.requests.as_ref();
    if requests.is_none_or(|requests| requests.channels.is_empty()) {
        out.add(
            requests.map_or(cx.place(), |requests| requests.span),
            "er staat niet hoe iemand een verzoek kan doen",
            "nothing says how a person can make a request",
        );
    } else if let Some(requests) = requests.filter(|requests| requests.addresses_given == Some(false)) {
        out.add(
            requests.span,
            "van de kanalen voor een verzoek staat het adres er niet bij",
            "the addresses of the channels for a request are not given",
        );
    }
}
