//! G0703: there is a cookie of a class that the statement excludes.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0703",
    name: "cookie_class_denied",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Er is een cookie van een soort die de verklaring uitsluit.",
        en: "There is a cookie of a class that the statement excludes.",
    },
    why: Words {
        nl: "De belofte over soorten cookies is dan niet waar.",
        en: "The promise on classes of cookies is then not true.",
    },
    remedy: Words { nl: "Haal de cookie weg, of noem de soort.", en: "Remove the cookie, or name the class." },
    example: r"cookie_rules: {consent: opt_in, only_classes: [functional]}
cookies: {ads: {class: marketing}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(rules) = cx.document.cookie_rules.as_ref().filter(|rules| !rules.only_classes.is_empty()) else { return };
    for (id, cookie) in cx.own(&cx.document.cookies) {
        let Some(class) = cookie.class.as_ref().filter(|class| !rules.only_classes.contains(class)) else { continue };
        let name = word(&class.value);
        let dutch = match class.value {
            CookieClass::Functional => "de werking van de website",
            CookieClass::Analytic => "statistiek",
            CookieClass::Video => "video",
            CookieClass::Marketing => "reclame",
        };
        out.add(
            cx.place_of(class.span, cookie.span),
            format!("'{id}' is een cookie voor {dutch}, maar de verklaring belooft dat er geen zulke cookies zijn"),
            format!("'{id}' is {name}, but the statement promises that there are no such cookies"),
        );
    }
}
