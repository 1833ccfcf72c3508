//! G0409: a retention term is longer than the law says for these data.

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::Keep;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0409",
    name: "longer_than_statutory",
    severity: Severity::Error,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Een bewaartermijn is langer dan de wet voor deze gegevens zegt.",
        en: "A retention term is longer than the law says for these data.",
    },
    why: Words {
        nl: "Waar de wet een uiterste termijn geeft, mag een verklaring alleen korter beloven.",
        en: "Where the law gives an outer term, a statement may only promise shorter.",
    },
    remedy: Words {
        nl: "Neem de termijn van de wet over, of een kortere.",
        en: "Adopt the term of the law, or a shorter one.",
    },
    example: r"categories: {hash: {}}
events: {done: {}}
retention:
  law: {data: [hash], keep: 3 years after done, statutory: true, law: Woningwet 46(9)}
  own: {data: [hash], keep: 5 years after done}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let statutory: Vec<_> = cx.document.retention.iter().filter(|(_, rule)| rule.statutory).collect();
    for (id, rule) in cx.own(&cx.document.retention).filter(|(_, rule)| !rule.statutory && !rule.data.is_empty()) {
        let Some(keep) = &rule.keep else { continue };
        let items = cx.items(&rule.data);
        for (limit_id, limit) in &statutory {
            let Some(limit_keep) = &limit.keep else { continue };
            let shared = cx.items(&limit.data).into_iter().find(|(item, _)| items.iter().any(|(own, _)| own == item));
            let Some((item, _)) = shared else { continue };
            let (name, name_en) = cx.data_name(item);
            let term = cx.keep_in_dutch(limit_keep);
            match compare(keep, limit_keep) {
                Verdict::Within => {}
                Verdict::Longer => out.add(
                    cx.place_of(keep.span, rule.span),
                    format!("'{id}' houdt {name} langer dan de wettelijke regel '{limit_id}' ({term})"),
                    format!("'{id}' keeps {name_en} longer than the statutory rule '{limit_id}' ({limit_keep})", limit_keep = limit_keep.value),
                ),
                Verdict::OtherEvent => out.add_as(
                    Severity::Check,
                    cx.place_of(keep.span, rule.span),
                    format!("'{id}' telt voor {name} anders dan de wettelijke regel '{limit_id}' ({term}); de vroegste dag geldt"),
                    format!("'{id}' counts for {name_en} otherwise than the statutory rule '{limit_id}' ({limit_keep}); the earliest day holds", limit_keep = limit_keep.value),
                ),
            }
        }
    }
}

enum Verdict {
    Within,
    Longer,
    OtherEvent,
}

fn compare(own: &Keep, limit: &Keep) -> Verdict {
    match (own, limit) {
        (Keep::After { length, event, .. }, Keep::After { length: most, event: from, .. }) if event == from => {
            if exceeds(*length, *most) == Exceeds::Always {
                Verdict::Longer
            } else {
                Verdict::Within
            }
        }
        (Keep::After { event, .. }, Keep::Until { event: end }) if event == end => Verdict::Longer,
        (own, limit) if own == limit => Verdict::Within,
        _ => Verdict::OtherEvent,
    }
}
