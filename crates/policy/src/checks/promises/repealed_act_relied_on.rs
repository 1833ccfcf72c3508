//! G0912: an article of an act that is no longer in force is relied on.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0912",
    name: "repealed_act_relied_on",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)", "GDPR 6(3)"],
    finds: Words {
        nl: "Er wordt een beroep gedaan op een artikel van een wet die niet meer geldt.",
        en: "An article of an act that is no longer in force is relied on.",
    },
    why: Words {
        nl: "Een vervallen wet geeft geen plicht en geen uitzondering meer.",
        en: "A repealed act gives no duty and no exception any more.",
    },
    remedy: Words { nl: "Noem het artikel dat nu geldt.", en: "Name the article that holds now." },
    example: r"laws: {wbp: {repealed: 2018-05-24, replaced_by: uavg}}
activities:
  files: {basis: [legal_obligation], law: Wbp 16}
",
};

/// Acts that statements still rely on, with their last day; those that the pack lists are asked first.
const REPEALED: [(&str, &str); 2] = [("wbp", "2018-05-24"), ("wpr", "2001-08-31")];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let document = cx.document;
    let activities =
        cx.activities().flat_map(|(id, a)| [(id, a.span, a.law.as_ref()), (id, a.span, a.ground.as_ref())]);
    let rules = cx.own(&document.retention).map(|(id, rule)| (id, rule.span, rule.law.as_ref()));
    let exclusions = cx.own(&document.exclusions).map(|(id, exclusion)| (id, exclusion.span, exclusion.law.as_ref()));
    for (id, outer, law) in activities.chain(rules).chain(exclusions) {
        let Some(law) = law else { continue };
        let act = law.split_whitespace().next().unwrap_or_default().to_lowercase();
        let listed = document.laws.get(&act).and_then(|act| act.repealed.as_deref());
        let known = || REPEALED.iter().find(|(name, _)| *name == act).map(|(_, until)| *until);
        if let Some(until) = listed.or_else(known) {
            out.add(
                cx.place_of(law.span, outer),
                format!("'{id}' steunt op {}, dat gold tot en met {until}", law.value),
                format!("'{id}' relies on {}, which was in force until {until}", law.value),
            );
        }
    }
}
