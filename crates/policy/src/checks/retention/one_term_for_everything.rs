//! G0411: one term for many kinds of data at once.

use crate::terms::Keep;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0411",
    name: "one_term_for_everything",
    severity: Severity::Check,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Een bewaartermijn voor veel soorten gegevens tegelijk.",
        en: "One retention term for many kinds of data at once.",
    },
    why: Words {
        nl: "Elk gegeven mag maar zo lang blijven als zijn eigen doel vraagt; een heel dossier tot het einde van de klantrelatie bewaren is voor een deel te lang.",
        en: "Each item may stay only as long as its own purpose asks; keeping a whole file until the relation ends is too long for a part of it.",
    },
    remedy: Words {
        nl: "Geef gegevens met een korter doel, zoals inkomen en toewijzing, een regel van hun eigen.",
        en: "Give data with a shorter purpose, such as income and allocation, a rule of their own.",
    },
    example: r"categories: {contact: {}, household: {}, contract: {}, income: {}, bank: {}, maintenance: {}}
events: {relation_ended: {}}
retention:
  file: {data: [contact, household, contract, income, bank, maintenance], keep: until relation_ended}
",
};

/// From this many kinds of data on, one term is unlikely to fit them all.
const MANY: usize = 6;

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let kinds =
        |rule: &RetentionRule| rule.data.iter().filter(|d| cx.document.categories.contains_key(&d.value)).count();
    for (id, rule) in cx.own(&cx.document.retention) {
        let Some(keep) = rule.keep.as_ref().filter(|keep| keep.value != Keep::AsNeeded) else { continue };
        let count = kinds(rule);
        if count >= MANY {
            out.add(
                cx.place_of(keep.span, rule.span),
                format!("'{id}' geeft {count} soorten gegevens dezelfde termijn; ga na of elk zo lang nodig is"),
                format!("'{id}' gives {count} kinds of data the same term; find out whether each is needed that long"),
            );
        }
    }
}
