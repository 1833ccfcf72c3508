//! G0302: the statement says EU where the law says EEA.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0302",
    name: "region_eu",
    severity: Severity::Check,
    law: &["GDPR 44"],
    finds: Words {
        nl: "De verklaring zegt EU waar de wet EER zegt.",
        en: "The statement says EU where the law says EEA.",
    },
    why: Words {
        nl: "De vrije ruimte van de AVG is de EER: de EU met Noorwegen, IJsland en Liechtenstein.",
        en: "The free area of the GDPR is the EEA: the EU with Norway, Iceland and Liechtenstein.",
    },
    remedy: Words {
        nl: "Schrijf `eea`, of `netherlands` als dat klopt.",
        en: "Write `eea`, or `netherlands` where that is right.",
    },
    example: r"transfers: {stored_in: eu}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let stored = cx.document.transfers.as_ref().and_then(|transfers| transfers.stored_in.as_ref());
    let stored = stored.map(|region| (vec!["transfers", "stored_in"], region));
    let recipients = cx
        .own(&cx.document.recipients)
        .filter_map(|(id, recipient)| Some((vec!["recipients", id, "region"], recipient.region.as_ref()?)));
    let cookies = cx
        .own(&cx.document.cookies)
        .filter_map(|(id, cookie)| Some((vec!["cookies", id, "region"], cookie.region.as_ref()?)));
    for (path, region) in stored.into_iter().chain(recipients).chain(cookies) {
        if region.value == Region::Eu {
            out.add(region.span, "hier staat EU waar de EER is bedoeld", "this says EU where the EEA is meant");
            out.offer(Fix::new("zeg EER", "say EEA").set(&path, "eea"));
        }
    }
}
