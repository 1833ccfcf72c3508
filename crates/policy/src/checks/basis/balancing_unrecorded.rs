//! G0109: no balancing of a legitimate interest is on record.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0109",
    name: "balancing_unrecorded",
    severity: Severity::Check,
    law: &["GDPR 5(2)", "GDPR 6(1)(f)"],
    finds: Words {
        nl: "Van een gerechtvaardigd belang is geen afweging vastgelegd.",
        en: "No balancing of a legitimate interest is on record.",
    },
    why: Words {
        nl: "U moet kunnen aantonen dat u het belang hebt afgewogen tegen dat van de mensen om wie het gaat.",
        en: "You must be able to show that you weighed the interest against that of the people concerned.",
    },
    remedy: Words {
        nl: "Leg de afweging vast en zet de datum bij `balanced`.",
        en: "Record the balancing and put its date under `balanced`.",
    },
    example: r"activities:
  cameras: {basis: [legitimate_interest], interest: veiligheid}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let rests = activity.basis.iter().any(|basis| basis.value == Basis::LegitimateInterest);
        if rests && activity.balanced.is_none() {
            out.add(
                activity.span,
                format!("van '{id}' is geen belangenafweging vastgelegd"),
                format!("no balancing of interests is on record for '{id}'"),
            );
        }
    }
}
