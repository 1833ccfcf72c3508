//! G0207: nowhere does it say where data come from that are not from the person.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0207",
    name: "origins_missing",
    severity: Severity::Warning,
    law: &["GDPR 14(2)(f)"],
    finds: Words {
        nl: "Nergens staat waar gegevens vandaan komen die niet van de persoon zelf zijn.",
        en: "Nowhere does it say where data come from that are not from the person.",
    },
    why: Words {
        nl: "Wie gegevens van anderen krijgt, moet zeggen van wie, ook als het een openbaar register is.",
        en: "Who gets data from others must say from whom, also when it is a public register.",
    },
    remedy: Words {
        nl: "Noem de bronnen bij `origins`, of bij de verwerkingen die ze gebruiken. Komt alles van de persoon zelf, zet dan \
             `all_from_person: true` bij `statement`.",
        en: "Name the sources under `origins`, or at the activities that use them. When everything comes from the person, \
             put `all_from_person: true` under `statement`.",
    },
    example: r"activities:
  screening: {basis: [contract]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let statement = cx.document.statement.as_ref();
    let from_person = statement.and_then(|s| s.all_from_person.as_ref()).is_some_and(|said| said.value);
    let named = cx.own(&cx.document.origins).next().is_some() || cx.activities().any(|(_, a)| !a.origins.is_empty());
    if let Some((_, activity)) = cx.activities().next().filter(|_| !named && !from_person) {
        let span = statement.map_or(activity.span, |statement| statement.span);
        out.add(
            span,
            "nergens staat of en waar gegevens van anderen vandaan komen",
            "nowhere does it say whether and where data come from others",
        );
    }
}
