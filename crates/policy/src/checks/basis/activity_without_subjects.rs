//! G0117: an activity that does not say whom the data are about.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0117",
    name: "activity_without_subjects",
    severity: Severity::Warning,
    law: &["GDPR 30(1)(c)"],
    finds: Words {
        nl: "Een verwerking waarbij niet staat over wie de gegevens gaan.",
        en: "An activity that does not say whom the data are about.",
    },
    why: Words {
        nl: "Het register vraagt de groepen mensen, en wie leest moet weten of het over hem gaat.",
        en: "The register asks for the groups of people, and a reader must know whether it is about them.",
    },
    remedy: Words { nl: "Noem de groepen bij `subjects`.", en: "Name the groups under `subjects`." },
    example: r"activities:
  contact: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.subjects.is_empty()) {
        out.add(
            activity.span,
            format!("bij '{id}' staat niet over wie de gegevens gaan"),
            format!("'{id}' does not say whom the data are about"),
        );
    }
}
