//! G0501: a right of people that the statement does not name.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0501",
    name: "right_missing",
    severity: Severity::Warning,
    law: &["GDPR 13(2)(b)"],
    finds: Words {
        nl: "Een recht van mensen dat de verklaring niet noemt.",
        en: "A right of people that the statement does not name.",
    },
    why: Words {
        nl: "Elk recht moet in de verklaring staan, anders weten mensen niet dat zij het hebben.",
        en: "Each right must stand in the statement, or people do not know that they have it.",
    },
    remedy: Words { nl: "Voeg het recht toe bij `rights`.", en: "Add the right under `rights`." },
    example: r"rights: {access: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let portable = cx.resting_on(Basis::Consent).is_some() || cx.resting_on(Basis::Contract).is_some();
    // The right to information (Art. 13) is met by the statement itself and need not be named.
    let needed = [
        (Right::Access, true, "15"),
        (Right::Rectification, true, "16"),
        (Right::Erasure, true, "17"),
        (Right::Restriction, true, "18"),
        (Right::Portability, portable, "20"),
    ];
    let place = cx.document.rights.values().next().map_or(cx.place(), |first| first.span);
    for (right, _, article) in needed.into_iter().filter(|(r, due, _)| *due && !cx.document.rights.contains_key(r)) {
        let name = word(&right);
        out.add(
            place,
            format!("het recht op {} (artikel {article} AVG) ontbreekt", right.in_dutch()),
            format!("the right {name} (Article {article} GDPR) is missing"),
        );
        out.offer(whole(cx, right));
    }
}

/// A right that is missing, with all that the law says of it.
fn whole(cx: &CheckContext<'_>, right: Right) -> Fix {
    let name = word(&right);
    let path = ["rights", name.as_str()];
    let fix = Fix::new(
        format!("noem het recht op {} zoals de wet het geeft", right.in_dutch()),
        format!("name the right {name} as the law gives it"),
    );
    match right {
        Right::Access => fix.add(&[path[0], path[1], "gives"], super::access_incomplete::PARTS.map(|(part, _)| part)),
        Right::Rectification => fix.add(&[path[0], path[1], "gives"], ["correct", "complete"]),
        Right::Erasure => {
            fix.add(&[path[0], path[1], "grounds"], ["17(1)(a)", "17(1)(b)", "17(1)(c)", "17(1)(d)", "17(1)(e)"])
        }
        Right::Restriction => fix.add(&[path[0], path[1], "grounds"], ["18(1)(a)", "18(1)(b)", "18(1)(c)", "18(1)(d)"]),
        _ => fix.add(&[path[0], path[1], "bases"], super::portability_too_wide::lawful_bases(cx)),
    }
}
