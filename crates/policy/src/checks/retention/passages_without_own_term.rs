//! G0413: who came and went is kept under the general rule.

use std::collections::BTreeSet;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0413",
    name: "passages_without_own_term",
    severity: Severity::Check,
    law: &["GDPR 5(1)(e)", "GDPR 13(2)(a)"],
    finds: Words {
        nl: "Wie wanneer ergens binnenkwam, heeft geen eigen bewaartermijn maar valt onder de algemene.",
        en: "Who entered where and when has no retention term of its own, but falls under the general one.",
    },
    why: Words {
        nl: "Een lijst van binnenkomsten laat zien hoe iemand leeft. Die jaren bewaren is voor het openen van een deur niet nodig.",
        en: "A list of entries shows how a person lives. Keeping it for years is not needed to open a door.",
    },
    remedy: Words {
        nl: "Geef toegangsgegevens een eigen regel, gewoonlijk hooguit vier weken na de registratie.",
        en: "Give access data a rule of their own, usually at most four weeks after they are recorded.",
    },
    example: r"categories: {access: {items: {access_log: {}}}}
events: {tenancy_ended: {}}
activities:
  access_tags: {data: [access_log]}
retention:
  general: {keep: 2 years after tenancy_ended}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let general = cx.own(&cx.document.retention).find(|(_, rule)| rule.data.is_empty() && rule.keep.is_some());
    let Some((general, _)) = general else { return };
    let covered: BTreeSet<&str> =
        cx.own(&cx.document.retention).flat_map(|(_, rule)| cx.items(&rule.data)).map(|(item, _)| item).collect();
    let access: BTreeSet<&str> = ["access_log", "access_tag", "visitor_register"].into();
    for (id, activity) in cx.activities().filter(|(_, activity)| !activity.statutory) {
        let bare = |item: &str| access.contains(item) && !covered.contains(item);
        if let Some((item, reference)) = cx.items(&activity.data).into_iter().find(|(item, _)| bare(item)) {
            let (name, name_en) = cx.data_name(item);
            out.add(
                cx.place_of(reference.span, activity.span),
                format!("{name} (bij '{id}') heeft geen eigen termijn en valt onder '{general}'"),
                format!("{name_en} (at '{id}') has no term of its own and falls under '{general}'"),
            );
        }
    }
}
