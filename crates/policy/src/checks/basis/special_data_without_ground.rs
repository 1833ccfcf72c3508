//! G0106: an activity uses special or criminal data without naming an exception.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0106",
    name: "special_data_without_ground",
    severity: Severity::Error,
    law: &["GDPR 9(1)", "GDPR 10", "UAVG 22-33"],
    finds: Words {
        nl: "Een verwerking gebruikt bijzondere of strafrechtelijke gegevens zonder uitzondering te noemen.",
        en: "An activity uses special or criminal data without naming an exception.",
    },
    why: Words {
        nl: "Deze gegevens zijn verboden, tenzij een uitzondering van artikel 9 lid 2 of de UAVG geldt. Een gewone grondslag is niet genoeg.",
        en: "These data are forbidden unless an exception of Article 9(2) or the UAVG applies. An ordinary basis is not enough.",
    },
    remedy: Words {
        nl: "Zet de uitzondering bij `ground`, zoals `GDPR 9(2)(a)`, of laat de gegevens weg.",
        en: "Put the exception under `ground`, such as `GDPR 9(2)(a)`, or leave the data out.",
    },
    example: r"categories:
  health: {sensitivity: special}
activities:
  adaptation: {basis: [contract], data: [health]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities().filter(|(_, activity)| activity.ground.is_none()) {
        let found = cx
            .items(&activity.data)
            .into_iter()
            .find(|(item, _)| matches!(cx.sensitivity(item), Sensitivity::Special | Sensitivity::Criminal));
        if let Some((item, reference)) = found {
            let span = cx.place_of(reference.span, activity.span);
            let (name, name_en) = cx.data_name(item);
            out.add(
                span,
                format!("'{id}' gebruikt bijzondere of strafrechtelijke gegevens ({name}) zonder uitzondering"),
                format!("'{id}' uses special or criminal data ({name_en}) without an exception"),
            );
        }
    }
}
