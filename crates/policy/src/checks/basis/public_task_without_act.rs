//! G0110: a public task is relied on without an act that gives the task.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0110",
    name: "public_task_without_act",
    severity: Severity::Error,
    law: &["GDPR 6(3)", "GDPR 6(1)(e)"],
    finds: Words {
        nl: "Er wordt gewerkt op grond van een publieke taak, zonder de wet die de taak geeft.",
        en: "A public task is relied on without an act that gives the task.",
    },
    why: Words {
        nl: "Een taak van algemeen belang is pas een grondslag als een wet haar aan u opdraagt.",
        en: "A task in the public interest is a basis only when an act lays it on you.",
    },
    remedy: Words {
        nl: "Noem de wet bij `law` of bij `bases: {public_task: {act: …}}`, of kies een andere grondslag.",
        en: "Name the act under `law` or under `bases: {public_task: {act: …}}`, or choose another basis.",
    },
    example: r"activities:
  liveability: {basis: [public_task]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let listed = cx.document.bases.get(&Basis::PublicTask);
    let general = listed.is_some_and(|basis| basis.act.is_some());
    if let Some(basis) = listed.filter(|_| !general && cx.stands_alone(Basis::PublicTask)) {
        out.add(
            basis.span,
            "de publieke taak staat bij de grondslagen, maar niet welke wet die taak geeft",
            "the public task is among the bases, but not which act gives it",
        );
    }
    for (id, activity) in cx.activities() {
        let rests = activity.basis.iter().any(|basis| basis.value == Basis::PublicTask);
        if rests && activity.law.is_none() && !general {
            out.add(
                activity.span,
                format!("'{id}' rust op een publieke taak, maar er staat geen wet bij"),
                format!("'{id}' rests on a public task, but no act is named"),
            );
        }
    }
}
