//! G0704: not everything of a cookie is told: class, aim, supplier, names, lifetime.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0704",
    name: "cookie_incomplete",
    severity: Severity::Warning,
    law: &["Tw 11.7a(1)", "GDPR 13"],
    finds: Words {
        nl: "Van een cookie staat niet alles: soort, doel, leverancier, namen, levensduur.",
        en: "Not everything of a cookie is told: class, aim, supplier, names, lifetime.",
    },
    why: Words {
        nl: "Duidelijk informeren vraagt ook hoe lang een cookie werkt en wie erbij kan.",
        en: "Clear information includes how long a cookie works and who can reach it.",
    },
    remedy: Words { nl: "Vul aan wat ontbreekt.", en: "Fill in what is missing." },
    example: r"cookies: {session: {class: functional}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, cookie) in cx.own(&cx.document.cookies) {
        let missing: Vec<(&str, &str)> = [
            (cookie.class.is_none(), "soort", "class"),
            (cookie.aim.is_none(), "doel", "aim"),
            (cookie.supplier.is_none(), "leverancier", "supplier"),
            (cookie.names.is_empty(), "namen", "names"),
            (cookie.lifetime.is_none(), "levensduur", "lifetime"),
        ]
        .into_iter()
        .filter(|(gap, ..)| *gap)
        .map(|(_, nl, en)| (nl, en))
        .collect();
        if !missing.is_empty() {
            let nl: Vec<&str> = missing.iter().map(|(nl, _)| *nl).collect();
            let en: Vec<&str> = missing.iter().map(|(_, en)| *en).collect();
            // Functional cookies are exempt from the duty to inform as well (Tw 11.7a(3)).
            let functional = cookie.class.as_ref().is_some_and(|class| class.value == CookieClass::Functional);
            out.add_as(
                if functional { Severity::Check } else { Severity::Warning },
                cookie.span,
                format!("van cookie '{id}' ontbreekt: {}", nl.join(", ")),
                format!("of cookie '{id}' is missing: {}", en.join(", ")),
            );
        }
    }
}
