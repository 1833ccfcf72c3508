//! G0122: activities use data of groups that the statement does not name.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0122",
    name: "subjects_not_named",
    severity: Severity::Check,
    law: &["GDPR 12(1)", "GDPR 13(1)"],
    finds: Words {
        nl: "Verwerkingen gebruiken gegevens van groepen mensen die de verklaring niet noemt.",
        en: "Activities use data of groups of people that the statement does not name.",
    },
    why: Words {
        nl: "Wie niet genoemd is, weet niet dat de verklaring ook over hem gaat: een kandidaat, een buurman die iets meldt, een bezoeker van de website.",
        en: "Who is not named does not know that the statement is about them too: a candidate, a neighbour who reports something, a visitor of the website.",
    },
    remedy: Words {
        nl: "Noem bij `subjects` alle groepen, of haal de groep weg bij de verwerking.",
        en: "Name all groups under `subjects`, or remove the group from the activity.",
    },
    example: r"subjects: {tenant: {}}
activities:
  website: {subjects: [tenant, site_visitor]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let named: BTreeSet<&str> = cx.own(&cx.document.subjects).map(|(id, _)| id).collect();
    let Some((_, first)) = cx.own(&cx.document.subjects).next() else { return };
    let used = cx.activities().filter(|(_, activity)| !activity.statutory).flat_map(|(_, a)| &a.subjects);
    let unnamed: BTreeSet<&str> = used.map(|group| group.value.as_str()).filter(|id| !named.contains(id)).collect();
    if !unnamed.is_empty() {
        let label = |lang| {
            let name = |id: &&str| cx.document.subjects.get(*id).and_then(|group| group.label.as_ref());
            let names = unnamed.iter().map(|id| name(id).map_or(*id, |label| label.get(lang)));
            names.collect::<Vec<_>>().join(", ")
        };
        out.add(
            first.span,
            format!("de verklaring gaat ook over deze groepen, maar noemt ze niet: {}", label("nl")),
            format!("the statement is also about these groups, but does not name them: {}", label("en")),
        );
    }
}
