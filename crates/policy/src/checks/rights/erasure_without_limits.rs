//! G0529: erasure is promised without a ground or an exception.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0529",
    name: "erasure_without_limits",
    severity: Severity::Check,
    law: &["GDPR 17(3)", "GDPR 17(1)"],
    finds: Words {
        nl: "Wissen wordt beloofd zonder grond en zonder uitzondering.",
        en: "Erasure is promised without a ground and without an exception.",
    },
    why: Words {
        nl: "Wie belooft altijd te wissen, moet dat doen, ook waar een wet bewaren eist. Dan breekt hij een van de twee.",
        en: "Who promises always to erase must do so, also where an act demands keeping. Then one of the two is broken.",
    },
    remedy: Words {
        nl: "Noem bij `grounds` wanneer iemand recht heeft op wissen, en bij `exceptions` wanneer niet.",
        en: "Name under `grounds` when a person has a right to erasure, and under `exceptions` when not.",
    },
    example: r"rights: {erasure: {}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let erasure = cx.document.rights.get(&Right::Erasure);
    if let Some(right) = erasure.filter(|right| right.grounds.is_empty() && right.exceptions.is_empty()) {
        out.add(
            right.span,
            "wissen wordt altijd beloofd, zonder grond of uitzondering",
            "erasure is always promised, without a ground or an exception",
        );
    }
}
