//! G0711: a visitor must switch cookies off in the browser, where consent should be asked.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0711",
    name: "browser_instead_of_consent",
    severity: Severity::Warning,
    law: &["Tw 11.7a(1)", "GDPR 7(3)"],
    finds: Words {
        nl: "Een bezoeker moet cookies uitzetten in zijn browser, terwijl er om toestemming gevraagd hoort te worden.",
        en: "A visitor must switch cookies off in the browser, where consent should be asked.",
    },
    why: Words {
        nl: "Niets doen is geen toestemming (HvJ EU C-673/17, Planet49).",
        en: "Doing nothing is no consent (CJEU C-673/17, Planet49).",
    },
    remedy: Words {
        nl: "Vraag vooraf toestemming en zet `consent: opt_in`; uitleg over de browser mag erbij.",
        en: "Ask consent beforehand and put `consent: opt_in`; help with the browser may stand beside it.",
    },
    example: r"cookie_rules: {consent: implied, browser_settings: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(rules) = &cx.document.cookie_rules else { return };
    let implied = rules.consent.as_ref().is_some_and(|consent| consent.value == CookieConsent::Implied);
    if let Some(browser) = rules.browser_settings.as_ref().filter(|browser| implied && browser.value) {
        out.add(
            browser.span,
            "uitzetten in de browser komt in de plaats van toestemming",
            "switching off in the browser takes the place of consent",
        );
    }
}
