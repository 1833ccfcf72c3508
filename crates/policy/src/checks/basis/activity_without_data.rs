//! G0118: an activity that does not say which data are used.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0118",
    name: "activity_without_data",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(c)", "GDPR 30(1)(c)"],
    finds: Words {
        nl: "Een verwerking waarbij niet staat welke gegevens worden gebruikt.",
        en: "An activity that does not say which data are used.",
    },
    why: Words {
        nl: "Wat niet genoemd is, mag niet worden gebruikt: beslissingen weigeren het.",
        en: "What is not named may not be used: decisions refuse it.",
    },
    remedy: Words {
        nl: "Noem de categorieën of gegevens bij `data`.",
        en: "Name the categories or items under `data`.",
    },
    example: r"activities:
  contact: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.data.is_empty()) {
        out.add(
            activity.span,
            format!("bij '{id}' staat niet welke gegevens worden gebruikt"),
            format!("'{id}' does not say which data are used"),
        );
    }
}
