//! G0113: a screening or profile of people that does not say whether a computer decides.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0113",
    name: "automated_unstated",
    severity: Severity::Check,
    law: &["GDPR 13(2)(f)"],
    finds: Words {
        nl: "Een controle of profiel van mensen waarbij niet staat of een computer beslist.",
        en: "A screening or profile of people that does not say whether a computer decides.",
    },
    why: Words {
        nl: "Mensen horen te weten of er een geautomatiseerd besluit is en hoe dat werkt.",
        en: "People must know whether there is an automated decision and how it works.",
    },
    remedy: Words {
        nl: "Zet `automated` bij deze verwerking, ook als er geen besluit van een computer is.",
        en: "Put `automated` at this activity, also when no computer decides.",
    },
    example: r"activities:
  credit_check: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    const TELLING: [&str; 4] = ["screening", "credit", "profil", "signal_list"];
    for (id, activity) in cx.activities() {
        if activity.automated.is_none() && TELLING.iter().any(|word| id.contains(word)) {
            out.add(
                activity.span,
                format!("bij '{id}' staat niet of een computer beslist"),
                format!("'{id}' does not say whether a computer decides"),
            );
        }
    }
}
