//! G0706: a cookie of a product that no longer exists.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0706",
    name: "cookie_retired",
    severity: Severity::Warning,
    law: &["GDPR 5(1)(d)"],
    finds: Words {
        nl: "Een cookie van een product dat niet meer bestaat.",
        en: "A cookie of a product that no longer exists.",
    },
    why: Words {
        nl: "De verklaring is dan verouderd: wat zij beschrijft, gebeurt niet meer zo.",
        en: "The statement is then out of date: what it describes no longer happens that way.",
    },
    remedy: Words {
        nl: "Kijk welke cookies de site nu zet en werk de lijst bij.",
        en: "See which cookies the site sets now and update the list.",
    },
    example: r"cookies: {old: {retired: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, cookie) in cx.own(&cx.document.cookies) {
        if cookie.retired {
            out.add(
                cookie.span,
                format!("het product achter '{id}' bestaat niet meer"),
                format!("the product behind '{id}' no longer exists"),
            );
        }
    }
}
