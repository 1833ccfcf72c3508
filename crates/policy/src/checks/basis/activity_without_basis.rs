//! G0101: an activity that names no lawful basis.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0101",
    name: "activity_without_basis",
    severity: Severity::Error,
    law: &["GDPR 6(1)", "GDPR 13(1)(c)"],
    finds: Words { nl: "Een verwerking waar geen grondslag bij staat.", en: "An activity that names no lawful basis." },
    why: Words {
        nl: "Zonder grondslag mag een verwerking niet, en mensen horen te lezen welke het is.",
        en: "Without a basis an activity is not allowed, and people must be able to read which one it is.",
    },
    remedy: Words {
        nl: "Zet bij `basis` de grondslag van dit doel: één per doel, die u kunt uitleggen.",
        en: "Put the basis of this purpose under `basis`: one per purpose, that you can explain.",
    },
    example: r"activities:
  survey: {purpose: meten}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.basis.is_empty()) {
        out.add(activity.span, format!("voor '{id}' staat er geen grondslag"), format!("'{id}' names no lawful basis"));
    }
}
