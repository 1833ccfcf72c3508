//! G0603: cameras without a sign or sticker.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0603",
    name: "camera_without_signs",
    severity: Severity::Error,
    law: &["GDPR 13(1)", "GDPR 5(1)(a)"],
    finds: Words { nl: "Camera's zonder bord of sticker.", en: "Cameras without a sign or sticker." },
    why: Words {
        nl: "Wie gefilmd wordt, moet dat vooraf kunnen zien.",
        en: "Who is filmed must be able to see that beforehand.",
    },
    remedy: Words { nl: "Hang borden op en zet `signs: true`.", en: "Put up signs and put `signs: true`." },
    example: r"cameras: {hall: {signs: false}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        match &camera.signs {
            Some(signs) if !signs.value => out.add(
                cx.place_of(signs.span, camera.span),
                format!("bij '{id}' hangt geen bord"),
                format!("there is no sign at '{id}'"),
            ),
            None => out.add_as(
                Severity::Check,
                camera.span,
                format!("er staat niet of er bij '{id}' een bord hangt"),
                format!("nothing says whether there is a sign at '{id}'"),
            ),
            Some(_) => continue,
        }
        out.offer(Fix::promising("hang borden op", "put up signs").set(&["cameras", id, "signs"], true));
    }
}
