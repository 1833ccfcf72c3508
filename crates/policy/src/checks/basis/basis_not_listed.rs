//! G0102: an activity rests on a basis that the statement does not list among its bases.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0102",
    name: "basis_not_listed",
    severity: Severity::Error,
    law: &["GDPR 13(1)(c)"],
    finds: Words {
        nl: "Een verwerking rust op een grondslag die de verklaring niet noemt bij haar grondslagen.",
        en: "An activity rests on a basis that the statement does not list among its bases.",
    },
    why: Words {
        nl: "De verklaring spreekt zichzelf dan tegen: wie de lijst leest, weet niet dat deze grondslag ook wordt gebruikt.",
        en: "The statement then contradicts itself: who reads the list does not learn that this basis is used as well.",
    },
    remedy: Words {
        nl: "Zet de grondslag bij `bases`, of geef de verwerking de grondslag waar zij echt op rust.",
        en: "Add the basis to `bases`, or give the activity the basis it really rests on.",
    },
    example: r"bases: {contract: {}}
activities:
  tax: {basis: [legal_obligation]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let bases = &cx.document.bases;
    if bases.is_empty() {
        return;
    }
    for (id, activity) in cx.activities() {
        // A basis that the law itself gives, in words of the vocabulary, is not a statement of the corporation.
        for basis in activity.basis.iter().filter(|b| cx.is_own(b.span) && !bases.contains_key(&b.value)) {
            let name = word(&basis.value);
            out.add(
                basis.span,
                format!("'{id}' rust op {}, maar die grondslag staat niet in de lijst", basis.value.in_words("nl")),
                format!("'{id}' rests on {name}, but that basis is not in the list"),
            );
        }
    }
}
