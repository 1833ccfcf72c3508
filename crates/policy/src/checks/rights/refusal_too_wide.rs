//! G0513: a ground to refuse a request that the law does not know.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0513",
    name: "refusal_too_wide",
    severity: Severity::Error,
    law: &["GDPR 12(5)"],
    finds: Words {
        nl: "Een grond om een verzoek te weigeren die de wet niet kent.",
        en: "A ground to refuse a request that the law does not know.",
    },
    why: Words {
        nl: "Weigeren mag als een verzoek duidelijk ongegrond of buitensporig is; dat moet u aantonen. Veel werk of een tweede verzoek in een jaar is dat niet vanzelf.",
        en: "Refusing is allowed when a request is manifestly unfounded or excessive; you must show that. Much work or a second request in a year is not that by itself.",
    },
    remedy: Words {
        nl: "Houd `manifestly_unfounded` en `excessive` over.",
        en: "Keep `manifestly_unfounded` and `excessive`.",
    },
    example: r"requests: {refusal_grounds: [disproportionate_effort]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    const LAWFUL: [&str; 4] = ["manifestly_unfounded", "excessive", "rights_of_others", "statutory_retention"];
    let Some(requests) = &cx.document.requests else { return };
    let lawful = requests.refusal_grounds.iter().any(|ground| LAWFUL.contains(&ground.value.as_str()));
    for ground in requests.refusal_grounds.iter().filter(|ground| !LAWFUL.contains(&ground.value.as_str())) {
        let name = &ground.value;
        // Repetition can be excessive (Art. 12(5)), but not by number alone.
        let severity = if name == "repeated_within_year" { Severity::Warning } else { Severity::Error };
        out.add_as(
            severity,
            ground.span,
            format!("'{name}' is geen wettelijke grond om een verzoek te weigeren"),
            format!("'{name}' is no lawful ground to refuse a request"),
        );
        let path = ["requests", "refusal_grounds"];
        let fix = Fix::promising("weiger niet op deze grond", "do not refuse on this ground");
        let fix = if lawful { fix } else { fix.add(&path, ["manifestly_unfounded", "excessive"]) };
        out.offer(fix.take_out(&path, name));
    }
}
