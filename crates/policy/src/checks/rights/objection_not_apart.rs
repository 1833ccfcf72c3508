//! G0505: the right to object stands among other text.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0505",
    name: "objection_not_apart",
    severity: Severity::Warning,
    law: &["GDPR 21(4)"],
    finds: Words {
        nl: "Het recht van bezwaar staat tussen de andere tekst.",
        en: "The right to object stands among other text.",
    },
    why: Words {
        nl: "Dit recht moet duidelijk en apart van andere informatie worden getoond.",
        en: "This right must be shown clearly and apart from other information.",
    },
    remedy: Words {
        nl: "Geef het een eigen kop en zet `shown_apart: true`.",
        en: "Give it a heading of its own and put `shown_apart: true`.",
    },
    example: r"rights: {objection: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let objections = [Right::Objection, Right::MarketingObjection];
    let offered = objections.iter().filter_map(|right| cx.document.rights.get(right));
    if let Some(right) = offered.clone().next().filter(|_| !offered.clone().any(|right| right.shown_apart)) {
        out.add(
            right.span,
            "het recht van bezwaar staat niet apart van de rest",
            "the right to object is not shown apart from the rest",
        );
        let first =
            objections.iter().find(|right| cx.document.rights.contains_key(*right)).map(word).unwrap_or_default();
        out.offer(
            Fix::new("toon het recht van bezwaar apart", "show the right to object apart")
                .set(&["rights", &first, "shown_apart"], true),
        );
    }
}
