//! G0317: the recipients named are only examples.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0317",
    name: "recipients_as_examples",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(e)"],
    finds: Words {
        nl: "De genoemde ontvangers zijn alleen voorbeelden.",
        en: "The recipients named are only examples.",
    },
    why: Words {
        nl: "Wie leest, moet van elke ontvanger weten, bij naam of als soort.",
        en: "A reader must know of each recipient, by name or as a kind.",
    },
    remedy: Words {
        nl: "Noem alle ontvangers of soorten, en haal `examples_only` weg.",
        en: "Name all recipients or kinds, and remove `examples_only`.",
    },
    example: r"sharing: {examples_only: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let examples = cx.document.sharing.as_ref().and_then(|sharing| sharing.examples_only.as_ref());
    if let Some(examples) = examples.filter(|examples| examples.value) {
        out.add(
            examples.span,
            "de genoemde ontvangers zijn voorbeelden; er zijn er meer",
            "the recipients named are examples; there are more",
        );
    }
}
