//! G0915: measures are named, but not that who works with the data must keep silent.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0915",
    name: "secrecy_missing",
    severity: Severity::Check,
    law: &["GDPR 29", "GDPR 32(4)"],
    finds: Words {
        nl: "Er staan maatregelen, maar niet dat wie met de gegevens werkt moet zwijgen.",
        en: "Measures are named, but not that who works with the data must keep silent.",
    },
    why: Words {
        nl: "Wie onder uw gezag met gegevens werkt, mag dat alleen in opdracht. Dat moet afgesproken zijn.",
        en: "Who works with data under your authority may do so only on instruction. That must be agreed.",
    },
    remedy: Words {
        nl: "Voeg een maatregel toe met `kind: secrecy`, als medewerkers aan zwijgen gebonden zijn.",
        en: "Add a measure with `kind: secrecy`, if employees are bound to keep silent.",
    },
    example: r"measures:
  rules: {kind: conduct, binds: [employees]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let secrecy = |measure: &Measure| measure.kind.as_ref().is_some_and(|kind| kind.value == MeasureKind::Secrecy);
    let mut measures = cx.own(&cx.document.measures).map(|(_, measure)| measure);
    if let Some(first) = measures.next().filter(|first| !secrecy(first) && !measures.any(|m| secrecy(m))) {
        out.add(
            first.span,
            "er staat niet dat wie met de gegevens werkt moet zwijgen",
            "nothing says that who works with the data must keep silent",
        );
    }
}
