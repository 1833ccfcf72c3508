//! G0201: a category of data that is left open ('and the like').

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0201",
    name: "category_open_ended",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(a)", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Een soort gegevens die open wordt gelaten ('en dergelijke').",
        en: "A category of data that is left open ('and the like').",
    },
    why: Words {
        nl: "Wie leest kan zo niet weten welke gegevens u hebt, en er is geen grens.",
        en: "A reader cannot know which data you hold, and there is no limit.",
    },
    remedy: Words {
        nl: "Noem alle gegevens van de soort en haal de open woorden weg.",
        en: "Name all data of the category and take the open words out.",
    },
    example: r"categories:
  contact: {open_ended: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, category) in cx.own(&cx.document.categories).filter(|(_, category)| category.open_ended) {
        out.add(
            category.span,
            format!("de soort gegevens '{id}' is een open opsomming"),
            format!("the category '{id}' is an open list"),
        );
    }
}
