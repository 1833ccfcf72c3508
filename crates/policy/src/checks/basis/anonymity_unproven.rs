//! G0130: results are called anonymous, and nothing shows that nobody can be recognised.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0130",
    name: "anonymity_unproven",
    severity: Severity::Check,
    law: &["GDPR 4(5)", "GDPR 4(1)"],
    finds: Words {
        nl: "Uitkomsten heten anoniem, maar uit niets blijkt dat niemand te herkennen is.",
        en: "Results are called anonymous, but nothing shows that nobody can be recognised.",
    },
    why: Words {
        nl: "Zolang een antwoord nog bij een naam of nummer hoort, is het een persoonsgegeven. In een kleine groep is iemand ook zonder naam te herkennen (overweging 26).",
        en: "As long as an answer belongs to a name or number it is personal data. In a small group a person can be recognised without a name too (recital 26).",
    },
    remedy: Words {
        nl: "Zeg wanneer de koppeling wordt verbroken en noem bij `smallest_group` hoe klein een groep mag zijn.",
        en: "Say when the link is cut, and name under `smallest_group` how small a group may be.",
    },
    example: r"activities:
  surveys:
    results: {anonymity: anonymous}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(results) = &activity.results else { continue };
        let Some(anonymity) = &results.anonymity else { continue };
        let span = cx.place_of(anonymity.span, activity.span);
        match anonymity.value {
            Anonymity::Anonymous if results.smallest_group.is_none() => out.add(
                span,
                format!("'{id}' heet anoniem, maar er staat niet hoe klein een groep mag zijn"),
                format!("'{id}' is called anonymous, but nothing says how small a group may be"),
            ),
            Anonymity::UnlessChosen | Anonymity::Sometimes => out.add(
                span,
                format!("uitkomsten van '{id}' zijn niet altijd anoniem, en er staat niet tot wanneer zij bij een persoon horen"),
                format!("results of '{id}' are not always anonymous, and nothing says until when they belong to a person"),
            ),
            Anonymity::Anonymous | Anonymity::Named => {}
        }
    }
}
