//! G0210: all data are said to come from the person, and origins elsewhere are used.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0210",
    name: "all_from_person_contradicted",
    severity: Severity::Error,
    law: &["GDPR 14(2)(f)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Alle gegevens heten van de persoon zelf te komen, maar er zijn ook andere bronnen.",
        en: "All data are said to come from the person, but there are other sources too.",
    },
    why: Words {
        nl: "Wie dat leest, denkt alles te weten wat er van hem bekend is.",
        en: "Who reads that thinks they know everything that is known of them.",
    },
    remedy: Words {
        nl: "Noem de bronnen bij `origins`, en haal `all_from_person` weg.",
        en: "Name the sources under `origins`, and remove `all_from_person`.",
    },
    example: r"statement: {version: 2026-10-01, all_from_person: true}
categories: {contact: {}}
origins: {register: {public_register: true, data: [contact]}}
activities:
  allocation: {data: [contact]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let said = cx.document.statement.as_ref().and_then(|statement| statement.all_from_person.as_ref());
    let Some(said) = said.filter(|said| said.value) else { return };
    let held: BTreeSet<&str> =
        cx.own(&cx.document.categories).flat_map(|(_, category)| category.items.keys()).map(String::as_str).collect();
    // What only a public register gives, or what the corporation says comes from elsewhere, does not come from the person.
    let other = cx.document.origins.iter().find_map(|(id, origin)| {
        let named = cx.is_own(origin.span) || cx.activities().any(|(_, a)| a.origins.iter().any(|o| o.value == *id));
        let item = origin.public_register.then(|| origin.data.iter().find(|data| held.contains(data.value.as_str())));
        let item = item.flatten().map(|data| data.value.as_str());
        (named || item.is_some()).then(|| item.unwrap_or(id))
    });
    if let Some(other) = other {
        let (name, name_en) = cx.data_name(other);
        out.add(
            said.span,
            format!("niet alles komt van de persoon zelf: {name}"),
            format!("not everything comes from the person: {name_en}"),
        );
    }
}
