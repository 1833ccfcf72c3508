//! G0812: the statement announces a part that it does not have.

use crate::terms::Keep;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0812",
    name: "announced_but_absent",
    severity: Severity::Warning,
    law: &["GDPR 12(1)", "GDPR 13"],
    finds: Words {
        nl: "De verklaring kondigt een onderdeel aan dat er niet is.",
        en: "The statement announces a part that it does not have.",
    },
    why: Words {
        nl: "Wie op de aankondiging afgaat, zoekt vergeefs.",
        en: "Who goes by the announcement looks in vain.",
    },
    remedy: Words {
        nl: "Vul het onderdeel, of haal het weg bij `covers`.",
        en: "Fill the part, or remove it from `covers`.",
    },
    example: r"statement: {version: 2026-10-01, covers: [terms]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(statement) = &cx.document.statement else { return };
    for part in statement.covers.iter().filter(|part| !told(cx, part.value)) {
        let name = word(&part.value);
        out.add(
            part.span,
            format!("de verklaring kondigt {} aan, maar zegt er niets over", in_dutch(part.value)),
            format!("the statement announces '{name}', but says nothing of it"),
        );
    }
}

fn in_dutch(part: StatementPart) -> &'static str {
    match part {
        StatementPart::Data => "de gegevens",
        StatementPart::Purposes => "de doelen",
        StatementPart::Bases => "de grondslagen",
        StatementPart::Protection => "de bescherming",
        StatementPart::Recipients => "de ontvangers",
        StatementPart::Terms => "de bewaartermijnen",
        StatementPart::Rights => "de rechten",
        StatementPart::Cameras => "camera's",
        StatementPart::Cookies => "cookies",
        StatementPart::Complaints => "klachten",
    }
}

/// Whether the policy says anything of `part`. "As long as needed" is no term.
fn told(cx: &CheckContext<'_>, part: StatementPart) -> bool {
    let document = cx.document;
    let some = |count: usize| count > 0;
    match part {
        StatementPart::Data => {
            some(cx.own(&document.categories).count()) || cx.activities().any(|(_, a)| !a.data.is_empty())
        }
        StatementPart::Purposes => cx.activities().any(|(_, activity)| activity.purpose.is_some()),
        StatementPart::Bases => !document.bases.is_empty(),
        StatementPart::Protection => {
            some(cx.own(&document.measures).count()) || some(cx.own(&document.commitments).count())
        }
        StatementPart::Recipients => some(cx.own(&document.recipients).count()),
        StatementPart::Terms => {
            let mut rules = cx.own(&document.retention).filter(|(_, rule)| !about_cameras(cx, rule));
            rules.any(|(_, rule)| rule.keep.as_ref().is_some_and(|keep| keep.value != Keep::AsNeeded))
        }
        StatementPart::Rights => !document.rights.is_empty(),
        StatementPart::Cameras => some(cx.own(&document.cameras).count()),
        StatementPart::Cookies => document.cookie_rules.is_some() || some(cx.own(&document.cookies).count()),
        StatementPart::Complaints => document.complaints.is_some(),
    }
}

/// Terms of images alone are not the terms that a statement announces.
fn about_cameras(cx: &CheckContext<'_>, rule: &RetentionRule) -> bool {
    let images = |id: &str| cx.document.cameras.values().any(|c| c.data.as_ref().is_some_and(|data| data.value == id));
    !rule.data.is_empty() && cx.items(&rule.data).iter().all(|(item, _)| images(item))
}
