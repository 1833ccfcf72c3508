//! G0517: everyone who asks must always prove their identity.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0517",
    name: "identity_always",
    severity: Severity::Warning,
    law: &["GDPR 12(6)"],
    finds: Words {
        nl: "Iedereen die iets vraagt moet zich altijd legitimeren.",
        en: "Everyone who asks must always prove their identity.",
    },
    why: Words {
        nl: "Meer gegevens vragen mag alleen bij redelijke twijfel over wie er vraagt.",
        en: "Asking for more data is allowed only on reasonable doubt about who asks.",
    },
    remedy: Words { nl: "Zet `asked: on_doubt`.", en: "Put `asked: on_doubt`." },
    example: r"requests: {identity: {asked: always}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let identity = cx.document.requests.as_ref().and_then(|requests| requests.identity.as_ref());
    if let Some(asked) = identity.and_then(|i| i.asked.as_ref()).filter(|asked| asked.value == IdentityAsked::Always) {
        out.add(
            asked.span,
            "van iedereen wordt altijd een bewijs van identiteit gevraagd",
            "proof of identity is always asked of everyone",
        );
        out.offer(
            Fix::promising("vraag alleen bij twijfel wie iemand is", "ask who a person is only in case of doubt")
                .set(&["requests", "identity", "asked"], "on_doubt"),
        );
    }
}
