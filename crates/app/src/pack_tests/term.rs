//! Cases of answer terms: from the day of receipt to the last day of the answer (Art. 12(3) GDPR).

use gestand_cases::{extended_deadline, first_deadline};
use gestand_policy::Bilingual;
use gestand_store::CaseKind;
use jiff::civil::Date;

use super::Row;
use super::columns::Column;
use super::report::{Judged, Why};
use super::subject::Subject;
use super::words::{choose, day, say_day};

/// What people ask.
pub(super) const REQUESTS: &[(CaseKind, &[&str])] = &[
    (CaseKind::Access, &["inzage", "access"]),
    (CaseKind::Rectification, &["verbetering", "rectification", "verbeteren"]),
    (CaseKind::Erasure, &["verwijdering", "erasure", "verwijderen"]),
    (CaseKind::Restriction, &["beperking", "restriction", "beperken"]),
    (CaseKind::Portability, &["meenemen", "portability", "overdraagbaarheid"]),
];

const NONE: &[((), &[&str])] = &[((), &["nee", "no", "niet", "none"])];

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let kind = choose(row.needed(Column::Request)?, REQUESTS)?;
    let received = day(row.needed(Column::Received)?)?;
    let outside = |_| Bilingual::new("deze dag ligt buiten de kalender", "this day lies outside the calendar");
    let first = first_deadline(subject.policy, kind, received).map_err(outside)?;
    let extended = extended_deadline(subject.policy, kind, received).map_err(outside)?;
    let right = format!("rights.{}", kind.as_str());
    let mut judged = Judged::because(vec![Why {
        text: Bilingual::new(
            "De termijn telt vanaf de ontvangst, volgens Verordening 1182/71: een laatste dag in het weekend of op een \
             feestdag schuift door.",
            "The term counts from receipt, by Regulation 1182/71: a last day in a weekend or on a public holiday moves on.",
        ),
        place: subject.places.of_node("requests").or_else(|| subject.places.of_node(&right)),
    }]);
    let mut compare = |column: Column, came: Date| -> Result<(), Bilingual> {
        let cell = row.get(column);
        if !cell.is_empty() {
            judged.compare(column, cell, day(cell)? == came, say_day(came));
        }
        Ok(())
    };
    row.needed(Column::AnswerBy)?;
    compare(Column::AnswerBy, first.due_on)?;
    compare(Column::ByLaw, first.statutory_due_on)?;
    let cell = row.get(Column::ExtendedTo);
    if !cell.is_empty() {
        let expected = if choose(cell, NONE).is_ok() { None } else { Some(day(cell)?) };
        let came = extended.map(|clock| clock.due_on);
        let shown = came.map_or_else(|| Bilingual::new("nee", "no"), say_day);
        judged.compare(Column::ExtendedTo, cell, expected == came, shown);
    }
    Ok(judged)
}
