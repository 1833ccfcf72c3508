//! G0525: a requester must show who they are, and nothing says how.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0525",
    name: "identity_method_missing",
    severity: Severity::Warning,
    law: &["GDPR 12(2)", "GDPR 12(6)"],
    finds: Words {
        nl: "Wie iets vraagt, moet laten zien wie hij is, maar er staat niet hoe.",
        en: "Who asks something must show who they are, but nothing says how.",
    },
    why: Words {
        nl: "Zonder manier weet iemand niet wat hij moet doen, en stuurt dan te veel op.",
        en: "Without a way a person does not know what to do, and then sends too much.",
    },
    remedy: Words {
        nl: "Noem bij `methods` de manieren, de lichtste eerst.",
        en: "Name the ways under `methods`, the lightest first.",
    },
    example: r"requests: {identity: {asked: on_doubt}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let identity = cx.document.requests.as_ref().and_then(|requests| requests.identity.as_ref());
    if let Some(identity) = identity.filter(|identity| identity.methods.is_empty()) {
        out.add(
            identity.span,
            "er staat niet hoe iemand laat zien wie hij is",
            "nothing says how a person shows who they are",
        );
    }
}
