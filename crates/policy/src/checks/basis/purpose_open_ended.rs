//! G0114: a purpose that is left open, with words such as 'for example'.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0114",
    name: "purpose_open_ended",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(b)", "GDPR 13(1)(c)"],
    finds: Words {
        nl: "Een doel dat open wordt gelaten, met woorden als 'bijvoorbeeld'.",
        en: "A purpose that is left open, with words such as 'for example'.",
    },
    why: Words {
        nl: "Doelen moeten volledig bepaald zijn; een voorbeeld is geen grens.",
        en: "Purposes must be fully determined; an example is no limit.",
    },
    remedy: Words {
        nl: "Noem alle doelen, elk als eigen verwerking.",
        en: "Name all purposes, each as an activity of its own.",
    },
    example: r"activities:
  contact: {basis: [contract], open_ended: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.open_ended) {
        out.add(
            activity.span,
            format!("het doel van '{id}' is een open opsomming"),
            format!("the purpose of '{id}' is an open list"),
        );
    }
}
