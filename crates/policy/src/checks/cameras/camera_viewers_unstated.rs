//! G0605: nothing says who may look at camera images.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0605",
    name: "camera_viewers_unstated",
    severity: Severity::Check,
    law: &["GDPR 32", "GDPR 5(1)(f)"],
    finds: Words {
        nl: "Er staat niet wie camerabeelden mag bekijken.",
        en: "Nothing says who may look at camera images.",
    },
    why: Words {
        nl: "Beelden zijn gevoelig; alleen wie het nodig heeft mag kijken.",
        en: "Images are sensitive; only who needs to may look.",
    },
    remedy: Words { nl: "Noem de functies bij `viewers`.", en: "Name the functions under `viewers`." },
    example: r"cameras: {hall: {signs: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        if camera.viewers.is_empty() {
            out.add(
                camera.span,
                format!("er staat niet wie beelden van '{id}' mag bekijken"),
                format!("nothing says who may look at images of '{id}'"),
            );
        }
    }
}
