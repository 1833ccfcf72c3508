//! G0914: data that prove who a person is are asked by a less safe way of contact.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0914",
    name: "unsafe_channel_asks_identity",
    severity: Severity::Check,
    law: &["GDPR 5(1)(f)", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Gegevens waarmee iemand zich bewijst, worden gevraagd via een minder veilige weg.",
        en: "Data that prove who a person is are asked by a less safe way of contact.",
    },
    why: Words {
        nl: "Wie geboortedatum en klantnummer kent, kan zich voor iemand anders uitgeven.",
        en: "Who knows date of birth and customer number can pose as somebody else.",
    },
    remedy: Words {
        nl: "Vraag deze gegevens alleen via een veilige weg, en haal ze weg bij `may_ask`.",
        en: "Ask these data by a safe way only, and remove them from `may_ask`.",
    },
    example: r"categories: {contact: {items: {birth_date: {}}}}
channels:
  social_media: {less_safe: true, may_ask: [birth_date]}
",
};

/// Items that control questions ask for.
const PROVES: [&str; 3] = ["birth_date", "customer_number", "bank_account"];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, channel) in cx.own(&cx.document.channels) {
        if !channel.less_safe.as_ref().is_some_and(|less_safe| less_safe.value) {
            continue;
        }
        for (item, reference) in cx.items(&channel.may_ask).into_iter().filter(|(item, _)| PROVES.contains(item)) {
            let (name, name_en) = cx.data_name(item);
            out.add(
                cx.place_of(reference.span, channel.span),
                format!("'{id}' heet minder veilig, maar daar wordt om {name} gevraagd"),
                format!("'{id}' is called less safe, but {name_en} is asked there"),
            );
        }
    }
}
