//! G0537: a refusal is told later than within a month.

use super::super::context::{Exceeds, exceeds};
use crate::terms::{Length, Unit};

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0537",
    name: "refusal_told_late",
    severity: Severity::Error,
    law: &["GDPR 12(4)"],
    finds: Words {
        nl: "Een weigering wordt later dan binnen een maand verteld.",
        en: "A refusal is told later than within a month.",
    },
    why: Words {
        nl: "Wie nee krijgt, moet dat binnen een maand na zijn verzoek horen.",
        en: "Who gets a no must hear so within a month of the request.",
    },
    remedy: Words {
        nl: "Zet `refusal_within` op ten hoogste een maand.",
        en: "Put `refusal_within` at one month at most.",
    },
    example: r"requests: {refusal_within: 2 months}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let limit = cx.law_length("refusal_notice", Length::new(1, Unit::Months));
    let within = cx.document.requests.as_ref().and_then(|requests| requests.refusal_within.as_ref());
    if let Some(within) = within.filter(|within| exceeds(within.value, limit) == Exceeds::Always) {
        out.add(
            within.span,
            format!("een weigering na {} is later dan {}", within.value.in_words("nl"), limit.in_words("nl")),
            format!("a refusal after {} is later than {limit}", within.value),
        );
        out.offer(
            Fix::promising("vertel een weigering op tijd", "tell a refusal in time")
                .set(&["requests", "refusal_within"], limit.to_string()),
        );
    }
}
