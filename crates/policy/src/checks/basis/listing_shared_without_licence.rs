//! G0129: a warning list is shared with other organisations without a licence or protocol.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0129",
    name: "listing_shared_without_licence",
    severity: Severity::Error,
    law: &["UAVG 33(4)", "UAVG 33(5)", "GDPR 10"],
    finds: Words {
        nl: "Een lijst die voor mensen waarschuwt, wordt met anderen gedeeld zonder vergunning of protocol.",
        en: "A list that warns against people is shared with others without a licence or protocol.",
    },
    why: Words {
        nl: "Strafrechtelijke gegevens voor anderen bijhouden mag alleen met een vergunning van de Autoriteit Persoonsgegevens, en ook zonder zulke gegevens horen de regels van de lijst vast te liggen.",
        en: "Keeping criminal data for others is allowed only with a licence of the authority, and without such data the rules of the list must be laid down too.",
    },
    remedy: Words {
        nl: "Noem bij `protocol` de vergunning of het protocol, of deel de lijst niet.",
        en: "Name the licence or the protocol under `protocol`, or do not share the list.",
    },
    example: r"activities:
  signal_list: {data: [signals], listing: {shared: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(listing) = activity.listing.as_ref().filter(|listing| listing.protocol.is_none()) else { continue };
        if let Some(shared) = listing.shared.as_ref().filter(|shared| shared.value) {
            let criminal =
                cx.items(&activity.data).iter().any(|(item, _)| cx.sensitivity(item) == Sensitivity::Criminal);
            out.add_as(
                if criminal { Severity::Error } else { Severity::Warning },
                cx.place_of(shared.span, activity.span),
                format!("de lijst '{id}' wordt gedeeld zonder vergunning of protocol"),
                format!("the list '{id}' is shared without a licence or protocol"),
            );
        }
    }
}
