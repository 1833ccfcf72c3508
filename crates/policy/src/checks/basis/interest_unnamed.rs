//! G0108: an activity rests on a legitimate interest that is not named.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0108",
    name: "interest_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(d)"],
    finds: Words {
        nl: "Een verwerking rust op een gerechtvaardigd belang dat niet wordt genoemd.",
        en: "An activity rests on a legitimate interest that is not named.",
    },
    why: Words {
        nl: "Wie bezwaar wil maken, moet weten welk belang er tegenover het zijne staat.",
        en: "Who wants to object must know which interest stands against theirs.",
    },
    remedy: Words {
        nl: "Noem het belang bij `interest` of bij `bases: {legitimate_interest: {interests: […]}}`.",
        en: "Name the interest under `interest` or under `bases: {legitimate_interest: {interests: […]}}`.",
    },
    example: r"activities:
  cameras: {basis: [legitimate_interest]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let general = cx.document.bases.get(&Basis::LegitimateInterest).is_some_and(|basis| !basis.interests.is_empty());
    if general {
        return;
    }
    for (id, activity) in cx.activities() {
        if activity.interest.is_none() && activity.basis.iter().any(|basis| basis.value == Basis::LegitimateInterest) {
            out.add(
                activity.span,
                format!("'{id}' rust op een gerechtvaardigd belang, maar er staat niet welk"),
                format!("'{id}' rests on a legitimate interest, but does not say which"),
            );
        }
    }
}
