//! G0606: cameras without purpose and basis.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0606",
    name: "camera_without_activity",
    severity: Severity::Warning,
    law: &["GDPR 13(1)(c)"],
    finds: Words { nl: "Camera's zonder doel en grondslag.", en: "Cameras without purpose and basis." },
    why: Words {
        nl: "Ook filmen is een verwerking met een doel en een grondslag.",
        en: "Filming too is an activity with a purpose and a basis.",
    },
    remedy: Words { nl: "Verwijs bij `activity` naar de verwerking.", en: "Refer to the activity under `activity`." },
    example: r"cameras: {hall: {signs: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        if camera.activity.is_none() {
            out.add(
                camera.span,
                format!("bij '{id}' staan geen doel en grondslag"),
                format!("'{id}' has no purpose and basis"),
            );
        }
    }
}
