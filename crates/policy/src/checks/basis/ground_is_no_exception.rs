//! G0107: what is named as an exception for special data is none.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0107",
    name: "ground_is_no_exception",
    severity: Severity::Error,
    law: &["GDPR 9(2)", "GDPR 10", "UAVG 22-33"],
    finds: Words {
        nl: "De genoemde uitzondering voor bijzondere gegevens is er geen.",
        en: "What is named as an exception for special data is none.",
    },
    why: Words {
        nl: "Een contract, een eigen belang of een algemeen belang zonder wet staat niet in artikel 9 lid 2.",
        en: "A contract, an interest of one's own or a public interest without an act is not in Article 9(2).",
    },
    remedy: Words {
        nl: "Noem het artikel: `GDPR 9(2)(a)` tot en met `(j)`, `GDPR 10`, of `UAVG 22` tot en met `33`.",
        en: "Name the article: `GDPR 9(2)(a)` to `(j)`, `GDPR 10`, or `UAVG 22` to `33`.",
    },
    example: r"activities:
  adaptation: {basis: [contract], ground: contract}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let Some(ground) = activity.ground.as_ref().filter(|_| !activity.lifts_prohibition()) else {
            continue;
        };
        let forbidden = |item: &str| matches!(cx.sensitivity(item), Sensitivity::Special | Sensitivity::Criminal);
        let span = cx.place_of(ground.span, activity.span);
        if cx.items(&activity.data).into_iter().any(|(item, _)| forbidden(item)) || activity.data.is_empty() {
            out.add(
                span,
                format!("'{}' bij '{id}' is geen uitzondering op het verbod", ground.value),
                format!("'{}' at '{id}' is no exception to the prohibition", ground.value),
            );
        } else {
            out.add_as(
                Severity::Check,
                span,
                format!(
                    "'{}' bij '{id}' is geen uitzondering; ga na of er bijzondere gegevens tussen zitten",
                    ground.value
                ),
                format!(
                    "'{}' at '{id}' is no exception; find out whether special data are among the data",
                    ground.value
                ),
            );
        }
    }
}
