//! G0211: categories or origins in use that the statement does not show, because it shows a list of the corporation's own.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0211",
    name: "list_hides_entries",
    severity: Severity::Check,
    law: &["GDPR 14(1)(d)", "GDPR 14(2)(f)"],
    finds: Words {
        nl: "Soorten gegevens of bronnen die u gebruikt, maar die niet in uw eigen lijst staan.",
        en: "Categories or origins that you use, and that your own list does not have.",
    },
    why: Words {
        nl: "Noemt u zelf soorten gegevens of bronnen, dan toont de verklaring alleen die. Wat u van de sector gebruikt, \
             valt dan weg.",
        en: "When you name categories or origins yourself, the statement shows only those. What you use of the sector \
             then falls out.",
    },
    remedy: Words {
        nl: "Noem ook de andere die u gebruikt; `{}` is genoeg.",
        en: "Name the others that you use as well; `{}` is enough.",
    },
    example: r"origins: {region_portal: {}}
activities:
  rent: {origins: [bank]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let document = cx.document;
    let used = |refs: fn(&Activity) -> &Refs| {
        let activities = cx.activities().filter(|(_, activity)| !activity.statutory);
        activities.flat_map(move |(_, activity)| refs(activity)).map(|id| id.value.as_str())
    };
    let category = |id: &'_ str| {
        let of_item = || document.categories.iter().find(|(_, category)| category.items.contains_key(id));
        let found = document.categories.get_key_value(id).or_else(of_item);
        found.map(|(category, _)| category.as_str())
    };
    let categories = used(|activity| &activity.data).map(|id| category(id).unwrap_or(id));
    tell(cx, out, ("soorten gegevens", "categories"), &document.categories, categories, |entry| entry.label.as_ref());
    let origins = used(|activity| &activity.origins);
    tell(cx, out, ("bronnen", "origins"), &document.origins, origins, |entry| entry.label.as_ref());
}

/// Names the entries in `used` that are not among the corporation's own, where it has any.
fn tell<'e, T>(
    cx: &CheckContext<'_>,
    out: &mut Findings,
    (nl, en): (&str, &str),
    entries: &Entries<T>,
    used: impl Iterator<Item = &'e str>,
    label: fn(&T) -> Option<&Text>,
) {
    let own: BTreeSet<&str> = cx.own(entries).map(|(id, _)| id).collect();
    let Some((_, first)) = cx.own(entries).next() else { return };
    let hidden: BTreeSet<&str> = used.filter(|id| !own.contains(id)).collect();
    if hidden.is_empty() {
        return;
    }
    let names = |lang| {
        let name = |id: &&'e str| entries.get(*id).and_then(|entry| label(entry)).map_or(*id, |label| label.get(lang));
        hidden.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    out.add(
        first.span,
        format!("u gebruikt ook deze {nl}, maar de verklaring toont ze niet: {}", names("nl")),
        format!("you use these {en} too, but the statement does not show them: {}", names("en")),
    );
}
