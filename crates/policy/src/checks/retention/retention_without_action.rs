//! G0408: nothing says what happens after the term: destroy or anonymise.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0408",
    name: "retention_without_action",
    severity: Severity::Check,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Er staat niet wat er na de termijn gebeurt: vernietigen of anoniem maken.",
        en: "Nothing says what happens after the term: destroy or anonymise.",
    },
    why: Words {
        nl: "Beide mag, maar anoniem maken moet dan ook echt onomkeerbaar zijn.",
        en: "Both are allowed, but anonymising must then be truly irreversible.",
    },
    remedy: Words { nl: "Vul `then` in.", en: "Fill in `then`." },
    example: r"events: {ended: {}}
retention:
  files: {keep: 2 years after ended}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention) {
        if rule.then.is_none() && rule.keep.is_some() {
            out.add(
                rule.span,
                format!("bij '{id}' staat niet wat er na de termijn gebeurt"),
                format!("'{id}' does not say what happens after the term"),
            );
        }
    }
}
