//! G0521: of erasure or restriction not all grounds of the law are named.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0521",
    name: "grounds_incomplete",
    severity: Severity::Warning,
    law: &["GDPR 17(1)", "GDPR 18(1)"],
    finds: Words {
        nl: "Van wissen of beperken staan niet alle gronden van de wet in de verklaring.",
        en: "Of erasure or restriction not all grounds of the law are named.",
    },
    why: Words {
        nl: "Wie een grond niet leest, denkt dat het recht er niet is.",
        en: "Who does not read a ground thinks that the right is not there.",
    },
    remedy: Words {
        nl: "Noem alle gronden bij `grounds`, met hun nummer uit de wet.",
        en: "Name all grounds under `grounds`, by their number in the law.",
    },
    example: r"rights: {restriction: {grounds: ['18(1)(a)']}}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (right, article) in [(Right::Erasure, "17(1)"), (Right::Restriction, "18(1)")] {
        // A right that names no ground at all is promised without limits: G0529 for erasure.
        let Some(offered) = cx.document.rights.get(&right).filter(|offered| !offered.grounds.is_empty()) else {
            continue;
        };
        let missing: Vec<String> = ["a", "b", "c", "d"]
            .iter()
            .map(|point| format!("{article}({point})"))
            .filter(|ground| !offered.grounds.iter().any(|named| named.value == *ground))
            .collect();
        if !missing.is_empty() {
            let name = word(&right);
            let fix = Fix::new("noem alle gronden van de wet", "name all grounds of the law")
                .add(&["rights", &name, "grounds"], missing.iter().map(String::as_str));
            let missing = missing.join(", ");
            out.add(
                offered.span,
                format!("bij het recht op {} ontbreken de gronden {missing}", right.in_dutch()),
                format!("{name} lacks the grounds {missing}"),
            );
            out.offer(fix);
        }
    }
}
