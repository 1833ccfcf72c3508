//! G0312: a recipient or kind of recipients that is not named or described.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0312",
    name: "recipient_unnamed",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(e)"],
    finds: Words {
        nl: "Een ontvanger of soort ontvangers die niet wordt genoemd of beschreven.",
        en: "A recipient or kind of recipients that is not named or described.",
    },
    why: Words {
        nl: "Mensen moeten kunnen weten wie hun gegevens krijgt.",
        en: "People must be able to know who gets their data.",
    },
    remedy: Words {
        nl: "Noem de partij, of zeg precies wat voor soort partij het is.",
        en: "Name the party, or say exactly what kind of party it is.",
    },
    example: r"recipients:
  partners: {role: controller, unnamed: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.unnamed {
            out.add(recipient.span, format!("wie '{id}' is, staat er niet bij"), format!("who '{id}' is, is not told"));
        }
    }
}
