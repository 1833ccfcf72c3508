//! G0314: nothing says which data a recipient gets.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0314",
    name: "recipient_without_data",
    severity: Severity::Check,
    law: &["GDPR 13(1)(e)", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Van een ontvanger staat niet welke gegevens hij krijgt.",
        en: "Nothing says which data a recipient gets.",
    },
    why: Words {
        nl: "Wat niet genoemd is, wordt niet verstrekt: beslissingen weigeren het.",
        en: "What is not named is not disclosed: decisions refuse it.",
    },
    remedy: Words {
        nl: "Zet bij `may_receive` per verwerking welke gegevens.",
        en: "Put under `may_receive`, per activity, which data.",
    },
    example: r"recipients:
  broker: {role: controller}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.may_receive.is_empty() {
            out.add(
                recipient.span,
                format!("er staat niet welke gegevens '{id}' krijgt"),
                format!("nothing says which data '{id}' gets"),
            );
        }
    }
}
