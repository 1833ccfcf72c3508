//! G0608: cameras are said to be visible and to be hidden.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0608",
    name: "camera_visible_and_hidden",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Camera's heten zichtbaar en ook verborgen.",
        en: "Cameras are said to be visible, and hidden as well.",
    },
    why: Words {
        nl: "De twee sluiten elkaar uit; wie leest, weet niet of er ook camera's zijn die niemand ziet.",
        en: "The two exclude each other; a reader does not know whether there are cameras that nobody sees.",
    },
    remedy: Words { nl: "Houd een van de twee over.", en: "Keep one of the two." },
    example: r"cameras:
  office: {visible: true, hidden: true}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        let visible = camera.visible.as_ref().is_some_and(|visible| visible.value);
        if let Some(hidden) = camera.hidden.as_ref().filter(|hidden| visible && hidden.value) {
            out.add(
                cx.place_of(hidden.span, camera.span),
                format!("camera's van '{id}' zijn zichtbaar en ook verborgen"),
                format!("cameras of '{id}' are visible, and hidden as well"),
            );
        }
    }
}
