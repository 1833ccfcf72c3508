//! G0602: camera images are kept longer than the guideline of the authority.

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::{Keep, Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0602",
    name: "camera_kept_too_long",
    severity: Severity::Error,
    law: &["GDPR 5(1)(e)"],
    finds: Words {
        nl: "Camerabeelden worden langer bewaard dan de richtlijn van de toezichthouder.",
        en: "Camera images are kept longer than the guideline of the authority.",
    },
    why: Words {
        nl: "De Autoriteit Persoonsgegevens noemt vier weken als uiterste, tenzij er een incident is. Dat is een richtlijn, geen wet.",
        en: "The Dutch authority names four weeks as the limit, unless there is an incident. That is a guideline, not an act.",
    },
    remedy: Words {
        nl: "Kies een kortere termijn, en houd alleen beelden van een incident vast.",
        en: "Choose a shorter term, and hold only images of an incident.",
    },
    example: r"categories: {images: {}}
events: {recorded: {}}
cameras: {hall: {data: images}}
retention:
  images: {data: [images], keep: 3 months after recorded}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let limit = cx.law_length("camera_limit", Length::new(28, Unit::Days));
    let severity = if cx.law_unsure("camera_limit") { Severity::Check } else { Severity::Error };
    for (id, camera) in cx.own(&cx.document.cameras) {
        let Some(data) = &camera.data else { continue };
        let about = cx.own(&cx.document.retention).filter(|(_, rule)| {
            cx.items(&rule.data).iter().any(|(item, _)| *item == data.value)
                || rule.data.iter().any(|d| d.value == data.value)
        });
        for (rule_id, rule) in about {
            let Some(keep) = &rule.keep else { continue };
            if let Keep::After { length, .. } = keep.value
                && exceeds(length, limit) != Exceeds::Never
            {
                out.add_as(
                    severity,
                    cx.place_of(keep.span, rule.span),
                    format!(
                        "beelden van '{id}' blijven {} ('{rule_id}'); de richtlijn is ten hoogste {}",
                        length.in_words("nl"),
                        limit.in_words("nl")
                    ),
                    format!("images of '{id}' stay {length} ('{rule_id}'); the guideline is at most {limit}"),
                );
            }
        }
    }
}
