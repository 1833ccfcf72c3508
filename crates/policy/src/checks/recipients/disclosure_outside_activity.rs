//! G0313: a disclosure for an activity that does not name the recipient or the data.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0313",
    name: "disclosure_outside_activity",
    severity: Severity::Error,
    law: &["GDPR 5(1)(b)", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Een verstrekking voor een verwerking die de ontvanger of de gegevens niet noemt.",
        en: "A disclosure for an activity that does not name the recipient or the data.",
    },
    why: Words {
        nl: "De twee plekken spreken elkaar tegen; beslissingen houden zich aan de engste.",
        en: "The two places contradict each other; decisions follow the narrowest.",
    },
    remedy: Words {
        nl: "Zet de ontvanger en de gegevens ook bij de verwerking, of haal ze hier weg.",
        en: "Put the recipient and the data at the activity too, or remove them here.",
    },
    example: r"categories: {contact: {}}
activities:
  repair: {basis: [contract]}
recipients:
  contractor:
    may_receive: [{for: repair, data: [contact]}]
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, recipient) in cx.own(&cx.document.recipients) {
        for disclosure in &recipient.may_receive {
            let Some((name, activity)) =
                disclosure.activity.as_ref().and_then(|a| cx.document.activities.get_key_value(&a.value))
            else {
                continue;
            };
            if !activity.recipients.iter().any(|given| given.value == id) {
                out.add(
                    cx.place_of(disclosure.span, recipient.span),
                    format!("'{id}' mag gegevens krijgen voor '{name}', maar die verwerking noemt '{id}' niet"),
                    format!("'{id}' may receive data for '{name}', but that activity does not name '{id}'"),
                );
            }
            let used: Vec<&str> = cx.items(&activity.data).into_iter().map(|(item, _)| item).collect();
            for (item, reference) in cx.items(&disclosure.data) {
                if !used.contains(&item) {
                    let (item, item_en) = cx.data_name(item);
                    out.add(
                        cx.place_of(reference.span, recipient.span),
                        format!("'{id}' mag {item} krijgen voor '{name}', maar die verwerking gebruikt dat niet"),
                        format!("'{id}' may receive {item_en} for '{name}', but that activity does not use it"),
                    );
                }
            }
        }
    }
}
