//! G0133: a check works out at other organisations, and nothing says which.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0133",
    name: "effect_elsewhere_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(e)", "GDPR 13(2)(f)"],
    finds: Words {
        nl: "Een controle werkt door bij andere organisaties, en er staat niet bij welke.",
        en: "A screening works out at other organisations, and nothing says at which.",
    },
    why: Words {
        nl: "Wie overal last kan krijgen van een uitkomst, moet weten wie haar krijgt en hoe lang.",
        en: "Who can feel an outcome everywhere must know who gets it and for how long.",
    },
    remedy: Words {
        nl: "Noem de ontvangers bij de verwerking, met hun grondslag.",
        en: "Name the recipients at the activity, with their basis.",
    },
    example: r"activities:
  screening:
    screening: {asks: [credit], effect_elsewhere: true, person_decides: true, told: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let elsewhere = activity.screening.as_ref().and_then(|screening| screening.effect_elsewhere.as_ref());
        let told = activity.recipients.iter().any(|r| {
            let recipient = cx.document.recipients.get(&r.value);
            recipient.is_some_and(|recipient| recipient.may_receive.iter().any(|d| !d.open_ended))
        });
        if let Some(elsewhere) = elsewhere.filter(|elsewhere| elsewhere.value && (!told || activity.basis.is_empty())) {
            out.add(
                cx.place_of(elsewhere.span, activity.span),
                format!("'{id}' werkt door bij anderen, maar er staat niet wie wat krijgt en op welke grondslag"),
                format!("'{id}' works out elsewhere, but nothing says who gets what, and on which basis"),
            );
        }
    }
}
