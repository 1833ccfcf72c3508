//! G0115: a purpose so broad that nobody knows what happens.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0115",
    name: "purpose_vague",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(b)"],
    finds: Words {
        nl: "Een doel dat zo ruim is dat niemand weet wat er gebeurt.",
        en: "A purpose so broad that nobody knows what happens.",
    },
    why: Words {
        nl: "Een doel moet welbepaald en uitdrukkelijk zijn, anders begrenst het niets.",
        en: "A purpose must be specified and explicit, or it limits nothing.",
    },
    remedy: Words { nl: "Splits het doel in wat u echt doet.", en: "Split the purpose into what you really do." },
    example: r"activities:
  management: {basis: [contract], vague: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.vague) {
        out.add(
            activity.span,
            format!("het doel van '{id}' is niet welbepaald"),
            format!("the purpose of '{id}' is not specified"),
        );
    }
}
