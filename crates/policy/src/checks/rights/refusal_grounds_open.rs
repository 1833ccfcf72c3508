//! G0536: the grounds to refuse are only examples.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0536",
    name: "refusal_grounds_open",
    severity: Severity::Warning,
    law: &["GDPR 12(5)", "GDPR 12(1)"],
    finds: Words {
        nl: "De gronden om te weigeren zijn alleen voorbeelden.",
        en: "The grounds to refuse are only examples.",
    },
    why: Words {
        nl: "Er zijn er in de wet maar twee. Een open lijst laat mensen denken dat elk verzoek geweigerd kan worden.",
        en: "The law has only two. An open list makes people think that any request can be refused.",
    },
    remedy: Words {
        nl: "Noem de gronden die u gebruikt, en haal `refusal_examples` weg.",
        en: "Name the grounds you use, and remove `refusal_examples`.",
    },
    example: r"requests: {refusal_examples: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(requests) = cx.document.requests.as_ref().filter(|requests| requests.refusal_examples) {
        out.add(
            requests.refusal_grounds.first().map_or(requests.span, |ground| ground.span),
            "de gronden om te weigeren zijn alleen voorbeelden",
            "the grounds to refuse are only examples",
        );
    }
}
