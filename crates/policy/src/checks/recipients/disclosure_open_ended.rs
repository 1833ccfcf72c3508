//! G0310: a recipient gets an open amount of data ('what is needed').

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0310",
    name: "disclosure_open_ended",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(c)", "GDPR 13(1)(e)"],
    finds: Words {
        nl: "Een ontvanger krijgt een open hoeveelheid gegevens ('wat nodig is').",
        en: "A recipient gets an open amount of data ('what is needed').",
    },
    why: Words {
        nl: "Een open deur is geen grens: dan kan alles worden gedeeld.",
        en: "An open door is no limit: everything can then be shared.",
    },
    remedy: Words {
        nl: "Noem bij `may_receive` precies welke gegevens.",
        en: "Name under `may_receive` exactly which data.",
    },
    example: r"activities:
  repair: {basis: [contract]}
recipients:
  police:
    may_receive: [{for: repair, open_ended: true}]
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        for disclosure in recipient.may_receive.iter().filter(|disclosure| disclosure.open_ended) {
            // What an act or a demand asks, it also bounds.
            let bounded = disclosure.only_if.iter().any(|c| matches!(c.value.as_str(), "legal_duty" | "demand"));
            out.add_as(
                if bounded { Severity::Check } else { Severity::Warning },
                cx.place_of(disclosure.span, recipient.span),
                format!("wat '{id}' mag krijgen, is open gelaten"),
                format!("what '{id}' may receive is left open"),
            );
        }
    }
}
