//! G0406: images or data are kept for an incident, without a limit.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0406",
    name: "hold_without_limit",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Beelden of gegevens blijven staan voor een incident, zonder grens.",
        en: "Images or data are kept for an incident, without a limit.",
    },
    why: Words {
        nl: "Een onderzoek dat nooit ophoudt, is bewaren zonder termijn.",
        en: "An investigation that never ends is keeping without a term.",
    },
    remedy: Words {
        nl: "Zeg bij `hold_limit` wanneer het vasthouden stopt, zoals na het onderzoek of de rechtszaak.",
        en: "Say under `hold_limit` when the hold ends, such as after the investigation or the lawsuit.",
    },
    example: r"events: {recorded: {}}
retention:
  images: {keep: 7 days after recorded, holds: [incident]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention) {
        if rule.hold_limit.is_none() && rule.holds.iter().any(|hold| hold.value == Hold::Incident) {
            out.add(
                rule.span,
                format!("'{id}' kan worden vastgehouden voor een incident, zonder dat er staat tot wanneer"),
                format!("'{id}' can be held for an incident, but nothing says until when"),
            );
        }
    }
}
