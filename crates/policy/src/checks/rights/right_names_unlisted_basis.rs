//! G0533: a right is promised for a basis that the statement does not list among its bases.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0533",
    name: "right_names_unlisted_basis",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(c)", "GDPR 12(1)"],
    finds: Words {
        nl: "Een recht wordt beloofd voor een grondslag die de verklaring niet noemt bij haar grondslagen.",
        en: "A right is promised for a basis that the statement does not list among its bases.",
    },
    why: Words {
        nl: "Of de lijst van grondslagen is niet volledig, of het recht kan nooit worden gebruikt. Wie leest, weet niet welke van de twee.",
        en: "Either the list of bases is not complete, or the right can never be used. A reader does not know which.",
    },
    remedy: Words {
        nl: "Zet de grondslag bij `bases`, of haal haar weg bij het recht.",
        en: "Add the basis to `bases`, or remove it from the right.",
    },
    example: r"bases: {contract: {}}
rights:
  objection: {bases: [legitimate_interest]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let listed = &cx.document.bases;
    if listed.is_empty() {
        return;
    }
    for (right, offered) in &cx.document.rights {
        for basis in offered.bases.iter().filter(|basis| !listed.contains_key(&basis.value)) {
            let (name, name_en) = (right.in_dutch(), word(right));
            let (of, of_en) = (basis.value.in_words("nl"), word(&basis.value));
            out.add(
                basis.span,
                format!("het recht op {name} geldt voor {of}, maar die grondslag staat niet in de lijst"),
                format!("the right {name_en} holds for {of_en}, but that basis is not in the list"),
            );
        }
    }
}
