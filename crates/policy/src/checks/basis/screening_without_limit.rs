//! G0125: a screening looks back without a limit.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0125",
    name: "screening_without_limit",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(e)", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Een controle kijkt terug zonder dat er staat hoe ver.",
        en: "A screening looks back, and nothing says how far.",
    },
    why: Words {
        nl: "Wat iemand lang geleden deed, mag niet altijd blijven tellen.",
        en: "What a person did long ago may not count for ever.",
    },
    remedy: Words {
        nl: "Zet bij `look_back` hoe ver u terugkijkt, bijvoorbeeld 2 jaar.",
        en: "Put under `look_back` how far you look back, such as 2 years.",
    },
    example: r"activities:
  screening:
    screening: {asks: [nuisance_history], person_decides: true, told: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(screening) = activity.screening.as_ref().filter(|screening| screening.look_back.is_none()) else {
            continue;
        };
        if screening.asks.iter().any(|asked| asked.value == ScreeningKind::NuisanceHistory) {
            out.add(
                cx.place_of(screening.span, activity.span),
                format!("bij '{id}' staat niet hoe ver er wordt teruggekeken"),
                format!("'{id}' does not say how far it looks back"),
            );
        }
    }
}
