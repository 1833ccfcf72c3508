//! G0607: a request of the police counts as a reason to look at images.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0607",
    name: "police_request_is_no_ground",
    severity: Severity::Check,
    law: &["GDPR 6(1)", "UAVG 41"],
    finds: Words {
        nl: "Een verzoek van de politie geldt als reden om beelden te bekijken.",
        en: "A request of the police counts as a reason to look at images.",
    },
    why: Words {
        nl: "Een vraag alleen is geen grond: er is een vordering nodig, of een eigen afweging die wordt vastgelegd.",
        en: "A question alone is no ground: it takes a formal demand, or an assessment of your own that is recorded.",
    },
    remedy: Words {
        nl: "Leg vast dat een vordering of eigen afweging nodig is, bijvoorbeeld met `only_if` bij de ontvanger.",
        en: "Record that a demand or an own assessment is needed, for example with `only_if` at the recipient.",
    },
    example: r"cameras: {hall: {reasons: [police_request]}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, camera) in cx.own(&cx.document.cameras) {
        for reason in camera.reasons.iter().filter(|reason| reason.value == "police_request") {
            out.add(
                cx.place_of(reason.span, camera.span),
                format!("een verzoek van de politie is op zichzelf geen grond om beelden van '{id}' te bekijken"),
                format!("a request of the police is by itself no ground to look at images of '{id}'"),
            );
        }
    }
}
