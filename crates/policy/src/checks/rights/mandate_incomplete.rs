//! G0528: of acting for another it is not said how it is shown, how long it holds or that it can end.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0528",
    name: "mandate_incomplete",
    severity: Severity::Check,
    law: &["GDPR 12(2)", "GDPR 7(3)", "GDPR 9(2)(a)"],
    finds: Words {
        nl: "Bij een volmacht staat niet hoe iemand die laat zien, hoe lang zij geldt of dat zij kan eindigen.",
        en: "Of a mandate nothing says how it is shown, how long it holds or that it can be withdrawn.",
    },
    why: Words {
        nl: "Wie namens een ander vraagt, krijgt diens gegevens. Dan moet zeker zijn dat die ander dat wil.",
        en: "Who asks for another gets that person's data. Then it must be certain that the other wants that.",
    },
    remedy: Words {
        nl: "Vul `mandates` aan: `written`, `valid_for`, `revocable`.",
        en: "Complete `mandates`: `written`, `valid_for`, `revocable`.",
    },
    example: r"mandates: {required: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(mandates) = &cx.document.mandates else {
        let on_behalf = cx.document.requests.as_ref().and_then(|requests| requests.on_behalf.as_ref());
        if let Some(on_behalf) = on_behalf.filter(|on_behalf| on_behalf.value) {
            out.add(
                on_behalf.span,
                "iemand kan namens een ander vragen, maar er staat niet hoe hij laat zien dat hij dat mag",
                "somebody can ask for another, but nothing says how they show that they may",
            );
        }
        return;
    };
    let wanted = [
        (mandates.written.is_none(), "hoe iemand haar laat zien", "how it is shown"),
        (mandates.valid_for.is_none(), "hoe lang zij geldt", "how long it holds"),
        (mandates.revocable.is_none(), "dat zij kan worden ingetrokken", "that it can be withdrawn"),
    ];
    if let Some((nl, en)) = missing(&wanted) {
        out.add(
            mandates.span,
            format!("over een volmacht staat er niet: {nl}"),
            format!("of a mandate it is not said: {en}"),
        );
    }
}
