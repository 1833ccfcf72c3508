//! G0708: nothing says that refusing cookies is as easy as accepting.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0708",
    name: "refusing_not_as_easy",
    severity: Severity::Check,
    law: &["GDPR 7(3)", "GDPR 4(11)"],
    finds: Words {
        nl: "Er staat niet dat weigeren van cookies net zo makkelijk is als toestaan.",
        en: "Nothing says that refusing cookies is as easy as accepting.",
    },
    why: Words {
        nl: "Een keuze is alleen vrij als nee zeggen niet moeilijker is.",
        en: "A choice is free only when saying no is not harder.",
    },
    remedy: Words {
        nl: "Zet de knoppen naast elkaar en zet `refuse_as_easy: true`.",
        en: "Put the buttons side by side and put `refuse_as_easy: true`.",
    },
    example: r"cookie_rules: {consent: opt_in}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(rules) = &cx.document.cookie_rules else { return };
    let asked = rules.consent.as_ref().is_some_and(|consent| consent.value == CookieConsent::OptIn);
    let harder = rules.refuse_as_easy == Some(false);
    if harder || asked && rules.refuse_as_easy.is_none() {
        let (nl, en) = if harder {
            ("weigeren is moeilijker dan toestaan", "refusing is harder than accepting")
        } else {
            (
                "er staat niet dat weigeren net zo makkelijk is als toestaan",
                "nothing says that refusing is as easy as accepting",
            )
        };
        out.add(rules.span, nl, en);
        out.offer(
            Fix::promising("maak weigeren net zo makkelijk", "make refusing as easy")
                .set(&["cookie_rules", "refuse_as_easy"], true),
        );
    }
}
