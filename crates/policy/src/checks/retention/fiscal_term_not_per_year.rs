//! G0407: the seven years of the tax act are not counted per book year.

use super::super::prelude::*;
use crate::terms::Keep;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0407",
    name: "fiscal_term_not_per_year",
    severity: Severity::Warning,
    law: &["AWR 52(4)"],
    finds: Words {
        nl: "De zeven jaar van de belastingwet worden niet per boekjaar geteld.",
        en: "The seven years of the tax act are not counted per book year.",
    },
    why: Words {
        nl: "De plicht loopt vanaf het boekjaar van het stuk. Anders tellen houdt oude stukken te lang of nieuwe te kort.",
        en: "The duty runs from the book year of the record. Counting otherwise keeps old records too long or new ones too short.",
    },
    remedy: Words {
        nl: "Voeg `, to end of book year` toe aan de termijn.",
        en: "Add `, to end of book year` to the term.",
    },
    example: r"events: {ended: {}}
retention:
  payments: {keep: 7 years after ended, law: AWR 52}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, rule) in cx.own(&cx.document.retention) {
        if rule.law.as_ref().is_some_and(|law| law.starts_with("AWR 52"))
            && matches!(
                rule.keep.as_ref().map(|keep| &keep.value),
                Some(Keep::After { round: crate::terms::Rounding::None, .. })
            )
        {
            out.add(
                rule.span,
                format!("de fiscale termijn '{id}' telt niet per boekjaar"),
                format!("the fiscal term '{id}' does not count per book year"),
            );
        }
    }
}
