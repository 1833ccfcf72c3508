//! G0404: a general retention term beside separate terms for single data.

use super::super::prelude::*;
use crate::terms::Keep;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0404",
    name: "general_rule_contradicted",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(a)", "GDPR 13(2)(a)"],
    finds: Words {
        nl: "Een algemene bewaartermijn naast eigen termijnen voor losse gegevens.",
        en: "A general retention term beside separate terms for single data.",
    },
    why: Words {
        nl: "Wie de algemene zin leest, denkt dat die voor alles geldt.",
        en: "Who reads the general sentence thinks that it holds for everything.",
    },
    remedy: Words {
        nl: "Zeg in de algemene regel dat zij geldt waar geen eigen termijn staat, of noem haar gegevens bij `data`.",
        en: "Say in the general rule that it holds where no separate term is given, or name its data under `data`.",
    },
    example: r"categories: {payments: {}}
events: {ended: {}}
retention:
  general: {keep: 2 years after ended}
  payments: {data: [payments], keep: 7 years after ended}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention).filter(|(_, rule)| rule.data.is_empty()) {
        // "As long as needed" gives no term that another could contradict.
        let Some(keep) = rule.keep.as_ref().filter(|keep| keep.value != Keep::AsNeeded) else { continue };
        let others: Vec<&str> = cx
            .own(&cx.document.retention)
            .filter(|(_, other)| !other.data.is_empty() && share_people(rule, other))
            .filter(|(_, other)| other.keep.as_ref().is_some_and(|term| term.value != keep.value))
            .map(|(other, _)| other)
            .collect();
        if !others.is_empty() {
            let others = others.join(", ");
            out.add(
                rule.span,
                format!("de algemene termijn '{id}' klopt niet met: {others}"),
                format!("the general term '{id}' does not agree with: {others}"),
            );
        }
    }
}

/// A rule without groups is about everybody.
fn share_people(one: &RetentionRule, other: &RetentionRule) -> bool {
    let everybody = one.subjects.is_empty() || other.subjects.is_empty();
    everybody || one.subjects.iter().any(|group| other.subjects.iter().any(|g| g.value == group.value))
}
