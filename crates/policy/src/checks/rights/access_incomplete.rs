//! G0522: access does not name everything a person gets.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0522",
    name: "access_incomplete",
    severity: Severity::Check,
    law: &["GDPR 15(1)", "GDPR 15(3)"],
    finds: Words {
        nl: "Bij inzage staat niet alles wat iemand krijgt.",
        en: "Access does not name everything a person gets.",
    },
    why: Words {
        nl: "Inzage is meer dan een kopie: ook doelen, ontvangers, termijnen, herkomst en rechten horen erbij.",
        en: "Access is more than a copy: purposes, recipients, terms, origin and rights belong to it.",
    },
    remedy: Words {
        nl: "Noem bij `gives` copy, purposes, categories, recipients, term, source en rights.",
        en: "Name copy, purposes, categories, recipients, term, source and rights under `gives`.",
    },
    example: r"rights: {access: {gives: [copy]}}
",
};

/// What Article 15(1) and (3) give.
pub(super) const PARTS: [(&str, &str); 7] = [
    ("copy", "een kopie"),
    ("purposes", "de doelen"),
    ("categories", "de soorten gegevens"),
    ("recipients", "de ontvangers"),
    ("term", "de bewaartermijn"),
    ("source", "de herkomst"),
    ("rights", "de rechten"),
];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(right) = cx.document.rights.get(&Right::Access) else { return };
    if let Some((missing, dutch)) = not_named(PARTS, &right.gives) {
        let fix = Fix::new("noem alles wat iemand bij inzage krijgt", "name everything a person gets with access")
            .add(&["rights", "access", "gives"], missing.iter().copied());
        out.add(
            right.span,
            format!("bij inzage wordt niet genoemd: {dutch}"),
            format!("access does not name: {}", missing.join(", ")),
        );
        out.offer(fix);
    }
}
