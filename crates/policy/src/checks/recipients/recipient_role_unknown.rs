//! G0309: a recipient is not said to be processor or controller.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0309",
    name: "recipient_role_unknown",
    severity: Severity::Check,
    law: &["GDPR 4(7)-(8)", "GDPR 13(1)(e)"],
    finds: Words {
        nl: "Van een ontvanger staat niet of hij verwerker of zelf verantwoordelijke is.",
        en: "A recipient is not said to be processor or controller.",
    },
    why: Words {
        nl: "De rol bepaalt wie waarvoor instaat en of een overeenkomst moet.",
        en: "The role decides who answers for what and whether an agreement is due.",
    },
    remedy: Words {
        nl: "Vul `role` in: processor, controller, joint_controller of authority.",
        en: "Fill in `role`: processor, controller, joint_controller or authority.",
    },
    example: r"recipients:
  agent: {role: unknown}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if recipient.role.as_ref().is_none_or(|role| role.value == RecipientRole::Unknown) {
            out.add(
                recipient.role.as_ref().map_or(recipient.span, |stated| cx.place_of(stated.span, recipient.span)),
                format!("van '{id}' staat niet in welke rol die gegevens krijgt"),
                format!("nothing says in which role '{id}' gets data"),
            );
        }
    }
}
