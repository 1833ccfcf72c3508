//! G0403: two retention rules give another term for the same data.

use super::super::prelude::*;
use super::overlap::overlaps;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0403",
    name: "conflicting_terms",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)", "GDPR 13(2)(a)"],
    finds: Words {
        nl: "Twee bewaarregels geven voor dezelfde gegevens een andere termijn.",
        en: "Two retention rules give another term for the same data.",
    },
    why: Words {
        nl: "Ze kunnen niet beide waar zijn, en niemand weet wanneer er wordt vernietigd.",
        en: "They cannot both be true, and nobody knows when data are destroyed.",
    },
    remedy: Words {
        nl: "Maak er één regel van, of beperk elke regel met `subjects` of met een los gegeven.",
        en: "Make them one rule, or bound each with `subjects` or a single item.",
    },
    example: r"categories: {contact: {}}
retention:
  a: {data: [contact], keep: 2 years after ended}
  b: {data: [contact], keep: 5 years after ended}
events: {ended: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for pair in overlaps(cx) {
        let ((id, rule), (earlier, _)) = (pair.later, pair.earlier);
        if let (Some(data), Some(keep), true) = (pair.reference, &rule.keep, pair.same_event) {
            let (name, name_en) = cx.data_name(data);
            out.add(
                cx.place_of(keep.span, rule.span),
                format!("voor {name} geeft '{id}' een andere termijn dan '{earlier}'"),
                format!("for {name_en} '{id}' gives another term than '{earlier}'"),
            );
        }
    }
}
