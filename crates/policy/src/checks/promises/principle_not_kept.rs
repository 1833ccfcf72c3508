//! G0916: a principle is promised that the policy itself does not keep.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0916",
    name: "principle_not_kept",
    severity: Severity::Warning,
    law: &["GDPR 5(1)", "GDPR 5(2)"],
    finds: Words {
        nl: "De verklaring belooft een beginsel van de wet (grondslag, doel of niet meer dan nodig), en onderdelen van het \
             beleid houden zich daar niet aan.",
        en: "The statement promises a principle of the law (basis, purpose or no more than needed), and parts of the \
             policy do not keep it.",
    },
    why: Words {
        nl: "Een organisatie moet kunnen aantonen dat zij de beginselen naleeft.",
        en: "An organisation must be able to show that it keeps the principles.",
    },
    remedy: Words {
        nl: "Vul de genoemde onderdelen aan, of beloof niet meer dan u doet.",
        en: "Complete the parts named, or promise no more than you do.",
    },
    example: "commitments:
  only_with_basis: {principle: lawfulness, says: Zonder grondslag gebruiken wij niets.}
activities:
  survey: {purpose: tevredenheid meten}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, commitment) in cx.own(&cx.document.commitments) {
        let Some(principle) = &commitment.principle else { continue };
        let breaks: fn(&Activity) -> bool = match principle.value {
            Principle::Lawfulness => |activity| activity.basis.is_empty(),
            Principle::PurposeLimitation => |activity| activity.purpose.is_none() || activity.vague,
            Principle::Minimisation => |activity| activity.open_ended || activity.data.is_empty(),
            Principle::Transparency
            | Principle::Accuracy
            | Principle::StorageLimitation
            | Principle::Security
            | Principle::Accountability => continue,
        };
        let broken: Vec<&str> = cx.activities().filter(|(_, activity)| breaks(activity)).map(|(id, _)| id).collect();
        let Some(first) = broken.first() else { continue };
        let (what_nl, what_en) = match principle.value {
            Principle::Lawfulness => ("geen grondslag", "no lawful basis"),
            Principle::PurposeLimitation => ("geen duidelijk doel", "no clear purpose"),
            _ => ("geen gesloten lijst van gegevens", "no closed list of data"),
        };
        let count = broken.len();
        out.add(
            principle.span,
            format!("'{id}' belooft dit, maar {count} doelen hebben {what_nl}, zoals '{first}'"),
            format!("'{id}' promises this, but {count} purposes have {what_en}, such as '{first}'"),
        );
    }
}
