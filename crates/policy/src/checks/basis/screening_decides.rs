//! G0124: people are screened and no person decides on the outcome.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0124",
    name: "screening_decides",
    severity: Severity::Error,
    law: &["GDPR 22(1)", "GDPR 22(3)"],
    finds: Words {
        nl: "Mensen worden gecontroleerd, en er beslist geen mens over de uitkomst.",
        en: "People are screened, and no person decides on the outcome.",
    },
    why: Words {
        nl: "Een besluit dat alleen een computer of een score neemt over een woning, mag bijna nooit (HvJ EU C-634/21, Schufa).",
        en: "A decision on a home that only a computer or a score takes is hardly ever allowed (CJEU C-634/21, Schufa).",
    },
    remedy: Words {
        nl: "Laat een mens beslissen die de uitkomst kan negeren, en zet `person_decides: true`.",
        en: "Let a person decide who can set the outcome aside, and put `person_decides: true`.",
    },
    example: r"activities:
  credit_check:
    screening: {asks: [credit], person_decides: false}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        // Where a computer is said to decide, G0112 asks for the safeguards.
        let decisive = activity.automated.as_ref().is_some_and(|automated| automated.decisive);
        let Some(screening) = activity.screening.as_ref().filter(|_| !decisive) else { continue };
        match &screening.person_decides {
            Some(person) if person.value => {}
            Some(person) => out.add(
                cx.place_of(person.span, activity.span),
                format!("bij '{id}' beslist geen mens over de uitkomst"),
                format!("at '{id}' no person decides on the outcome"),
            ),
            None => out.add_as(
                if screening.refused_without.is_some() { Severity::Warning } else { Severity::Check },
                cx.place_of(screening.span, activity.span),
                format!("bij '{id}' staat niet dat een mens over de uitkomst beslist"),
                format!("'{id}' does not say that a person decides on the outcome"),
            ),
        }
    }
}
