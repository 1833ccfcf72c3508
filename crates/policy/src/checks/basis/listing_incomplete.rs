//! G0128: of a warning list it is not said who decides, that people are told, or how long an entry stays.

use std::collections::BTreeSet;

use crate::terms::Keep;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0128",
    name: "listing_incomplete",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(a)", "GDPR 5(1)(e)", "GDPR 14"],
    finds: Words {
        nl: "Bij een lijst die voor mensen waarschuwt, staat niet wie beslist, dat iemand het hoort, of hoe lang de vermelding blijft.",
        en: "Of a list that warns against people nothing says who decides, that a person is told, or how long the entry stays.",
    },
    why: Words {
        nl: "Op zo'n lijst staan is zwaar. Zonder besluit, bericht en eind kan niemand zich verweren.",
        en: "Being on such a list is heavy. Without a decision, a notice and an end nobody can defend themselves.",
    },
    remedy: Words {
        nl: "Noem bij `listing` wie beslist (`decided_by`) en `told: true`, en geef de gegevens een bewaartermijn.",
        en: "Name under `listing` who decides (`decided_by`) and `told: true`, and give the data a retention term.",
    },
    example: r"activities:
  signal_list: {data: [signals], listing: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(listing) = &activity.listing else { continue };
        let told = listing.told.as_ref().is_some_and(|told| told.value);
        let wanted = [
            (listing.grounds.is_empty(), "waarvoor iemand erop komt", "for what a person is listed"),
            (listing.decided_by.is_empty(), "wie beslist", "who decides"),
            (!told, "dat iemand het hoort", "that a person is told"),
            (!has_term(cx, activity), "hoe lang de vermelding blijft", "how long the entry stays"),
        ];
        if let Some((nl, en)) = missing(&wanted) {
            out.add(
                cx.place_of(listing.span, activity.span),
                format!("bij de lijst '{id}' staat niet: {nl}"),
                format!("the list '{id}' does not say: {en}"),
            );
        }
    }
}

/// Whether a rule of the corporation about some of these data gives a real term.
fn has_term(cx: &CheckContext<'_>, activity: &Activity) -> bool {
    let used: BTreeSet<&str> = cx.items(&activity.data).into_iter().map(|(item, _)| item).collect();
    let real = |rule: &RetentionRule| rule.keep.as_ref().is_some_and(|keep| keep.value != Keep::AsNeeded);
    cx.own(&cx.document.retention)
        .any(|(_, rule)| real(rule) && cx.items(&rule.data).iter().any(|(item, _)| used.contains(item)))
}
