//! G0203: the statement says that the BSN is not stored, but an activity uses it.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0203",
    name: "bsn_contradiction",
    severity: Severity::Error,
    law: &["UAVG 46", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "De verklaring zegt dat het BSN niet wordt bewaard, maar een verwerking gebruikt het.",
        en: "The statement says that the BSN is not stored, but an activity uses it.",
    },
    why: Words { nl: "Een van beide is niet waar.", en: "One of the two is not true." },
    remedy: Words {
        nl: "Haal het nummer uit de verwerking, of zeg eerlijk dat en waarom u het hebt.",
        en: "Take the number out of the activity, or say honestly that and why you hold it.",
    },
    example: r"identification: {bsn_stored: false}
categories:
  number: {sensitivity: identification}
activities:
  income: {basis: [contract], data: [number]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let denied =
        |id: &Identification| id.bsn_stored.as_ref().is_some_and(|stored| !stored.value) && id.bsn_law.is_none();
    if !cx.document.identification.as_ref().is_some_and(|identification| denied(identification)) {
        return;
    }
    for (id, activity) in cx.activities() {
        let uses = |reference: &&At<String>| {
            cx.is_own(reference.span) && cx.sensitivity(&reference.value) == Sensitivity::Identification
        };
        if let Some(reference) = activity.data.iter().find(uses) {
            out.add(
                reference.span,
                format!(
                    "'{id}' gebruikt '{}', terwijl de verklaring zegt dat het BSN niet wordt bewaard",
                    reference.value
                ),
                format!("'{id}' uses '{}', while the statement says that the BSN is not stored", reference.value),
            );
        }
    }
}
