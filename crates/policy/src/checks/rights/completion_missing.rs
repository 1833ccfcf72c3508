//! G0523: rectification does not say that a person may have data completed.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0523",
    name: "completion_missing",
    severity: Severity::Check,
    law: &["GDPR 16"],
    finds: Words {
        nl: "Bij correctie staat niet dat iemand gegevens mag laten aanvullen.",
        en: "Rectification does not say that a person may have data completed.",
    },
    why: Words {
        nl: "Artikel 16 geeft beide: verbeteren en aanvullen.",
        en: "Article 16 gives both: correcting and completing.",
    },
    remedy: Words { nl: "Zet `gives: [correct, complete]`.", en: "Put `gives: [correct, complete]`." },
    example: r"rights: {rectification: {gives: [correct]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(right) = cx.document.rights.get(&Right::Rectification) else { return };
    if !right.gives.iter().any(|given| given.value == "complete") {
        out.add(
            right.span,
            "er staat niet dat iemand gegevens mag laten aanvullen",
            "nothing says that a person may have data completed",
        );
        out.offer(
            Fix::new("noem het recht om te laten aanvullen", "name the right to have data completed")
                .add(&["rights", "rectification", "gives"], ["correct", "complete"]),
        );
    }
}
