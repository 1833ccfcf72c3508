//! G0311: a recipient that belongs to no activity.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0311",
    name: "recipient_unused",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(e)", "GDPR 5(1)(b)"],
    finds: Words {
        nl: "Een ontvanger die bij geen enkele verwerking hoort.",
        en: "A recipient that belongs to no activity.",
    },
    why: Words {
        nl: "Zo is niet te zien waarvoor de gegevens worden gegeven; beslissingen weigeren elke verstrekking.",
        en: "So nobody can see what the data are given for; decisions refuse every disclosure.",
    },
    remedy: Words {
        nl: "Zet de ontvanger bij de verwerking, of haal hem weg.",
        en: "Put the recipient at the activity, or remove it.",
    },
    example: r"recipients:
  broker: {role: controller}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        if !cx.document.activities.values().any(|a| a.recipients.iter().any(|r| r.value == *id)) {
            out.add(
                recipient.span,
                format!("'{id}' hoort bij geen enkele verwerking"),
                format!("'{id}' belongs to no activity"),
            );
        }
    }
}
