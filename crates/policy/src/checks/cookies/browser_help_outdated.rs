//! G0712: help for a browser that no longer exists.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0712",
    name: "browser_help_outdated",
    severity: Severity::Check,
    law: &["GDPR 12(1)"],
    finds: Words {
        nl: "Uitleg voor een browser die niet meer bestaat.",
        en: "Help for a browser that no longer exists.",
    },
    why: Words {
        nl: "Wie de uitleg volgt, komt nergens uit.",
        en: "Who follows the help gets nowhere.",
    },
    remedy: Words {
        nl: "Haal de browser weg bij `browsers`.",
        en: "Remove the browser from `browsers`.",
    },
    example: r"cookie_rules: {browsers: [Firefox, Internet Explorer]}
",
};

/// Browsers that are no longer supported by their makers.
const RETIRED: [&str; 2] = ["Internet Explorer", "Edge Legacy"];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(rules) = &cx.document.cookie_rules else { return };
    for browser in rules.browsers.iter().filter(|browser| RETIRED.contains(&browser.value.as_str())) {
        let name = &browser.value;
        out.add(browser.span, format!("{name} bestaat niet meer"), format!("{name} no longer exists"));
        out.offer(
            Fix::new(format!("haal {name} weg"), format!("remove {name}")).take_out(&["cookie_rules", "browsers"], name),
        );
    }
}
