//! G0304: a processor may report a transfer outside the EEA afterwards.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0304",
    name: "told_afterwards",
    severity: Severity::Error,
    law: &["GDPR 28(3)(a)"],
    finds: Words {
        nl: "Een verwerker mag doorgifte buiten de EER achteraf melden.",
        en: "A processor may report a transfer outside the EEA afterwards.",
    },
    why: Words {
        nl: "Een verwerker handelt alleen op uw opdracht: eerst toestemming, dan doorgifte.",
        en: "A processor acts only on your instruction: permission first, then the transfer.",
    },
    remedy: Words {
        nl: "Spreek af dat de verwerker vooraf vraagt, en zeg dat zo.",
        en: "Agree that the processor asks beforehand, and say so.",
    },
    example: r"transfers: {told_afterwards: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    if let Some(transfers) = cx.document.transfers.as_ref().filter(|transfers| transfers.told_afterwards) {
        out.add(
            transfers.span,
            "een verwerker meldt doorgifte pas achteraf",
            "a processor reports a transfer only afterwards",
        );
        out.offer(
            Fix::promising("laat een verwerker vooraf toestemming vragen", "let a processor ask leave beforehand")
                .remove(&["transfers", "told_afterwards"]),
        );
    }
}
