//! G0518: who asks can prove identity only with a copy of an identity document.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0518",
    name: "identity_by_copy_only",
    severity: Severity::Error,
    law: &["GDPR 12(6)", "UAVG 46", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Wie iets vraagt kan zich alleen met een kopie van een identiteitsbewijs legitimeren.",
        en: "Who asks can prove identity only with a copy of an identity document.",
    },
    why: Words {
        nl: "Er zijn lichtere manieren: een bekend account, controlevragen, terugbellen, het bewijs tonen.",
        en: "There are lighter ways: a known account, control questions, calling back, showing the document.",
    },
    remedy: Words {
        nl: "Noem minstens één lichtere manier bij `methods`.",
        en: "Name at least one lighter way under `methods`.",
    },
    example: r"requests: {identity: {methods: [masked_copy]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let identity = cx.document.requests.as_ref().and_then(|requests| requests.identity.as_ref());
    if let Some(identity) = identity.filter(|identity| !identity.methods.is_empty())
        && identity.methods.iter().all(|method| method.value.ends_with("copy"))
    {
        out.add(
            identity.span,
            "een kopie van een identiteitsbewijs is de enige manier",
            "a copy of an identity document is the only way",
        );
    }
}
