//! G0504: there is consent, but the right to withdraw it is missing.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0504",
    name: "withdrawal_missing",
    severity: Severity::Error,
    law: &["GDPR 13(2)(c)", "GDPR 7(3)"],
    finds: Words {
        nl: "Er is toestemming, maar het recht om die in te trekken ontbreekt.",
        en: "There is consent, but the right to withdraw it is missing.",
    },
    why: Words {
        nl: "Vóór iemand ja zegt, moet die weten dat het later weer nee kan zijn.",
        en: "Before a person says yes, they must know that it can be no again later.",
    },
    remedy: Words { nl: "Voeg `withdrawal` toe bij `rights`.", en: "Add `withdrawal` under `rights`." },
    example: r"bases: {consent: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if cx.document.rights.contains_key(&Right::Withdrawal) {
        return;
    }
    let listed = cx.document.bases.get(&Basis::Consent).map(|basis| basis.span);
    if let Some(span) = listed.or_else(|| cx.resting_on(Basis::Consent).map(|(_, activity)| activity.span)) {
        out.add(
            span,
            "er wordt toestemming gebruikt, maar het recht om die in te trekken staat er niet",
            "consent is used, but the right to withdraw it is not named",
        );
        let listed = cx.document.bases.contains_key(&Basis::Consent) || cx.document.bases.is_empty();
        let fix = Fix::new("noem het recht om toestemming in te trekken", "name the right to withdraw consent");
        let path = ["rights", "withdrawal", "bases"];
        out.offer(if listed { fix.add(&path, ["consent"]) } else { fix.set(&path[..2], serde_json::json!({})) });
    }
}
