//! G0903: a `trace` that is no line numbers.

use super::super::prelude::*;
use crate::trace::malformed;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0903",
    name: "trace_malformed",
    severity: Severity::Error,
    law: &["GDPR 5(2)"],
    finds: Words { nl: "Een `trace` die geen regelnummers zijn.", en: "A `trace` that is no line numbers." },
    why: Words {
        nl: "Zonder goede regelnummers is niet te zien welke zin van de verklaring dit belooft.",
        en: "Without proper line numbers nobody can see which sentence of the statement promises this.",
    },
    remedy: Words { nl: "Schrijf '12', '12-14' of '12-14#1a2b3c4d'.", en: "Write '12', '12-14' or '12-14#1a2b3c4d'." },
    example: r"subjects: {tenant: {trace: [regel 12]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (span, error) in malformed(cx.policy) {
        out.add(
            span,
            format!("'{}' is geen verwijzing naar regels", error.0),
            format!("'{}' is no reference to lines", error.0),
        );
    }
}
