//! G0534: what is also sent by post can be stopped only by a link.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0534",
    name: "withdrawal_by_link_only",
    severity: Severity::Check,
    law: &["GDPR 7(3)"],
    finds: Words {
        nl: "Wat ook per post komt, is alleen te stoppen met een link.",
        en: "What also comes by post can be stopped only by a link.",
    },
    why: Words {
        nl: "Intrekken moet net zo makkelijk zijn als geven; in een brief staat geen link.",
        en: "Withdrawing must be as easy as giving; a letter holds no link.",
    },
    remedy: Words {
        nl: "Noem bij `withdraw` ook een manier zonder link, zoals telefoon of brief.",
        en: "Name under `withdraw` a way without a link too, such as phone or letter.",
    },
    example: r"categories: {contact: {items: {address: {}}}}
activities:
  newsletter: {basis: [consent], data: [address], consent: {given: tick_box, withdraw: [link]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(consent) = activity.consent.as_ref().filter(|consent| !consent.withdraw.is_empty()) else { continue };
        let by_post = activity.channels.iter().any(|channel| channel.value == "letter")
            || activity.channels.is_empty() && cx.items(&activity.data).iter().any(|(item, _)| *item == "address");
        if by_post && consent.withdraw.iter().all(|way| way.value == "link") {
            out.add(
                cx.place_of(consent.span, activity.span),
                format!("'{id}' gaat ook per post, maar stoppen kan alleen met een link"),
                format!("'{id}' also goes by post, but can be stopped only by a link"),
            );
        }
    }
}
