//! G0123: the statement is for a group of people, but no activity is about them.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0123",
    name: "subject_without_activity",
    severity: Severity::Check,
    law: &["GDPR 13(1)(c)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "De verklaring zegt dat zij voor een groep mensen is, maar geen verwerking gaat over die groep.",
        en: "The statement says that it is for a group of people, but no activity is about them.",
    },
    why: Words {
        nl: "Wie in die groep zit, leest niet welke gegevens er van hem zijn, waarvoor en hoe lang.",
        en: "Who belongs to that group does not read which data there are of them, what for and how long.",
    },
    remedy: Words {
        nl: "Zet de groep bij de verwerkingen die over haar gaan, of haal haar weg bij `subjects`.",
        en: "Put the group at the activities that are about it, or remove it from `subjects`.",
    },
    example: r"subjects: {supplier: {}}
activities:
  contact: {subjects: [tenant]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.activities().next().is_none() {
        return;
    }
    let used: BTreeSet<&str> =
        cx.document.activities.values().flat_map(|a| &a.subjects).map(|group| group.value.as_str()).collect();
    for (id, group) in cx.own(&cx.document.subjects).filter(|(id, _)| !used.contains(id)) {
        out.add(
            group.span,
            format!("de verklaring is ook voor '{id}', maar geen verwerking gaat daarover"),
            format!("the statement is also for '{id}', but no activity is about them"),
        );
    }
}
