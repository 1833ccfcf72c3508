//! G0319: data are said to stay inside, and the activity names a recipient.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0319",
    name: "internal_contradicted",
    severity: Severity::Error,
    law: &["GDPR 13(1)(e)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Gegevens heten binnen te blijven, maar de verwerking noemt een ontvanger.",
        en: "Data are said to stay inside, but the activity names a recipient.",
    },
    why: Words {
        nl: "Een van de twee is niet waar.",
        en: "One of the two is not true.",
    },
    remedy: Words {
        nl: "Haal `internal` of de ontvanger weg.",
        en: "Remove `internal` or the recipient.",
    },
    example: r"recipients: {host: {}}
activities:
  visits: {internal: true, recipients: [host]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let internal = activity.internal.as_ref().filter(|internal| internal.value);
        if let (Some(internal), Some(recipient)) = (internal, activity.recipients.first()) {
            let name = &recipient.value;
            out.add(
                cx.place_of(internal.span, activity.span),
                format!("'{id}' heet binnen te blijven, maar '{name}' krijgt de gegevens"),
                format!("'{id}' is said to stay inside, but '{name}' gets the data"),
            );
        }
    }
}
