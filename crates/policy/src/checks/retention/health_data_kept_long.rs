//! G0412: special data are kept for years without an act that asks it.

use super::super::context::{Exceeds, exceeds};
use crate::terms::{Keep, Length, Unit};

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0412",
    name: "health_data_kept_long",
    severity: Severity::Check,
    law: &["GDPR 5(1)(e)", "GDPR 9(1)"],
    finds: Words {
        nl: "Bijzondere gegevens, zoals over gezondheid, blijven jaren bewaard zonder wet die dat vraagt.",
        en: "Special data, such as on health, are kept for years without an act that asks it.",
    },
    why: Words {
        nl: "Hoe gevoeliger een gegeven, hoe sterker de reden moet zijn om het te bewaren als het dossier dicht is.",
        en: "The more sensitive the data, the stronger the reason must be to keep them once the case is closed.",
    },
    remedy: Words {
        nl: "Haal deze gegevens uit de regel en geef ze een kortere termijn, of leg vast waarom zo lang nodig is.",
        en: "Take these data out of the rule and give them a shorter term, or record why that long is needed.",
    },
    example: r"categories: {health: {sensitivity: special, items: {health_data: {}}}}
events: {case_closed: {}}
retention:
  cases: {data: [health], keep: 5 years after case_closed}
",
};

/// What the rules of the sector keep closed cases for at most.
const LIMIT: Length = Length::new(2, Unit::Years);

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention).filter(|(_, rule)| rule.law.is_none()) {
        let Some(keep) = &rule.keep else { continue };
        let Keep::After { length, .. } = keep.value else { continue };
        let special = cx.items(&rule.data).into_iter().find(|(item, _)| cx.sensitivity(item) == Sensitivity::Special);
        if let Some((item, _)) = special.filter(|_| exceeds(length, LIMIT) == Exceeds::Always) {
            let (name, name_en) = cx.data_name(item);
            out.add(
                cx.place_of(keep.span, rule.span),
                format!("'{id}' bewaart {name} {} zonder wet die dat vraagt", length.in_words("nl")),
                format!("'{id}' keeps {name_en} for {length} without an act that asks it"),
            );
        }
    }
}
