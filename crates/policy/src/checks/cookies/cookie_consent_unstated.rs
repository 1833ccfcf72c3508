//! G0709: nothing says whether consent is asked for cookies.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0709",
    name: "cookie_consent_unstated",
    severity: Severity::Warning,
    law: &["Tw 11.7a(1)"],
    finds: Words {
        nl: "Er staat niet of er toestemming voor cookies wordt gevraagd.",
        en: "Nothing says whether consent is asked for cookies.",
    },
    why: Words {
        nl: "Wie de website bezoekt, moet weten of er iets op zijn toestel komt voordat hij ja zegt.",
        en: "Who visits the website must know whether something is put on their device before they say yes.",
    },
    remedy: Words {
        nl: "Zet `consent` bij `cookie_rules`, ook als de cookies op een andere bladzijde staan.",
        en: "Put `consent` under `cookie_rules`, also when the cookies stand on another page.",
    },
    example: r"cookie_rules: {elsewhere: 'https://example.org/cookies'}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let rules = cx.document.cookie_rules.as_ref();
    let first = cx.own(&cx.document.cookies).next().map(|(_, cookie)| cookie.span);
    let stated = rules.is_some_and(|rules| rules.consent.is_some());
    if let Some(span) = rules.map(|rules| rules.span).or(first).filter(|_| !stated) {
        out.add(
            span,
            "er staat niet of er toestemming voor cookies wordt gevraagd",
            "nothing says whether consent is asked for cookies",
        );
    }
}
