//! G0208: data whose need is not evident, without a reason.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0208",
    name: "need_unstated",
    severity: Severity::Check,
    law: &["GDPR 5(1)(c)"],
    finds: Words {
        nl: "Gegevens waarvan niet vanzelf spreekt dat ze nodig zijn, zonder dat er staat waarom.",
        en: "Data whose need is not evident, and nothing says why they are needed.",
    },
    why: Words {
        nl: "Meer vragen dan nodig mag niet. Aanhef en geslacht zijn voor een contract meestal niet nodig (HvJ EU C-394/23, Mousse).",
        en: "Asking more than needed is not allowed. Title and sex are mostly not needed for a contract (CJEU C-394/23, Mousse).",
    },
    remedy: Words {
        nl: "Zet bij het gegeven `needed` waarvoor het nodig is, of `optional: true`, of vraag het niet meer.",
        en: "Put at the item under `needed` what it is needed for, or `optional: true`, or stop asking it.",
    },
    example: r"categories:
  contact: {items: {sex: {}}}
",
};

/// Items that the authority and the courts ask a reason for. Others are needed for what their category says.
const NOT_EVIDENT: [&str; 6] = ["title", "sex", "birth_place", "marital_status", "migration_status", "expenses"];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, category) in cx.own(&cx.document.categories) {
        let unstated: Vec<_> = category
            .items
            .iter()
            .filter(|(item, entry)| NOT_EVIDENT.contains(&item.as_str()) && cx.is_own(entry.span))
            .filter(|(_, entry)| entry.needed.is_none() && !entry.optional)
            .collect();
        if let Some((_, first)) = unstated.first() {
            let names: Vec<_> = unstated.iter().map(|(item, _)| cx.data_name(item)).collect();
            let nl = names.iter().map(|(nl, _)| nl.as_str()).collect::<Vec<_>>().join(", ");
            let en = names.iter().map(|(_, en)| en.as_str()).collect::<Vec<_>>().join(", ");
            out.add(
                first.span,
                format!("bij '{id}' staat niet waarvoor nodig is: {nl}"),
                format!("'{id}' does not say what is needed for: {en}"),
            );
        }
    }
}
