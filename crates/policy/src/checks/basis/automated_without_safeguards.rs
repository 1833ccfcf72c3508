//! G0112: a decision that a computer takes without the safeguards of Article 22.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0112",
    name: "automated_without_safeguards",
    severity: Severity::Error,
    law: &["GDPR 22(3)", "GDPR 13(2)(f)"],
    finds: Words {
        nl: "Een besluit dat een computer neemt zonder de waarborgen van artikel 22.",
        en: "A decision that a computer takes without the safeguards of Article 22.",
    },
    why: Words {
        nl: "Wie door een computer wordt afgewezen, heeft recht op een mens, op een weerwoord en op bezwaar.",
        en: "Who is turned down by a computer has a right to a human, to a say and to contest it.",
    },
    remedy: Words {
        nl: "Zet bij `safeguards` minstens human_review, express_view en contest, en voer ze uit.",
        en: "Put at least human_review, express_view and contest under `safeguards`, and carry them out.",
    },
    example: r"activities:
  screening:
    basis: [contract]
    automated: {decisive: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(automated) = activity.automated.as_ref().filter(|automated| automated.decisive) else { continue };
        let due = [
            ("human_review", "een mens kijkt opnieuw"),
            ("express_view", "een eigen mening geven"),
            ("contest", "het besluit aanvechten"),
        ];
        if let Some((missing, dutch)) = not_named(due, &automated.safeguards) {
            let fix = Fix::promising("geef mensen deze waarborgen", "give people these safeguards")
                .add(&["activities", id, "automated", "safeguards"], missing.iter().copied());
            out.add(
                cx.place_of(automated.span, activity.span),
                format!("bij '{id}' beslist een computer zonder deze waarborgen: {dutch}"),
                format!("at '{id}' a computer decides without the safeguards {}", missing.join(", ")),
            );
            out.offer(fix);
        }
    }
}
