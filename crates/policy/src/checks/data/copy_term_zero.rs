//! G0212: a term for copies of an identity document is zero.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0212",
    name: "copy_term_zero",
    severity: Severity::Error,
    law: &["GDPR 12(6)"],
    finds: Words {
        nl: "Een termijn voor kopieën van een identiteitsbewijs is nul.",
        en: "A term for copies of an identity document is zero.",
    },
    why: Words {
        nl: "Een kopie helpt alleen als er tijd is om haar te sturen en te bekijken.",
        en: "A copy helps only when there is time to send it and to look at it.",
    },
    remedy: Words {
        nl: "Noem bij `copy_kept` en `copy_dated_within` minstens een dag, of haal ze weg.",
        en: "Name at least a day under `copy_kept` and `copy_dated_within`, or remove them.",
    },
    example: r"identification: {copy_kept: 0 days}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(identification) = &cx.document.identification else { return };
    let terms = [
        (&identification.copy_kept, "een kopie is dezelfde dag al weg", "a copy is gone the same day"),
        (
            &identification.copy_dated_within,
            "de datum op een kopie moet van dezelfde dag zijn",
            "the date on a copy must be of the same day",
        ),
    ];
    for (term, nl, en) in terms {
        if let Some(term) = term.as_ref().filter(|term| term.count == 0) {
            out.add(term.span, nl, en);
        }
    }
}
