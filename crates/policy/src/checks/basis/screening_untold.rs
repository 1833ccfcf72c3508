//! G0126: nothing says that a person hears the outcome of a screening.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0126",
    name: "screening_untold",
    severity: Severity::Check,
    law: &["GDPR 13", "GDPR 14", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Er staat niet dat iemand de uitkomst van een controle hoort.",
        en: "Nothing says that a person hears the outcome of a screening.",
    },
    why: Words {
        nl: "Zonder de uitkomst te kennen kan niemand een fout laten verbeteren.",
        en: "Without knowing the outcome nobody can have a mistake corrected.",
    },
    remedy: Words { nl: "Vertel de uitkomst en zet `told: true`.", en: "Tell the outcome and put `told: true`." },
    example: r"activities:
  credit_check:
    screening: {asks: [credit], person_decides: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(screening) = &activity.screening else { continue };
        match &screening.told {
            Some(told) if told.value => {}
            Some(told) => out.add_as(
                Severity::Warning,
                cx.place_of(told.span, activity.span),
                format!("wie bij '{id}' wordt gecontroleerd, hoort de uitkomst niet"),
                format!("who is screened at '{id}' does not hear the outcome"),
            ),
            None => out.add(
                cx.place_of(screening.span, activity.span),
                format!("bij '{id}' staat niet dat iemand de uitkomst hoort"),
                format!("'{id}' does not say that a person hears the outcome"),
            ),
        }
    }
}
