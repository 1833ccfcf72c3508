//! G0111: an activity rests on a legal obligation without an act.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0111",
    name: "obligation_without_act",
    severity: Severity::Check,
    law: &["GDPR 6(3)", "GDPR 6(1)(c)"],
    finds: Words {
        nl: "Een verwerking rust op een wettelijke plicht zonder wet.",
        en: "An activity rests on a legal obligation without an act.",
    },
    why: Words {
        nl: "Alleen een wet geeft een wettelijke plicht; wie de wet niet noemt, laat de lezer raden.",
        en: "Only an act gives a legal obligation; who does not name it leaves the reader to guess.",
    },
    remedy: Words { nl: "Noem de wet en het artikel bij `law`.", en: "Name the act and article under `law`." },
    example: r"activities:
  tax: {basis: [legal_obligation]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let rests = activity.basis.iter().any(|basis| basis.value == Basis::LegalObligation);
        if rests && activity.law.is_none() {
            out.add(
                activity.span,
                format!("'{id}' rust op een wettelijke plicht, maar er staat geen wet bij"),
                format!("'{id}' rests on a legal obligation, but no act is named"),
            );
        }
    }
}
