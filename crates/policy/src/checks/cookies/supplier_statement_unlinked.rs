//! G0713: the statement of a supplier is promised without a link.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0713",
    name: "supplier_statement_unlinked",
    severity: Severity::Check,
    law: &["GDPR 12(1)", "GDPR 13(1)(e)"],
    finds: Words {
        nl: "De verklaring van een leverancier wordt genoemd zonder link.",
        en: "The statement of a supplier is named without a link.",
    },
    why: Words {
        nl: "Zonder adres kan niemand haar lezen.",
        en: "Without an address nobody can read it.",
    },
    remedy: Words {
        nl: "Zet bij `supplier_statement` het adres van de bladzijde.",
        en: "Put the address of the page under `supplier_statement`.",
    },
    example: r"cookies:
  video: {class: video, supplier_statement: unlinked}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, cookie) in cx.own(&cx.document.cookies) {
        let stated = cookie.supplier_statement.as_ref();
        if let Some(stated) = stated.filter(|stated| !stated.value.starts_with("http")) {
            out.add(
                cx.place_of(stated.span, cookie.span),
                format!("de verklaring van de leverancier van '{id}' heeft geen link"),
                format!("the statement of the supplier of '{id}' has no link"),
            );
        }
    }
}
