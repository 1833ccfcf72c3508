//! G0508: an extension longer than the law, or told too late.

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0508",
    name: "extension_not_lawful",
    severity: Severity::Error,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "Een verlenging die langer is dan de wet, of te laat wordt gemeld.",
        en: "An extension longer than the law, or told too late.",
    },
    why: Words {
        nl: "Er mogen ten hoogste twee maanden bij, en dat moet binnen de eerste maand gezegd zijn.",
        en: "At most two months may be added, and that must be told within the first month.",
    },
    remedy: Words {
        nl: "Beloof `by: 2 months, added: true, told_within: 1 month`, of korter.",
        en: "Promise `by: 2 months, added: true, told_within: 1 month`, or shorter.",
    },
    example: r"requests:
  extension: {by: 3 months, added: true, told_within: 1 month}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(extension) = cx.document.requests.as_ref().and_then(|requests| requests.extension.as_ref()) else {
        return;
    };
    let answer = cx.law_length("answer_term", Length::new(1, Unit::Months));
    let mut most = cx.law_length("extension", Length::new(2, Unit::Months));
    if extension.added == Some(false) && answer.unit == most.unit {
        most.count = most.count.saturating_add(answer.count);
    }
    if let Some(by) = extension.by.as_ref().filter(|by| exceeds(by.value, most) == Exceeds::Always) {
        let by_text = by.value;
        out.add(
            by.span,
            format!(
                "een verlenging van {} is langer dan de wet toestaat ({})",
                by_text.in_words("nl"),
                most.in_words("nl")
            ),
            format!("an extension of {by_text} is longer than the law allows ({most})"),
        );
        let lawful = cx.law_length("extension", Length::new(2, Unit::Months));
        out.offer(
            Fix::promising("verleng met wat de wet toestaat", "extend by what the law allows")
                .set(&["requests", "extension", "by"], lawful.to_string())
                .set(&["requests", "extension", "added"], true),
        );
    }
    let notice = cx.law_length("extension_notice", Length::new(1, Unit::Months));
    if let Some(told) = extension.told_within.as_ref().filter(|told| exceeds(told.value, notice) == Exceeds::Always) {
        out.add(
            told.span,
            format!("een verlenging moet binnen {} gemeld zijn", notice.in_words("nl")),
            format!("an extension must be told within {notice}"),
        );
        out.offer(
            Fix::promising("meld een verlenging op tijd", "tell an extension in time")
                .set(&["requests", "extension", "told_within"], notice.to_string()),
        );
    }
}
