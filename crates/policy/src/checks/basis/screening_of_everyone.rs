//! G0127: everybody is screened, whatever the reason.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0127",
    name: "screening_of_everyone",
    severity: Severity::Check,
    law: &["GDPR 5(1)(c)", "GDPR 6(1)(f)"],
    finds: Words {
        nl: "Iedereen wordt altijd gecontroleerd, ook zonder aanleiding.",
        en: "Everybody is always screened, without a reason too.",
    },
    why: Words {
        nl: "Een controle moet voor deze persoon en deze woning nodig zijn. Voor iedereen dezelfde zware controle is dat zelden.",
        en: "A screening must be needed for this person and this home. The same heavy screening for everybody rarely is.",
    },
    remedy: Words {
        nl: "Leg vast waarom het bij iedereen nodig is, of controleer alleen als er een reden is (`only_if`).",
        en: "Record why it is needed with everybody, or screen only when there is a reason (`only_if`).",
    },
    example: r"activities:
  credit_check:
    screening: {asks: [credit], always_before: wij een woning verhuren, person_decides: true, told: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let always = activity.screening.as_ref().filter(|screening| screening.always_before.is_some());
        if let Some(screening) = always.filter(|_| activity.only_if.is_empty()) {
            out.add(
                cx.place_of(screening.span, activity.span),
                format!("'{id}' controleert iedereen; ga na of dat bij iedereen nodig is"),
                format!("'{id}' screens everybody; find out whether that is needed with everybody"),
            );
        }
    }
}
