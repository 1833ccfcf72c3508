//! G0810: the statement is given only after the data were asked.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0810",
    name: "handed_over_late",
    severity: Severity::Warning,
    law: &["GDPR 13(1)"],
    finds: Words {
        nl: "De verklaring wordt pas gegeven als de gegevens al gevraagd zijn.",
        en: "The statement is given only after the data were asked.",
    },
    why: Words {
        nl: "De uitleg hoort er te zijn op het moment dat iemand gegevens geeft, dus ook bij inschrijven en bezichtigen.",
        en: "The information is due at the moment a person gives data, so also at registration and viewing.",
    },
    remedy: Words {
        nl: "Geef de verklaring bij het verzamelen (`at_collection`) of zet haar op de website.",
        en: "Give the statement at collection (`at_collection`) or put it on the website.",
    },
    example: r"statement: {version: 2026-01-01, handed_over: [at_signing]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(statement) = &cx.document.statement else { return };
    let in_time = statement.handed_over.iter().any(|h| matches!(h.value, HandOver::AtCollection | HandOver::Website));
    if let Some(late) = statement.handed_over.first().filter(|_| !in_time) {
        out.add(
            late.span,
            "mensen krijgen de verklaring pas nadat zij gegevens gaven",
            "people get the statement only after they gave data",
        );
        out.offer(
            Fix::promising(
                "geef de verklaring zodra u gegevens vraagt",
                "hand the statement over when you ask for data",
            )
            .add(&["statement", "handed_over"], ["at_collection"]),
        );
    }
}
