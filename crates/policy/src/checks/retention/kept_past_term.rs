//! G0405: data are knowingly kept past their term.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0405",
    name: "kept_past_term",
    severity: Severity::Error,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Gegevens blijven bewust staan na hun termijn.",
        en: "Data are knowingly kept past their term.",
    },
    why: Words {
        nl: "Vanzelf kleiner worden is geen termijn: wat niet meer nodig is, moet weg.",
        en: "Shrinking by itself is no term: what is no longer needed must go.",
    },
    remedy: Words {
        nl: "Plan de vernietiging van het oude archief en haal `kept_past_term` weg.",
        en: "Plan the destruction of the old archive and remove `kept_past_term`.",
    },
    example: r"events: {ended: {}}
retention:
  archive: {keep: 2 years after ended, kept_past_term: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention) {
        if rule.kept_past_term {
            // With a day by which they are gone it is a plan; without one it is how things are.
            out.add_as(
                if rule.clean_up_by.is_some() { Severity::Warning } else { Severity::Error },
                rule.span,
                format!("'{id}' zegt dat gegevens na hun termijn blijven staan"),
                format!("'{id}' says that data stay past their term"),
            );
        }
    }
}
