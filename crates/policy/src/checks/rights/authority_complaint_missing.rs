//! G0516: the right to complain to the supervisory authority is missing.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0516",
    name: "authority_complaint_missing",
    severity: Severity::Error,
    law: &["GDPR 13(2)(d)", "GDPR 77"],
    finds: Words {
        nl: "Het recht om te klagen bij de Autoriteit Persoonsgegevens ontbreekt.",
        en: "The right to complain to the supervisory authority is missing.",
    },
    why: Words { nl: "Dit recht moet in elke verklaring staan.", en: "This right must stand in every statement." },
    remedy: Words {
        nl: "Zet `complaints: {authority_named: true}` en noem de AP.",
        en: "Put `complaints: {authority_named: true}` and name the authority.",
    },
    example: r"complaints: {channels: [email]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let complaints = cx.document.complaints.as_ref();
    let named = complaints.and_then(|complaints| complaints.authority_named.as_ref());
    if !named.is_some_and(|named| named.value) {
        out.add(
            named.map(|n| n.span).or(complaints.map(|c| c.span)).unwrap_or(cx.place()),
            "er staat niet dat iemand mag klagen bij de Autoriteit Persoonsgegevens",
            "nothing says that a person may complain to the supervisory authority",
        );
        out.offer(
            Fix::new(
                "noem de klacht bij de Autoriteit Persoonsgegevens",
                "name the complaint to the supervisory authority",
            )
            .set(&["complaints", "authority_named"], true),
        );
    }
}
