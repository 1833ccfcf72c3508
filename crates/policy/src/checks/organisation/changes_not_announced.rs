//! G0809: people are not told beforehand that data are used for a new purpose.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0809",
    name: "changes_not_announced",
    severity: Severity::Warning,
    law: &["GDPR 13(3)"],
    finds: Words {
        nl: "Mensen horen niet vooraf dat gegevens voor een nieuw doel worden gebruikt.",
        en: "People are not told beforehand that data are used for a new purpose.",
    },
    why: Words {
        nl: "Een nieuwe tekst op de website is niet genoeg, en zelf blijven lezen kan niemand worden gevraagd.",
        en: "A new text on the website is not enough, and nobody can be asked to keep reading.",
    },
    remedy: Words {
        nl: "Beloof en doe `persons_before_new_purpose`.",
        en: "Promise and do `persons_before_new_purpose`.",
    },
    example: r"statement: {version: 2026-01-01, changes: [reader_rereads]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(statement) = &cx.document.statement else { return };
    if statement.changes.iter().any(|change| change.value == ChangeNotice::PersonsBeforeNewPurpose) {
        return;
    }
    let rereads = statement.changes.iter().find(|change| change.value == ChangeNotice::ReaderRereads);
    let span = rereads.or(statement.changes.first()).map_or(statement.span, |change| change.span);
    if rereads.is_some() {
        out.add(
            span,
            "de lezer moet zelf nagaan of er iets verandert",
            "the reader must find out whether something changes",
        );
    } else {
        out.add_as(
            Severity::Check,
            span,
            "er staat niet dat mensen vooraf horen van een nieuw doel",
            "nothing says that people are told beforehand of a new purpose",
        );
    }
    out.offer(
        Fix::promising("vertel mensen vooraf van een nieuw doel", "tell people of a new purpose beforehand")
            .add(&["statement", "changes"], ["persons_before_new_purpose"]),
    );
}
