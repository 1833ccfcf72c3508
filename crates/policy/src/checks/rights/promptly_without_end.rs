//! G0535: something is promised as soon as possible, without a last day.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0535",
    name: "promptly_without_end",
    severity: Severity::Check,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "Er wordt iets zo snel mogelijk beloofd, zonder uiterste dag.",
        en: "Something is promised as soon as possible, without a last day.",
    },
    why: Words {
        nl: "Zo snel mogelijk is de eerste helft van de wet; de tweede is uiterlijk binnen een maand.",
        en: "As soon as possible is the first half of the law; the second is within a month at the latest.",
    },
    remedy: Words {
        nl: "Noem ook de termijn, bij dit recht of bij `requests`.",
        en: "Name the term as well, at this right or under `requests`.",
    },
    example: r"rights: {rectification: {promptly: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let requests = cx.document.requests.as_ref();
    let firm = requests.is_some_and(|requests| requests.term.is_some() && !requests.term_in_principle);
    if firm {
        return;
    }
    for (right, offered) in &cx.document.rights {
        if offered.promptly && offered.term.is_none() {
            let name = word(right);
            out.add(
                offered.span,
                format!("{} is zo snel mogelijk beloofd, zonder vaste uiterste dag", right.in_dutch()),
                format!("{name} is promised as soon as possible, without a firm last day"),
            );
        }
    }
}
