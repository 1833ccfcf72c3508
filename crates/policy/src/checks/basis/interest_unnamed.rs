//! G0108: a legitimate interest is relied on, but not named.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0108",
    name: "interest_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(d)"],
    finds: Words {
        nl: "Er wordt gewerkt op grond van een gerechtvaardigd belang, maar dat belang wordt niet genoemd.",
        en: "A legitimate interest is relied on, but not named.",
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
    let listed = cx.document.bases.get(&Basis::LegitimateInterest);
    if listed.is_some_and(|basis| !basis.interests.is_empty()) {
        return;
    }
    if let Some(basis) = listed.filter(|_| cx.stands_alone(Basis::LegitimateInterest)) {
        out.add(
            basis.span,
            "het gerechtvaardigd belang staat bij de grondslagen, maar niet welk belang dat is",
            "legitimate interest is among the bases, but not which interest that is",
        );
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
