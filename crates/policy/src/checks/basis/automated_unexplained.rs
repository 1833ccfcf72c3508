//! G0134: a computer decides, and its logic and consequences are not told.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0134",
    name: "automated_unexplained",
    severity: Severity::Warning,
    law: &["GDPR 13(2)(f)", "GDPR 22(1)"],
    finds: Words {
        nl: "Een computer beslist, en er staat niet hoe en met welk gevolg.",
        en: "A computer decides, and nothing says how and with what consequence.",
    },
    why: Words {
        nl: "Mensen hebben recht op nuttige uitleg over hoe zo'n besluit tot stand komt en wat het voor hen betekent (HvJ EU C-203/22).",
        en: "People have a right to useful information on how such a decision comes about and what it means to them (CJEU C-203/22).",
    },
    remedy: Words {
        nl: "Vul bij `automated` de sleutels `logic` en `consequences` in.",
        en: "Fill in `logic` and `consequences` under `automated`.",
    },
    example: r"activities:
  screening:
    automated: {decisive: true, safeguards: [human_review, express_view, contest]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(automated) = activity.automated.as_ref().filter(|automated| automated.decisive) else { continue };
        let wanted = [
            (automated.logic.is_none(), "hoe de uitkomst ontstaat", "how the outcome comes about"),
            (automated.consequences.is_none(), "wat zij betekent", "what it means"),
        ];
        if let Some((nl, en)) = missing(&wanted) {
            out.add(
                cx.place_of(automated.span, activity.span),
                format!("bij '{id}' beslist een computer, maar er staat niet: {nl}"),
                format!("at '{id}' a computer decides, but nothing says: {en}"),
            );
        }
    }
}
