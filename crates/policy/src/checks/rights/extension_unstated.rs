//! G0526: a term of its own is promised, and nothing is said of an extension.

use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0526",
    name: "extension_unstated",
    severity: Severity::Check,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "Er is een eigen antwoordtermijn beloofd, en er staat niets over verlengen.",
        en: "An answer term of its own is promised, and nothing is said of an extension.",
    },
    why: Words {
        nl: "De wet laat twee maanden verlenging toe. Wie kort belooft en over verlengen zwijgt, wordt aan de korte termijn gehouden.",
        en: "The law allows an extension of two months. Who promises short and is silent on extending is held to the short term.",
    },
    remedy: Words {
        nl: "Zet bij `extension` of en hoe lang u kunt verlengen, of houd u altijd aan de termijn.",
        en: "Put under `extension` whether and how long you can extend, or always keep to the term.",
    },
    example: r"requests: {term: 4 weeks}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = cx.document.requests.as_ref().filter(|requests| requests.extension.is_none()) else { return };
    let own = cx.document.rights.values().find_map(|right| right.term.as_ref());
    let limit = cx.law_length("answer_term", Length::new(1, Unit::Months));
    // The term of the law comes with the extension of the law.
    if let Some(term) = requests.term.as_ref().or(own).filter(|term| term.value != limit) {
        out.add(
            term.span,
            format!("er staat niets over verlengen, dus een termijn van {} bindt altijd", term.value.in_words("nl")),
            format!("nothing is said of an extension, so {} always binds", term.value),
        );
    }
}
