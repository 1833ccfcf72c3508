//! G0512: a request costs money, or nothing says that it is free.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0512",
    name: "fee",
    severity: Severity::Error,
    law: &["GDPR 12(5)"],
    finds: Words {
        nl: "Voor een verzoek wordt geld gevraagd, of er staat niet dat het gratis is.",
        en: "A request costs money, or nothing says that it is free.",
    },
    why: Words {
        nl: "Een verzoek is gratis; alleen bij duidelijk misbruik mag een redelijke vergoeding.",
        en: "A request is free; only plain abuse allows a reasonable fee.",
    },
    remedy: Words { nl: "Zet `free: true`.", en: "Put `free: true`." },
    example: r"requests: {free: false}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = &cx.document.requests else { return };
    match &requests.free {
        Some(free) if !free.value => out.add(free.span, "een verzoek kost hier geld", "a request costs money here"),
        None => out.add_as(
            Severity::Check,
            requests.span,
            "er staat niet dat een verzoek gratis is",
            "nothing says that a request is free",
        ),
        Some(_) => return,
    }
    let (nl, en) = ("zeg dat een verzoek gratis is", "say that a request is free");
    let fix = if requests.free.is_some() { Fix::promising(nl, en) } else { Fix::new(nl, en) };
    out.offer(fix.set(&["requests", "free"], true));
}
