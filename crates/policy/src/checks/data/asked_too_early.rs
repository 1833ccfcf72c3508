//! G0209: a bank account is asked before there is a contract.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0209",
    name: "asked_too_early",
    severity: Severity::Check,
    law: &["GDPR 5(1)(c)"],
    finds: Words {
        nl: "Er wordt om een rekeningnummer gevraagd voordat er een contract is.",
        en: "A bank account is asked before there is a contract.",
    },
    why: Words {
        nl: "Van iemand die nog zoekt, is nog niets te innen of te betalen.",
        en: "From who is still looking there is nothing to collect or pay yet.",
    },
    remedy: Words {
        nl: "Vraag het rekeningnummer pas bij het contract, of leg vast waarom het eerder nodig is.",
        en: "Ask the account number only with the contract, or record why it is needed before.",
    },
    example: r"activities:
  allocation: {subjects: [home_seeker], data: [bank_account]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let before = |group: &At<String>| matches!(group.value.as_str(), "home_seeker" | "candidate");
    for (id, activity) in cx.activities() {
        if activity.subjects.is_empty() || !activity.subjects.iter().all(before) {
            continue;
        }
        let asked = cx.items(&activity.data).into_iter().find(|(item, _)| *item == "bank_account");
        if let Some((item, reference)) = asked {
            let (name, name_en) = cx.data_name(item);
            out.add(
                cx.place_of(reference.span, activity.span),
                format!("'{id}' vraagt {name} voordat er een contract is"),
                format!("'{id}' asks {name_en} before there is a contract"),
            );
        }
    }
}
