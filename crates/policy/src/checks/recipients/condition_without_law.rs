//! G0315: a condition to disclose data that rests on no article.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0315",
    name: "condition_without_law",
    severity: Severity::Check,
    law: &["GDPR 6(1)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een voorwaarde om gegevens te geven die op geen artikel rust.",
        en: "A condition to disclose data that rests on no article.",
    },
    why: Words {
        nl: "Dat iets in de verklaring staat, of dat iemand het handig vindt, is nog geen grond om gegevens te geven.",
        en: "That something stands in the statement, or that somebody finds it handy, is no ground to disclose data.",
    },
    remedy: Words {
        nl: "Zet bij de voorwaarde `law` het artikel, of gebruik een voorwaarde die de wet kent.",
        en: "Put the article under `law` at the condition, or use a condition that the law knows.",
    },
    example: r"conditions: {told_here: {label: het hier staat}}
activities:
  sharing: {only_if: [told_here]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, condition) in cx.own(&cx.document.conditions).filter(|(_, condition)| condition.law.is_none()) {
        out.add(
            condition.span,
            format!("de voorwaarde '{id}' rust op geen artikel"),
            format!("the condition '{id}' rests on no article"),
        );
    }
}
