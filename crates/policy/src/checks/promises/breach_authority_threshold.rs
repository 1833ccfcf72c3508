//! G0909: the threshold to notify the authority of a breach is too high, or is not given.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0909",
    name: "breach_authority_threshold",
    severity: Severity::Error,
    law: &["GDPR 33(1)"],
    finds: Words {
        nl: "De drempel om een datalek bij de toezichthouder te melden is te hoog, of staat er niet.",
        en: "The threshold to notify the authority of a breach is too high, or is not given.",
    },
    why: Words {
        nl: "'Ernstige gevolgen' is de drempel van de oude wet. Nu moet elk lek gemeld, tenzij een risico onwaarschijnlijk is.",
        en: "'Serious effects' is the threshold of the old act. Now every breach is notified unless a risk is unlikely.",
    },
    remedy: Words {
        nl: "Zet `authority_when: unless_risk_unlikely`.",
        en: "Put `authority_when: unless_risk_unlikely`.",
    },
    example: r"breaches: {authority_when: serious_effects}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(breaches) = &cx.document.breaches else { return };
    match &breaches.authority_when {
        None => out.add_as(
            Severity::Check,
            breaches.span,
            "er staat niet wanneer een datalek bij de Autoriteit Persoonsgegevens wordt gemeld",
            "nothing says when the supervisory authority is told of a breach",
        ),
        Some(when) if !matches!(when.value.as_str(), "unless_risk_unlikely" | "always") => out.add(
            when.span,
            format!("'{}' is een hogere drempel dan de wet", when.value),
            format!("'{}' is a higher threshold than the law", when.value),
        ),
        Some(_) => return,
    }
    out.offer(
        Fix::promising("meld vanaf de drempel van de wet", "notify from the threshold of the law")
            .set(&["breaches", "authority_when"], "unless_risk_unlikely"),
    );
}
