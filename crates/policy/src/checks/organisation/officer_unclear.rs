//! G0804: it is not clear whether there is a data protection officer, or whether it was assessed that one is due.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0804",
    name: "officer_unclear",
    severity: Severity::Warning,
    law: &["GDPR 37(1)", "GDPR 13(1)(b)"],
    finds: Words {
        nl: "Niet duidelijk is of er een functionaris gegevensbescherming is, of dat is nagegaan of die moet.",
        en: "It is not clear whether there is a data protection officer, or whether it was assessed that one is due.",
    },
    why: Words {
        nl: "Wie op grote schaal gevoelige gegevens verwerkt moet een FG hebben; anders hoort de afweging vastgelegd te zijn.",
        en: "Who processes sensitive data on a large scale must have a DPO; otherwise the assessment must be on record.",
    },
    remedy: Words {
        nl: "Vul bij `officer` de soort in, en `dpo_assessed: true` als er geen FG is.",
        en: "Fill in the kind under `officer`, and `dpo_assessed: true` where there is no DPO.",
    },
    example: r"organisation: {name: X, officer: {kind: none}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(organisation) = &cx.document.organisation else { return };
    let Some(officer) = &organisation.officer else {
        // Who needs no DPO need name nobody; whether one is needed, the statement does not show.
        out.add_as(
            Severity::Check,
            organisation.span,
            "er staat niet wie over privacy gaat",
            "nothing says who is in charge of privacy",
        );
        return;
    };
    match officer.kind {
        Some(OfficerKind::Dpo) => {}
        Some(OfficerKind::PrivacyOfficer | OfficerKind::None) => {
            if officer.dpo_assessed != Some(true) {
                out.add_as(
                    Severity::Check,
                    officer.span,
                    "er is geen FG, en er staat niet dat is nagegaan of die moet",
                    "there is no DPO, and nothing says that it was assessed whether one is due",
                );
            }
        }
        Some(OfficerKind::PrivacyOfficerStatusUnknown) | None => out.add(
            officer.span,
            "er staat niet of de contactpersoon een functionaris gegevensbescherming is",
            "nothing says whether the contact is a data protection officer",
        ),
    }
}
