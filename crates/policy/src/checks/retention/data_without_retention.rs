//! G0401: data are used, but nothing says how long they are kept.

use super::super::prelude::*;
use std::collections::BTreeSet;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0401",
    name: "data_without_retention",
    severity: Severity::Error,
    law: &["GDPR 13(2)(a)", "GDPR 5(1)(e)"],
    finds: Words {
        nl: "Gegevens worden gebruikt, maar er staat niet hoe lang zij worden bewaard.",
        en: "Data are used, but nothing says how long they are kept.",
    },
    why: Words {
        nl: "Mensen horen de termijn te lezen, of waar die van afhangt. Zonder termijn blijft alles voor altijd.",
        en: "People must be able to read the term, or what it depends on. Without a term everything stays for ever.",
    },
    remedy: Words {
        nl: "Maak een regel bij `retention` voor deze gegevens.",
        en: "Make a rule under `retention` for these data.",
    },
    example: r"categories: {contact: {label: contactgegevens}}
activities:
  rent: {basis: [contract], data: [contact]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let rules = &cx.document.retention;
    if cx.own(rules).next().is_none() {
        out.add(
            cx.document.statement.as_ref().map_or(cx.place(), |statement| statement.span),
            "de verklaring geeft geen enkele bewaartermijn",
            "the statement gives no retention term at all",
        );
        return;
    }
    let mut told = BTreeSet::new();
    // What the law asks for all data holds nothing itself: the data have their term where they are used.
    for (id, activity) in cx.activities().filter(|(_, activity)| !activity.statutory) {
        let covers = |rule: &RetentionRule, item: &str| {
            reaches(rule, activity)
                && if rule.data.is_empty() {
                    rule.keep.is_some()
                } else {
                    cx.items(&rule.data).iter().any(|(covered, _)| *covered == item)
                }
        };
        for (item, reference) in cx.items(&activity.data) {
            if cx.own(rules).any(|(_, rule)| covers(rule, item)) || !told.insert(reference.value.as_str()) {
                continue;
            }
            let span = cx.place_of(reference.span, activity.span);
            let (name, name_en) = cx.data_name(&reference.value);
            if rules.values().any(|rule| covers(rule, item)) {
                out.add_as(
                    Severity::Warning,
                    span,
                    format!("de bewaartermijn voor {name} (bij '{id}') volgt alleen uit de wet; de verklaring zegt die niet"),
                    format!("the retention term of {name_en} (at '{id}') follows from the law only; the statement does not say it"),
                );
            } else {
                out.add(
                    span,
                    format!("er staat geen bewaartermijn voor {name} (bij '{id}')"),
                    format!("no retention term is given for {name_en} (at '{id}')"),
                );
            }
        }
    }
}

/// Whether the rule is about anybody whose data the activity uses. A rule for tenants says nothing of site visitors.
fn reaches(rule: &RetentionRule, activity: &Activity) -> bool {
    let everybody = rule.subjects.is_empty() || activity.subjects.is_empty();
    everybody || rule.subjects.iter().any(|group| activity.subjects.iter().any(|g| g.value == group.value))
}
