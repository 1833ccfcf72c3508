//! G0601: cameras without a retention term for the images.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0601",
    name: "camera_without_retention",
    severity: Severity::Error,
    law: &["GDPR 13(2)(a)", "GDPR 5(1)(e)"],
    finds: Words {
        nl: "Camera's zonder bewaartermijn voor de beelden.",
        en: "Cameras without a retention term for the images.",
    },
    why: Words {
        nl: "Beelden van mensen mogen niet blijven staan zonder einde.",
        en: "Images of people may not stay without an end.",
    },
    remedy: Words {
        nl: "Noem bij `data` de beelden, en maak voor die beelden een regel bij `retention`.",
        en: "Name the images under `data`, and make a rule for them under `retention`.",
    },
    example: r"cameras: {hall: {signs: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        let covered = camera.data.as_ref().is_some_and(|data| {
            let category = cx.document.categories.iter().find(|(_, c)| c.items.contains_key(&data.value));
            let names = [Some(data.value.as_str()), category.map(|(id, _)| id.as_str())];
            cx.document.retention.values().any(|rule| {
                rule.keep.is_some()
                    && (rule.data.is_empty() || rule.data.iter().any(|d| names.contains(&Some(d.value.as_str()))))
            })
        });
        if !covered {
            out.add(
                camera.data.as_ref().map_or(camera.span, |data| cx.place_of(data.span, camera.span)),
                format!("hoe lang beelden van '{id}' worden bewaard, staat er niet"),
                format!("nothing says how long images of '{id}' are kept"),
            );
        }
    }
}
