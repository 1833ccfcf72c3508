//! G0902: the same item stands in two categories.

use super::super::prelude::*;
use std::collections::BTreeMap;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0902",
    name: "duplicate_item",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Hetzelfde gegeven staat in twee soorten gegevens.",
        en: "The same item stands in two categories.",
    },
    why: Words {
        nl: "Een gegeven heeft één plaats, anders is niet te zeggen welke termijn en gevoeligheid gelden.",
        en: "An item has one place, or nobody can say which term and sensitivity hold.",
    },
    remedy: Words { nl: "Geef een van de twee een andere naam.", en: "Give one of the two another name." },
    example: r"categories:
  a: {items: {phone: {}}}
  b: {items: {phone: {}}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (category_id, category) in &cx.document.categories {
        for (id, item) in &category.items {
            let other = seen
                .insert(id, category_id)
                .or_else(|| cx.document.categories.get_key_value(id).map(|(k, _)| k.as_str()));
            if let Some(other) = other {
                out.add(
                    item.span,
                    format!("'{id}' staat ook in of als '{other}'"),
                    format!("'{id}' also stands in or as '{other}'"),
                );
            }
        }
    }
}
