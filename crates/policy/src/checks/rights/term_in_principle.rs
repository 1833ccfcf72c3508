//! G0527: the answer term holds only 'in principle', or 'as soon as possible'.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0527",
    name: "term_in_principle",
    severity: Severity::Warning,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "De antwoordtermijn geldt alleen 'in principe'.",
        en: "The answer term holds only 'in principle'.",
    },
    why: Words {
        nl: "De maand van de wet is een uiterste; alleen met een bericht binnen die maand mag het langer duren.",
        en: "The month of the law is an outer limit; only with a notice within that month may it take longer.",
    },
    remedy: Words {
        nl: "Beloof de termijn zonder voorbehoud, en regel de uitzondering bij `extension`.",
        en: "Promise the term without reserve, and put the exception under `extension`.",
    },
    example: r"requests: {term: 1 month, term_in_principle: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(requests) = cx.document.requests.as_ref().filter(|requests| requests.term_in_principle) {
        out.add(
            requests.term.as_ref().map_or(requests.span, |term| term.span),
            "de antwoordtermijn is alleen in principe beloofd",
            "the answer term is promised in principle only",
        );
    }
}
