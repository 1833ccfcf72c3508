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
    let offered = cx.document.rights.get(&Right::Objection);
    let open = |id: &str| {
        offered.is_some_and(|right| right.only_for.is_empty() || right.only_for.iter().any(|only| only.value == id))
    };
    let needs = |basis: &At<Basis>| matches!(basis.value, Basis::LegitimateInterest | Basis::PublicTask);
    let closed = cx.activities().find(|(id, activity)| activity.basis.iter().any(needs) && !open(id));
    if let Some((id, activity)) = closed {
        let (nl, en) = match offered {
            Some(_) => ("dat recht geldt alleen voor iets anders", "that right is for something else only"),
            None => ("dat recht staat er niet", "that right is not named"),
        };
        out.add(
            activity.span,
            format!("tegen '{id}' moet bezwaar kunnen, maar {nl}"),
            format!("a person must be able to object to '{id}', but {en}"),
        );
        let fix = Fix::new(
            "laat bezwaar toe tegen elk gebruik op deze gronden",
            "allow objecting to every use on these bases",
        );
        out.offer(match offered {
            Some(_) => fix.remove(&["rights", "objection", "only_for"]),
            None => fix
                .add(&["rights", "objection", "grounds"], ["21(1)"])
                .set(&["rights", "objection", "shown_apart"], true),
        });
    }
}
