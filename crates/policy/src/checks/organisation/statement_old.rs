//! G0808: the statement was not reviewed for long.

use super::super::prelude::*;
use crate::terms::{Length, Unit};
use jiff::civil::Date;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0808",
    name: "statement_old",
    severity: Severity::Warning,
    law: &["GDPR 5(2)", "GDPR 24(1)"],
    finds: Words { nl: "De verklaring is lang niet herzien.", en: "The statement was not reviewed for long." },
    why: Words {
        nl: "Wat u met gegevens doet verandert; de verklaring moet mee. Drie jaar is een keuze van ons, geen wet.",
        en: "What you do with data changes; the statement must follow. Three years is our choice, not an act.",
    },
    remedy: Words {
        nl: "Loop de verklaring na en geef haar een nieuwe datum.",
        en: "Go through the statement and give it a new date.",
    },
    example: r"statement: {version: 2001-01-01, review_every: 1 year}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let Some(statement) = &cx.document.statement else { return };
    let Some(version) = &statement.version else { return };
    let general = cx.law_length("statement_review", Length::new(3, Unit::Years));
    let every = statement.review_every.as_ref().map_or(general, |every| every.value);
    let (Ok(date), Some(today)) = (version.parse::<Date>(), cx.today) else { return };
    if date.checked_add(every.calendar()).is_ok_and(|due| due < today) {
        out.add(
            version.span,
            format!("de verklaring is van {date} en had na {every} herzien moeten zijn"),
            format!("the statement is of {date} and was due for review after {every}"),
        );
    }
}
