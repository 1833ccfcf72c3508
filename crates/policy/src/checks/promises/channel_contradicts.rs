//! G0913: of a way of contact it is said that data may be asked there and that they are never asked there.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0913",
    name: "channel_contradicts",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Bij een manier van contact staat dat gegevens daar gevraagd mogen worden en ook dat dat nooit gebeurt.",
        en: "Of a way of contact it is said that data may be asked there, and also that they never are.",
    },
    why: Words {
        nl: "Wie een van de twee leest, denkt dat het andere oplichting is.",
        en: "Who reads one of the two thinks that the other is fraud.",
    },
    remedy: Words {
        nl: "Houd bij `may_ask` en `never_ask` elk gegeven op een van de twee plaatsen.",
        en: "Keep each item at one of the two places, `may_ask` or `never_ask`.",
    },
    example: r"categories: {contact: {items: {birth_date: {}}}}
channels:
  social_media: {may_ask: [contact], never_ask: [birth_date]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, channel) in cx.own(&cx.document.channels) {
        let asked: BTreeSet<&str> = cx.items(&channel.may_ask).into_iter().map(|(item, _)| item).collect();
        for (item, reference) in cx.items(&channel.never_ask).into_iter().filter(|(item, _)| asked.contains(item)) {
            let (name, name_en) = cx.data_name(item);
            out.add(
                cx.place_of(reference.span, channel.span),
                format!("{name} mag via '{id}' gevraagd worden, en ook nooit"),
                format!("{name_en} may be asked by '{id}', and also never"),
            );
        }
    }
}
