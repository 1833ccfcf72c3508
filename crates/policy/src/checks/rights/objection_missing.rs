//! G0502: there is a legitimate interest or public task, but the right to object is missing.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0502",
    name: "objection_missing",
    severity: Severity::Error,
    law: &["GDPR 21(1)", "GDPR 13(2)(b)"],
    finds: Words {
        nl: "Er is een gerechtvaardigd belang of publieke taak, maar het recht van bezwaar ontbreekt.",
        en: "There is a legitimate interest or public task, but the right to object is missing.",
    },
    why: Words {
        nl: "Bij deze twee grondslagen is bezwaar het enige dat iemand kan doen.",
        en: "With these two bases objecting is the only thing a person can do.",
    },
    remedy: Words { nl: "Voeg `objection` toe bij `rights`.", en: "Add `objection` under `rights`." },
    example: r"activities:
  cameras: {basis: [legitimate_interest]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.document.rights.contains_key(&Right::Objection) {
        return;
    }
    if let Some((id, activity)) = cx.resting_on(Basis::LegitimateInterest).or_else(|| cx.resting_on(Basis::PublicTask))
    {
        out.add(
            activity.span,
            format!("tegen '{id}' moet bezwaar kunnen, maar dat recht staat er niet"),
            format!("a person must be able to object to '{id}', but that right is not named"),
        );
    }
}
