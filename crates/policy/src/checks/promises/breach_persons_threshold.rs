//! G0911: nothing says, or otherwise than the law, when people themselves are told of a breach.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0911",
    name: "breach_persons_threshold",
    severity: Severity::Warning,
    law: &["GDPR 34(1)"],
    finds: Words {
        nl: "Er staat niet, of anders dan in de wet, wanneer mensen zelf van een datalek horen.",
        en: "Nothing says, or otherwise than the law, when people themselves are told of a breach.",
    },
    why: Words {
        nl: "Mensen horen van een lek bij een waarschijnlijk hoog risico, niet pas als zij schade hebben.",
        en: "People are told of a breach when a high risk is likely, not only once they are harmed.",
    },
    remedy: Words { nl: "Zet `persons_when: high_risk`.", en: "Put `persons_when: high_risk`." },
    example: r"breaches: {authority_when: always, persons_when: harmed}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(breaches) = &cx.document.breaches else { return };
    match &breaches.persons_when {
        None => out.add(
            breaches.span,
            "er staat niet wanneer mensen zelf van een datalek horen",
            "nothing says when people themselves are told of a breach",
        ),
        // A lower threshold than the law's promises more, which is allowed.
        Some(when) if !matches!(when.value.as_str(), "high_risk" | "always") => out.add_as(
            if when.value == "unfavourable_effects" { Severity::Check } else { Severity::Warning },
            when.span,
            format!("'{}' is niet de drempel van de wet (een waarschijnlijk hoog risico)", when.value),
            format!("'{}' is not the threshold of the law (a high risk is likely)", when.value),
        ),
        Some(_) => return,
    }
    out.offer(
        Fix::promising("vertel het mensen bij de drempel van de wet", "tell people at the threshold of the law")
            .set(&["breaches", "persons_when"], "high_risk"),
    );
}
