//! G0509: of an extension it is not said how long, whether it is added, or when the person is told.

use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0509",
    name: "extension_unclear",
    severity: Severity::Warning,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "Van een verlenging staat niet hoe lang, of die erbij komt, of wanneer iemand het hoort.",
        en: "Of an extension it is not said how long, whether it is added, or when the person is told.",
    },
    why: Words {
        nl: "Wie wacht, moet kunnen uitrekenen wanneer het antwoord er uiterlijk is.",
        en: "Who waits must be able to work out when the answer comes at the latest.",
    },
    remedy: Words { nl: "Vul `by`, `added` en `told_within` in.", en: "Fill in `by`, `added` and `told_within`." },
    example: r"requests: {extension: {by: 2 months}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(extension) = cx.document.requests.as_ref().and_then(|requests| requests.extension.as_ref()) else {
        return;
    };
    let gaps = [
        (extension.by.is_none(), "hoe lang de verlenging is", "how long the extension is"),
        (
            extension.by.is_some() && extension.added.is_none(),
            "of de verlenging bij de eerste termijn komt",
            "whether the extension is added to the first term",
        ),
        (
            extension.told_within.is_none(),
            "wanneer iemand van de verlenging hoort",
            "when a person is told of the extension",
        ),
    ];
    let most = cx.law_length("extension", Length::new(2, Unit::Months)).to_string();
    let notice = cx.law_length("extension_notice", Length::new(1, Unit::Months)).to_string();
    let remedies: [&[(&str, serde_json::Value)]; 3] =
        [&[("by", most.into()), ("added", true.into())], &[("added", true.into())], &[("told_within", notice.into())]];
    for ((_, nl, en), values) in gaps.into_iter().zip(remedies).filter(|((gap, ..), _)| *gap) {
        out.add(extension.span, format!("er staat niet {nl}"), format!("nothing says {en}"));
        let fix = Fix::promising("verleng zoals de wet toestaat", "extend as the law allows");
        out.offer(values.iter().fold(fix, |fix, (key, value)| fix.set(&["requests", "extension", key], value.clone())));
    }
}
