//! G0803: an e-mail address that cannot work.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0803",
    name: "email_malformed",
    severity: Severity::Error,
    law: &["GDPR 12(2)", "GDPR 13(1)(a)"],
    finds: Words { nl: "Een e-mailadres dat niet kan werken.", en: "An e-mail address that cannot work." },
    why: Words {
        nl: "Wie naar dit adres schrijft, wordt niet gehoord.",
        en: "Who writes to this address is not heard.",
    },
    remedy: Words { nl: "Verbeter het adres en probeer het uit.", en: "Correct the address and try it." },
    example: r"organisation: {name: X, email: privacy voorbeeld nl}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let organisation = cx.document.organisation.as_ref();
    let general = organisation.and_then(|organisation| organisation.email.as_ref());
    let officer = organisation.and_then(|organisation| organisation.officer.as_ref()).and_then(|o| o.email.as_ref());
    for email in general.into_iter().chain(officer).filter(|email| !plausible(email)) {
        out.add(
            email.span,
            format!("'{}' is geen e-mailadres", email.value),
            format!("'{}' is no e-mail address", email.value),
        );
    }
}

/// One `@`, a dot in the domain, no white space: enough to find copies that lost their signs.
fn plausible(email: &str) -> bool {
    let Some((mailbox, domain)) = email.split_once('@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '(' | ')');
    !mailbox.is_empty()
        && !email.chars().filter(|c| *c != '@').any(odd)
        && !domain.contains('@')
        && domain.split('.').count() > 1
        && domain.split('.').all(|label| !label.is_empty())
}
