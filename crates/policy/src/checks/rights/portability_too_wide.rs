//! G0519: portability is promised where the law does not give it.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0519",
    name: "portability_too_wide",
    severity: Severity::Warning,
    law: &["GDPR 20(1)"],
    finds: Words {
        nl: "Overdraagbaarheid wordt beloofd waar de wet haar niet geeft.",
        en: "Portability is promised where the law does not give it.",
    },
    why: Words {
        nl: "Het recht geldt voor gegevens die iemand zelf gaf, op toestemming of contract, in een computer. Wie meer belooft, moet meer doen.",
        en: "The right holds for data a person gave, on consent or contract, in a computer. Who promises more must do more.",
    },
    remedy: Words {
        nl: "Zet `bases: [consent, contract]` en haal `all_data` weg, of doe wat u belooft.",
        en: "Put `bases: [consent, contract]` and remove `all_data`, or do what you promise.",
    },
    example: r"rights: {portability: {all_data: true}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(right) = cx.document.rights.get(&Right::Portability) else { return };
    if right.all_data {
        out.add(
            right.span,
            "overdraagbaarheid wordt beloofd voor alle gegevens",
            "portability is promised for all data",
        );
        out.offer(
            Fix::promising(
                "beloof overdraagbaarheid zoals de wet haar geeft",
                "promise portability as the law gives it",
            )
            .remove(&["rights", "portability", "all_data"])
            .add(&["rights", "portability", "bases"], lawful_bases(cx)),
        );
    }
    for basis in right.bases.iter().filter(|basis| !matches!(basis.value, Basis::Consent | Basis::Contract)) {
        let name = word(&basis.value);
        out.add(
            basis.span,
            format!("bij de grondslag {} is er geen recht op overdraagbaarheid", basis.value.in_words("nl")),
            format!("the basis {name} gives no right to portability"),
        );
    }
    if right.bases.is_empty() && !right.all_data {
        out.add_as(
            Severity::Check,
            right.span,
            "er staat niet bij welke grondslagen overdraagbaarheid geldt",
            "nothing says for which bases portability holds",
        );
        out.offer(
            Fix::new("noem de grondslagen van overdraagbaarheid", "name the bases of portability")
                .add(&["rights", "portability", "bases"], lawful_bases(cx)),
        );
    }
}

/// The bases of Article 20(1) that the statement lists, or both where it lists none.
pub(super) fn lawful_bases(cx: &CheckContext<'_>) -> Vec<&'static str> {
    let listed = |basis: &Basis| cx.document.bases.is_empty() || cx.document.bases.contains_key(basis);
    let bases = [(Basis::Consent, "consent"), (Basis::Contract, "contract")];
    bases.into_iter().filter(|(basis, _)| listed(basis)).map(|(_, name)| name).collect()
}
