//! G0514: a refusal does not say where a person can turn.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0514",
    name: "remedies_missing",
    severity: Severity::Check,
    law: &["GDPR 12(4)"],
    finds: Words {
        nl: "Bij een weigering staat niet waar iemand terechtkan.",
        en: "A refusal does not say where a person can turn.",
    },
    why: Words {
        nl: "Wie nee hoort, moet horen dat een klacht bij de toezichthouder kan en een gang naar de rechter.",
        en: "Who hears no must hear that a complaint to the authority and going to court are possible.",
    },
    remedy: Words { nl: "Zet `remedies: [authority, court]`.", en: "Put `remedies: [authority, court]`." },
    example: r"requests: {term: 1 month}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(requests) = &cx.document.requests else { return };
    let due = [("authority", "de Autoriteit Persoonsgegevens"), ("court", "de rechter")];
    if let Some((missing, dutch)) = not_named(due, &requests.remedies) {
        let fix = Fix::new(
            "noem bij een weigering de klacht en de rechter",
            "name the complaint and the court with a refusal",
        )
        .add(&["requests", "remedies"], missing.iter().copied());
        out.add(
            requests.span,
            format!("bij een weigering wordt niet genoemd: {dutch}"),
            format!("not named with a refusal: {}", missing.join(", ")),
        );
        out.offer(fix);
    }
}
