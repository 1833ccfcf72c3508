//! G0530: a whole class of records is kept out of access.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0530",
    name: "exclusion_categorical",
    severity: Severity::Error,
    law: &["GDPR 15(4)", "GDPR 23", "UAVG 41"],
    finds: Words {
        nl: "Een hele soort stukken wordt buiten inzage gehouden.",
        en: "A whole class of records is kept out of access.",
    },
    why: Words {
        nl: "De wet kent geen soorten die nooit hoeven: elk stuk moet worden gewogen, en wat kan moet worden gegeven.",
        en: "The law knows no classes that are never due: each record must be weighed, and what can be given must be.",
    },
    remedy: Words {
        nl: "Haal `categorical` weg en weeg per stuk, met afdekken waar dat genoeg is.",
        en: "Remove `categorical` and weigh each record, covering parts where that is enough.",
    },
    example: r"exclusions:
  work_notes: {categorical: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, exclusion) in cx.own(&cx.document.exclusions).filter(|(_, exclusion)| exclusion.categorical) {
        // Courts have let working notes out that only served internal deliberation, so of notes we are less sure.
        let notes = exclusion.mark.as_deref() == Some("work_note");
        out.add_as(
            if notes { Severity::Warning } else { Severity::Error },
            exclusion.span,
            format!("'{id}' wordt als hele soort buiten inzage gehouden"),
            format!("'{id}' is kept out of access as a whole class"),
        );
        out.offer(Fix::promising("weeg elk stuk apart", "weigh each record by itself").remove(&[
            "exclusions",
            id,
            "categorical",
        ]));
    }
}
