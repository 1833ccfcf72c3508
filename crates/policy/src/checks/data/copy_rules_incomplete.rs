//! G0205: for copies of an identity document not everything that must be made unreadable is named.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0205",
    name: "copy_rules_incomplete",
    severity: Severity::Warning,
    law: &["UAVG 46", "GDPR 5(1)(c)"],
    finds: Words {
        nl: "Bij kopieën van een identiteitsbewijs staat niet alles wat onleesbaar moet zijn.",
        en: "For copies of an identity document not everything that must be made unreadable is named.",
    },
    why: Words {
        nl: "Ook de pasfoto en het documentnummer zijn niet nodig en geven kans op misbruik.",
        en: "The photo and the document number are not needed either and give a chance of abuse.",
    },
    remedy: Words {
        nl: "Noem bij `copy_rules` minstens bsn, photo en document_number.",
        en: "Name at least bsn, photo and document_number under `copy_rules`.",
    },
    example: r"identification: {copies: only_masked, copy_rules: [bsn]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(identification) = &cx.document.identification else { return };
    let by_copy = |requests: &At<Requests>| {
        requests.identity.as_ref().is_some_and(|i| i.methods.iter().any(|method| method.value == "masked_copy"))
    };
    let taken = identification
        .copies
        .as_ref()
        .is_some_and(|copies| matches!(copies.value, IdentityCopies::OnlyMasked | IdentityCopies::Stored))
        || cx.document.requests.as_ref().is_some_and(by_copy);
    let due = [("bsn", "het BSN"), ("photo", "de foto"), ("document_number", "het documentnummer")];
    if let Some((missing, dutch)) = not_named(due, &identification.copy_rules).filter(|_| taken) {
        let fix = Fix::promising("laat dit op een kopie onleesbaar maken", "have this made unreadable on a copy")
            .add(&["identification", "copy_rules"], missing.iter().copied());
        out.add(
            identification.span,
            format!("op een kopie hoeft niet onleesbaar te zijn: {dutch}"),
            format!("need not be made unreadable on a copy: {}", missing.join(", ")),
        );
        out.offer(fix);
    }
}
