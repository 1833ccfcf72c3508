//! G0705: an analytic cookie without consent whose low impact is not on record.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0705",
    name: "analytic_impact_unproven",
    severity: Severity::Warning,
    law: &["Tw 11.7a(3)(b)"],
    finds: Words {
        nl: "Een analytische cookie zonder toestemming waarvan niet is vastgelegd dat zij weinig gevolgen heeft.",
        en: "An analytic cookie without consent whose low impact is not on record.",
    },
    why: Words {
        nl: "De uitzondering geldt alleen als de cookie geen of weinig gevolgen heeft voor privacy.",
        en: "The exception holds only when the cookie has little or no effect on privacy.",
    },
    remedy: Words {
        nl: "Leg de instelling vast en zet `low_impact: true`, of vraag toestemming.",
        en: "Record the set-up and put `low_impact: true`, or ask consent.",
    },
    example: r"cookies: {stats: {class: analytic}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let consent = cx.document.cookie_rules.as_ref().and_then(|rules| rules.consent.as_ref());
    if consent.is_some_and(|consent| consent.value == CookieConsent::OptIn) {
        return;
    }
    for (id, cookie) in cx.own(&cx.document.cookies) {
        let analytic = cookie.class.as_ref().is_some_and(|class| class.value == CookieClass::Analytic);
        if analytic && !cookie.low_impact.as_ref().is_some_and(|low| low.value) {
            out.add(
                cookie.span,
                format!("van '{id}' is niet vastgelegd dat zij weinig gevolgen heeft voor privacy"),
                format!("it is not on record that '{id}' has little effect on privacy"),
            );
        }
    }
}
