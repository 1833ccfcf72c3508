//! G0520: an exception to erasure that Article 17 does not know.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0520",
    name: "erasure_exception_too_wide",
    severity: Severity::Error,
    law: &["GDPR 17(3)"],
    finds: Words {
        nl: "Een uitzondering op wissen die artikel 17 niet kent.",
        en: "An exception to erasure that Article 17 does not know.",
    },
    why: Words {
        nl: "Alleen de uitzonderingen van artikel 17 lid 3 gelden: een wettelijke plicht, meningsuiting, volksgezondheid, archief en rechtsvorderingen.",
        en: "Only the exceptions of Article 17(3) hold: a legal duty, expression, public health, archives and legal claims.",
    },
    remedy: Words {
        nl: "Haal de uitzondering weg of vervang haar door een van de wet.",
        en: "Remove the exception or replace it by one of the law.",
    },
    example: r#"rights: {erasure: {grounds: ["17(1)(a)"], exceptions: [overriding_interest]}}
"#,
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    // `contract`: the data are still needed for it, so the right of Article 17(1)(a) does not exist yet.
    const LAWFUL: [&str; 7] =
        ["statutory_retention", "public_task", "expression", "public_health", "archiving", "claims", "contract"];
    let Some(right) = cx.document.rights.get(&Right::Erasure) else { return };
    for exception in right.exceptions.iter().filter(|exception| !LAWFUL.contains(&exception.value.as_str())) {
        let name = &exception.value;
        out.add(
            exception.span,
            format!("'{name}' is geen uitzondering op het recht om gegevens te laten wissen"),
            format!("'{name}' is no exception to the right to erasure"),
        );
        out.offer(
            Fix::promising("wis ook in dit geval", "erase in this case too")
                .take_out(&["rights", "erasure", "exceptions"], name),
        );
    }
}
