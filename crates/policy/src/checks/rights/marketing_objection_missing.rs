//! G0503: there is marketing, but the absolute right to object to it is missing.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0503",
    name: "marketing_objection_missing",
    severity: Severity::Error,
    law: &["GDPR 21(2)-(4)"],
    finds: Words {
        nl: "Er is reclame of een nieuwsbrief, maar het vaste recht van bezwaar daartegen ontbreekt.",
        en: "There is marketing, but the absolute right to object to it is missing.",
    },
    why: Words {
        nl: "Tegen reclame mag iemand altijd bezwaar maken; u moet dan stoppen.",
        en: "To marketing a person may always object; you must then stop.",
    },
    remedy: Words {
        nl: "Voeg `marketing_objection` toe bij `rights`.",
        en: "Add `marketing_objection` under `rights`.",
    },
    example: r"activities:
  newsletter: {basis: [consent], marketing: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let marketing = cx.activities().find(|(_, activity)| activity.marketing);
    if let Some((id, activity)) = marketing.filter(|_| !cx.document.rights.contains_key(&Right::MarketingObjection)) {
        out.add(
            activity.span,
            format!("'{id}' is reclame, maar het recht om dat altijd te stoppen staat er niet"),
            format!("'{id}' is marketing, but the right to always stop it is not named"),
        );
        out.offer(
            Fix::new("noem het recht om reclame altijd te stoppen", "name the right to always stop marketing")
                .add(&["rights", "marketing_objection", "grounds"], ["21(2)"])
                .set(&["rights", "marketing_objection", "shown_apart"], true),
        );
    }
}
