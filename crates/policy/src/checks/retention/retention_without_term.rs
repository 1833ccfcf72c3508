//! G0402: a retention rule without a term, or with 'as long as needed'.

use super::super::prelude::*;
use crate::terms::Keep;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0402",
    name: "retention_without_term",
    severity: Severity::Error,
    law: &["GDPR 13(2)(a)", "GDPR 5(1)(e)"],
    finds: Words {
        nl: "Een bewaarregel zonder termijn, of met 'zo lang als nodig'.",
        en: "A retention rule without a term, or with 'as long as needed'.",
    },
    why: Words {
        nl: "'Zo lang als nodig' herhaalt de wet en zegt niemand iets.",
        en: "'As long as needed' repeats the law and tells nobody anything.",
    },
    remedy: Words {
        nl: "Geef een termijn bij `keep`, zoals `2 years after tenancy_ended`.",
        en: "Give a term under `keep`, such as `2 years after tenancy_ended`.",
    },
    example: r"categories: {contact: {}}
retention:
  contact: {data: [contact], keep: as long as needed}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    // What is knowingly kept past its term has a finding of its own: G0405.
    for (id, rule) in cx.own(&cx.document.retention).filter(|(_, rule)| !rule.kept_past_term) {
        match &rule.keep {
            // "As long as the law asks" is a criterion (Art. 13(2)(a)), though a reader cannot count with it.
            None => out.add_as(
                if rule.law.is_some() || !rule.criteria.is_empty() { Severity::Warning } else { Severity::Error },
                rule.span,
                format!("de bewaarregel '{id}' geeft geen termijn"),
                format!("the retention rule '{id}' gives no term"),
            ),
            Some(keep) if keep.value == Keep::AsNeeded => out.add(
                cx.place_of(keep.span, rule.span),
                format!("'zo lang als nodig' bij '{id}' is geen termijn"),
                format!("'as long as needed' at '{id}' is no term"),
            ),
            Some(_) => {}
        }
    }
}
