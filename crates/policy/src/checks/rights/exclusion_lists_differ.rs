//! G0531: two lists of what stays out of access are not equal.

use super::super::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0531",
    name: "exclusion_lists_differ",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)", "GDPR 12(1)"],
    finds: Words {
        nl: "Twee lijsten met wat buiten inzage blijft zijn niet gelijk.",
        en: "Two lists of what stays out of access are not equal.",
    },
    why: Words {
        nl: "Wie de ene lijst leest, krijgt een ander antwoord dan wie de andere leest.",
        en: "Who reads one list gets another answer than who reads the other.",
    },
    remedy: Words { nl: "Maak er één lijst van.", en: "Make them one list." },
    example: r"exclusions:
  a: {mark: work_note, list: a}
  b: {mark: litigation, list: b}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let mut lists: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, exclusion) in cx.own(&cx.document.exclusions) {
        if let Some(list) = &exclusion.list {
            lists.entry(list).or_default().insert(exclusion.mark.as_deref().unwrap_or(id));
        }
    }
    let mut different = lists.values();
    let first = different.next();
    if different.any(|marks| Some(marks) != first) {
        let names = lists.keys().copied().collect::<Vec<_>>().join(", ");
        let place = cx.own(&cx.document.exclusions).find(|(_, exclusion)| exclusion.list.is_some());
        out.add(
            place.map_or(cx.place(), |(_, exclusion)| exclusion.span),
            format!("de lijsten met uitzonderingen op inzage ({names}) zijn niet gelijk"),
            format!("the lists of exceptions to access ({names}) are not equal"),
        );
    }
}
