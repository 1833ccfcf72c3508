//! G0604: hidden cameras as a standing measure.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0604",
    name: "camera_hidden",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)", "GDPR 5(1)(c)"],
    finds: Words { nl: "Verborgen camera's als vaste maatregel.", en: "Hidden cameras as a standing measure." },
    why: Words {
        nl: "Verborgen filmen kan alleen bij uitzondering, tijdelijk en bij een concrete verdenking, na een DPIA.",
        en: "Hidden filming is possible only by exception, for a time and on concrete suspicion, after a DPIA.",
    },
    remedy: Words {
        nl: "Haal verborgen camera's uit de verklaring, of beschrijf de uitzondering als eigen verwerking.",
        en: "Take hidden cameras out of the statement, or describe the exception as an activity of its own.",
    },
    example: r"cameras: {hall: {hidden: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        if camera.hidden.as_ref().is_some_and(|hidden| hidden.value) {
            out.add(
                camera.hidden.as_ref().map_or(camera.span, |hidden| cx.place_of(hidden.span, camera.span)),
                format!("'{id}' gebruikt verborgen camera's"),
                format!("'{id}' uses hidden cameras"),
            );
        }
    }
}
