//! G0701: the statement says nothing about cookies.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0701",
    name: "cookies_missing",
    severity: Severity::Check,
    law: &["Tw 11.7a", "GDPR 13"],
    finds: Words { nl: "De verklaring zegt niets over cookies.", en: "The statement says nothing about cookies." },
    why: Words {
        nl: "Een website zet bijna altijd cookies; wie dat doet, moet het vertellen.",
        en: "A website nearly always sets cookies; who does so must tell it.",
    },
    remedy: Words {
        nl: "Beschrijf ze bij `cookie_rules` en `cookies`, of verwijs met `elsewhere`.",
        en: "Describe them under `cookie_rules` and `cookies`, or refer with `elsewhere`.",
    },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let elsewhere = cx.document.cookie_rules.as_ref().is_some_and(|rules| rules.elsewhere.is_some());
    if cx.document.cookies.is_empty() && !elsewhere {
        out.add(
            cx.document.cookie_rules.as_ref().map_or(cx.place(), |rules| rules.span),
            "de verklaring noemt geen cookies en verwijst er niet naar",
            "the statement names no cookies and does not refer to them",
        );
    }
}
