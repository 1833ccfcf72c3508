//! G0132: an activity serves the interest of another, and nothing says which.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0132",
    name: "interest_of_others_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(d)", "GDPR 6(1)(f)"],
    finds: Words {
        nl: "Een verwerking dient het belang van een ander, en er staat niet welk.",
        en: "An activity serves the interest of another, and nothing says which.",
    },
    why: Words {
        nl: "Ook het belang van een derde moet genoemd zijn, anders kan niemand het afwegen.",
        en: "The interest of a third party must be named as well, or nobody can weigh it.",
    },
    remedy: Words {
        nl: "Vul `interest` in, en zeg wie die ander is.",
        en: "Fill in `interest`, and say who that other is.",
    },
    example: r"activities:
  offers: {basis: [legitimate_interest], interest_of: affiliate}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let listed = cx.document.bases.get(&Basis::LegitimateInterest).filter(|basis| basis.interests.is_empty());
    let whose = listed.and_then(|basis| basis.interest_of.iter().find(|whose| whose.value != InterestOf::Own));
    if let Some(whose) = whose {
        out.add(
            whose.span,
            "bij de grondslagen staat het belang van een ander, maar niet welk",
            "the bases name the interest of another, but not which",
        );
    }
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.interest.is_none()) {
        if let Some(whose) = activity.interest_of.as_ref().filter(|whose| whose.value != InterestOf::Own) {
            out.add(
                cx.place_of(whose.span, activity.span),
                format!("'{id}' dient het belang van een ander, maar er staat niet welk"),
                format!("'{id}' serves the interest of another, but does not say which"),
            );
        }
    }
}
