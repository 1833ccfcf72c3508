//! G0910: a breach is notified later than within 72 hours, or the term is not given.

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0910",
    name: "breach_authority_late",
    severity: Severity::Error,
    law: &["GDPR 33(1)"],
    finds: Words {
        nl: "Een datalek wordt later dan binnen 72 uur gemeld, of de termijn staat er niet.",
        en: "A breach is notified later than within 72 hours, or the term is not given.",
    },
    why: Words {
        nl: "De melding moet er binnen 72 uur na de ontdekking zijn.",
        en: "The notice is due within 72 hours of becoming aware.",
    },
    remedy: Words { nl: "Zet `authority_within: 72 hours`.", en: "Put `authority_within: 72 hours`." },
    example: r"breaches: {authority_when: always, authority_within: 5 days}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(breaches) = &cx.document.breaches else { return };
    let limit = cx.law_length("breach_authority", Length::new(72, Unit::Hours));
    match &breaches.authority_within {
        None => out.add_as(
            Severity::Check,
            breaches.span,
            format!("er staat niet dat een datalek binnen {} wordt gemeld", limit.in_words("nl")),
            format!("nothing says that a breach is notified within {limit}"),
        ),
        Some(within) if exceeds(within.value, limit) == Exceeds::Always => out.add(
            within.span,
            format!("{} is later dan {}", within.value.in_words("nl"), limit.in_words("nl")),
            format!("{} is later than {limit}", within.value),
        ),
        Some(_) => return,
    }
    out.offer(
        Fix::promising("meld binnen de termijn van de wet", "notify within the term of the law")
            .set(&["breaches", "authority_within"], limit.to_string()),
    );
}
