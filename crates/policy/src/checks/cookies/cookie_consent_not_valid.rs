//! G0702: cookies are set without valid consent.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0702",
    name: "cookie_consent_not_valid",
    severity: Severity::Error,
    law: &["Tw 11.7a(1)", "GDPR 4(11)"],
    finds: Words {
        nl: "Er worden cookies gezet zonder geldige toestemming.",
        en: "Cookies are set without valid consent.",
    },
    why: Words {
        nl: "Doorgaan met lezen is geen toestemming; iemand moet zelf kiezen, vóór de cookie er staat.",
        en: "Reading on is no consent; a person must choose, before the cookie is there.",
    },
    remedy: Words {
        nl: "Vraag vooraf toestemming (`opt_in`), behalve voor functionele cookies.",
        en: "Ask consent beforehand (`opt_in`), except for functional cookies.",
    },
    example: r"cookie_rules: {consent: implied}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(rules) = &cx.document.cookie_rules else { return };
    let consent = rules.consent.as_ref();
    let span = consent.map_or(rules.span, |consent| consent.span);
    let tracking = cx.own(&cx.document.cookies).find(|(_, cookie)| {
        // Whether unproven low impact is enough (Tw 11.7a(3)(b)) is for G0705 to ask.
        let harmful = cookie.low_impact.as_ref().is_some_and(|low| !low.value);
        match cookie.class.as_ref().map(|class| class.value) {
            Some(CookieClass::Marketing | CookieClass::Video) => true,
            Some(CookieClass::Analytic) => harmful,
            Some(CookieClass::Functional) | None => false,
        }
    });
    match (consent.map(|consent| consent.value), tracking) {
        (Some(CookieConsent::OptIn), _) => {}
        (Some(CookieConsent::Implied), _) => out.add(
            span,
            "toestemming voor cookies wordt afgeleid uit het gebruik van de site",
            "consent for cookies is taken from the use of the site",
        ),
        (_, Some((id, _))) => out.add(
            span,
            format!("voor '{id}' is toestemming nodig, maar die wordt niet gevraagd"),
            format!("'{id}' needs consent, but none is asked"),
        ),
        (_, None) => return,
    }
    if !matches!(consent.map(|consent| consent.value), Some(CookieConsent::OptIn)) {
        out.offer(
            Fix::promising("vraag vooraf toestemming", "ask consent beforehand")
                .set(&["cookie_rules", "consent"], "opt_in")
                .set(&["cookie_rules", "refuse_as_easy"], true),
        );
    }
}
