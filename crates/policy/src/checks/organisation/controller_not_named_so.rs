//! G0802: the statement does not say that the organisation is the controller.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0802",
    name: "controller_not_named_so",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(a)", "GDPR 4(7)"],
    finds: Words {
        nl: "De verklaring zegt niet dat de organisatie de verwerkingsverantwoordelijke is.",
        en: "The statement does not say that the organisation is the controller.",
    },
    why: Words {
        nl: "Mensen moeten weten wie voor hun gegevens instaat.",
        en: "People must know who answers for their data.",
    },
    remedy: Words {
        nl: "Zeg het, en zet `called_controller: true`.",
        en: "Say it, and put `called_controller: true`.",
    },
    example: r"organisation: {name: X}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(organisation) = cx.document.organisation.as_ref().filter(|o| o.called_controller != Some(true)) {
        out.add(
            organisation.span,
            "er staat niet dat de organisatie verwerkingsverantwoordelijke is",
            "nothing says that the organisation is the controller",
        );
        out.offer(
            Fix::new("zeg dat u verwerkingsverantwoordelijke bent", "say that you are the controller")
                .set(&["organisation", "called_controller"], true),
        );
    }
}
