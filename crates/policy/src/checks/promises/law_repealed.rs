//! G0904: the statement cites an act that is no longer in force.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0904",
    name: "law_repealed",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "De verklaring beroept zich op een wet die niet meer geldt.",
        en: "The statement cites an act that is no longer in force.",
    },
    why: Words {
        nl: "De Wbp is op 25 mei 2018 vervangen door de AVG en de UAVG; wie de oude wet noemt, noemt verkeerde rechten.",
        en: "The Wbp was replaced by the GDPR and the UAVG on 25 May 2018; who cites the old act names the wrong rights.",
    },
    remedy: Words { nl: "Vervang de wet door haar opvolger.", en: "Replace the act by its successor." },
    example: r"laws: {wbp: {repealed: 2018-05-24, replaced_by: uavg}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, law) in cx.own(&cx.document.laws) {
        let Some(repealed) = &law.repealed else { continue };
        let next = law.replaced_by.as_deref().unwrap_or("-");
        out.add(
            law.span,
            format!("'{id}' gold tot en met {repealed}; nu geldt: {next}"),
            format!("'{id}' was in force until {repealed}; now holds: {next}"),
        );
        if let Some(next) = &law.replaced_by {
            let fix = Fix::new(format!("noem {next} in plaats van {id}"), format!("cite {next} in the place of {id}"));
            let fix =
                if cx.document.laws.contains_key(next) { fix } else { fix.set(&["laws", next], serde_json::json!({})) };
            out.offer(fix.remove(&["laws", id]));
        }
    }
}
