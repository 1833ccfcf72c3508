//! G0116: an activity without a purpose.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0116",
    name: "activity_without_purpose",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(c)"],
    finds: Words { nl: "Een verwerking zonder doel.", en: "An activity without a purpose." },
    why: Words {
        nl: "Zonder doel is niet te zien waarvoor de gegevens nodig zijn.",
        en: "Without a purpose nobody can see what the data are needed for.",
    },
    remedy: Words { nl: "Vul `purpose` in als zin: 'om …'.", en: "Fill in `purpose` as a sentence: 'to …'." },
    example: r"activities:
  contact: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.purpose.is_none()) {
        out.add(activity.span, format!("'{id}' heeft geen doel"), format!("'{id}' has no purpose"));
    }
}
