//! G0917: a word of an open list that looks like a misspelling of a known one.

use super::super::prelude::*;
use crate::words;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0917",
    name: "word_misspelt",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(a)", "GDPR 12(1)"],
    finds: Words {
        nl: "Een woord in een open lijst lijkt een tikfout van een woord dat Gestand kent.",
        en: "A word of an open list looks like a misspelling of a word that Gestand knows.",
    },
    why: Words {
        nl: "Een woord dat Gestand niet kent, komt zoals het is in de verklaring, en beslissingen kijken er niet naar.",
        en: "A word that Gestand does not know is published as it stands, and decisions do not look at it.",
    },
    remedy: Words {
        nl: "Verbeter het woord. Bedoelt u echt iets anders, kies dan een woord dat er minder op lijkt.",
        en: "Correct the word. When you really mean something else, choose a word that is less like it.",
    },
    example: r"cameras:
  hall: {avoids: [hommes]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (kind, word, span) in words::of(cx.document).into_iter().filter(|(.., span)| cx.is_own(*span)) {
        if let Some(known) = words::misspelt(kind, word) {
            out.add(
                span,
                format!("'{word}' is niet bekend; bedoelt u '{known}'?"),
                format!("'{word}' is not known; did you mean '{known}'?"),
            );
        }
    }
}
