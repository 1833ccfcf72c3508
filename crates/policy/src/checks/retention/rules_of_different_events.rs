//! G0410: the same data stand under rules that count from different events; the earliest day holds.

use super::super::prelude::*;
use super::overlap::overlaps;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0410",
    name: "rules_of_different_events",
    severity: Severity::Check,
    law: &["GDPR 5(1)(a)", "GDPR 13(2)(a)"],
    finds: Words {
        nl: "Dezelfde gegevens vallen onder regels die van verschillende gebeurtenissen tellen.",
        en: "The same data fall under rules that count from different events.",
    },
    why: Words {
        nl: "Dan geldt de vroegste dag: een gegeven gaat weg zodra een van de regels voorbij is. Wie alleen de andere regel leest, verwacht dat het langer blijft.",
        en: "Then the earliest day holds: a record goes as soon as one of the rules is over. Who reads only the other rule expects it to stay longer.",
    },
    remedy: Words {
        nl: "Geef elk gegeven een regel, of beperk de regels met `subjects` tot verschillende groepen.",
        en: "Give each item one rule, or restrict the rules with `subjects` to different groups.",
    },
    example: r"categories: {contact: {}}
events: {tenancy_ended: {}, answered: {}}
retention:
  tenants: {data: [contact], keep: 2 years after tenancy_ended}
  service: {data: [contact], keep: 1 year after answered}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for pair in overlaps(cx).iter().filter(|pair| !pair.same_event || pair.specific_is_longer) {
        let ((id, rule), (earlier, _)) = (pair.later, pair.earlier);
        let Some(keep) = &rule.keep else { continue };
        let (name, name_en) = cx.data_name(pair.reference.unwrap_or(pair.item));
        out.add(
            cx.place_of(keep.span, rule.span),
            format!("{name} valt onder '{earlier}' en onder '{id}'; de vroegste dag geldt"),
            format!("{name_en} falls under '{earlier}' and under '{id}'; the earliest day holds"),
        );
    }
}
